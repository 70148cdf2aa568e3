"""Domain objects become replies here: pure functions that send nothing."""
