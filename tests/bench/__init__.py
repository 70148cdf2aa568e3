"""Benches: ratios against the bare framework, measured in one interleaved run."""
