"""What holds for every test."""

import gc


def pytest_collection_finish() -> None:
    """Leave what is loaded to itself: a collector that walks a million lasting objects costs each test a tenth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
