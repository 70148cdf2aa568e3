"""Use cases: load, apply a rule, save. Each awaits nothing but its unit of work."""
