"""What holds for every test."""

import gc

from hypothesis import settings

settings.register_profile("ours", deadline=None)  # a busy machine is not a fault
settings.load_profile("ours")
gc.disable()  # collecting tests makes a million objects and no garbage


def pytest_collection_finish() -> None:
    """Leave what is loaded to itself: a collector that walks a million lasting objects costs each test a tenth."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(100_000, 50, 100)
