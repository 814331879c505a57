"""Fixtures every test may ask for; each family lives in its own file under tests/fixtures."""

import os

from hypothesis import settings

# No test is timed: the machine may be busy. `make chaos` draws new inputs each time, `make test` the
# same ones, so that a change is judged by what it changed.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("new", deadline=None)
settings.load_profile("new" if "FIELDCOMM_SEEDS" in os.environ else "same")

pytest_plugins = [
    "fixtures.servers",
    "fixtures.figures",
    "fixtures.privacy",
    "fixtures.made_once",
    "fixtures.longest_first",
]
