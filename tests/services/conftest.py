"""The outbox and a provider in memory for every test here that asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fixtures.wire import Wire, wire


@pytest.fixture
def line(database_url: str) -> Iterator[Wire]:
    with wire(database_url) as made:
        yield made
