"""Fixtures every test may ask for; each family lives in its own file under tests/fixtures."""

from hypothesis import settings

# No test is timed: the machine may be busy.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

pytest_plugins = [
    "fixtures.servers",
    "fixtures.figures",
    "fixtures.privacy",
    "fixtures.made_once",
    "fixtures.longest_first",
]
