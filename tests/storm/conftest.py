"""Ground to play small storms on: the test process's own PostgreSQL."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator

import pytest
import structlog

from fieldcomm.local.postgres import RunningPostgres
from fieldcomm.storm.ground import Ground


@pytest.fixture(scope="module")
def ground(postgres_server: RunningPostgres) -> Iterator[Ground]:
    made = Ground(postgres_server.url, name=f"storm_{os.getpid()}")
    yield made
    made.clear()


@pytest.fixture(autouse=True)
def nothing_logged() -> Iterator[None]:
    """A storm logs every death: thousands of lines that nobody reads."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.configure(**before)
