"""How updates come in and messages go out."""
