"""A storm that was killed leaves nothing for good: the next one clears it away, and only that."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fieldcomm.local.process import is_alive, wait_until
from fieldcomm.storm.database import PREFIX, clear_leftovers, database_of_its_own

_HOLD = """
from fieldcomm.storm.database import database_of_its_own
with database_of_its_own() as url:
    print(url, flush=True)
    input()
"""


@pytest.fixture(autouse=True)
def elsewhere(used_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The machine's own folder may hold real storms."""
    monkeypatch.setattr("tempfile.tempdir", str(used_folder))
    return used_folder


@contextmanager
def _storm(where: Path) -> Iterator[subprocess.Popen[str]]:
    """A process of its own that holds a database, as `fieldcomm storm` does while it plays."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD],
        env={**os.environ, "TMPDIR": str(where)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert "fieldcomm@" in process.stdout.readline()
            yield process
        finally:
            process.kill()


def _folders(where: Path) -> list[Path]:
    return sorted(where.glob(f"{PREFIX}*"))


def _postmaster(folder: Path) -> int:
    return int((folder / "postgres" / "postmaster.pid").read_text().split("\n")[0])


def test_what_a_killed_storm_leaves_the_next_clears_away_with_its_server(elsewhere: Path) -> None:
    with _storm(elsewhere) as killed:
        (left,) = _folders(elsewhere)
        cluster, server = (left / "postgres").resolve(), _postmaster(left)
        clear_leftovers()
        assert _folders(elsewhere) == [left]  # it lives
        assert is_alive(server)
        os.kill(killed.pid, signal.SIGKILL)
        killed.wait(10)
    with database_of_its_own():
        assert left not in _folders(elsewhere)
        assert not cluster.exists()
        assert wait_until(lambda: not is_alive(server), 10)
    assert _folders(elsewhere) == []


def test_a_server_that_outlived_its_storm_is_ended_and_a_stranger_is_not(elsewhere: Path) -> None:
    """Where no signal tells PostgreSQL that its parent died; and a pid that has become another's."""
    left = elsewhere / f"{PREFIX}left"
    cluster = left / "postgres"
    cluster.mkdir(parents=True)
    (left / "owner").touch()
    with (
        subprocess.Popen(
            [sys.executable, "-c", "input()", "-D", str(cluster), "x"], stdin=-1
        ) as ours,
        subprocess.Popen([sys.executable, "-c", "input()"], stdin=-1) as stranger,
    ):
        (cluster / "postmaster.pid").write_text(f"{ours.pid}\n")
        (cluster / ".s.PGSQL.5432.lock").write_text(f"{stranger.pid}\n")
        clear_leftovers()
        # Asked to stop, and killed where it was started deaf to that.
        assert ours.wait(10) in (-signal.SIGINT, 1, -signal.SIGKILL)
        assert stranger.poll() is None
        stranger.kill()
    assert not left.exists()


def test_what_is_not_a_storms_is_left_alone(elsewhere: Path) -> None:
    being_made, linked = elsewhere / f"{PREFIX}new", elsewhere / f"{PREFIX}link"
    being_made.mkdir()
    (elsewhere / "kept").mkdir()
    (elsewhere / "kept" / "owner").touch()
    linked.symlink_to(elsewhere / "kept")
    clear_leftovers()
    assert being_made.exists()
    assert (elsewhere / "kept" / "owner").exists()
