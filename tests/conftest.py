"""Fixtures every test may ask for; each family lives in its own file under tests/fixtures."""

pytest_plugins = ["fixtures.servers"]
