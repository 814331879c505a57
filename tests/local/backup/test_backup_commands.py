"""`fieldcomm backup` and `fieldcomm restore` with PostgreSQL's own programs on a real server."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic import command
from click.testing import CliRunner, Result
from sqlalchemy import make_url

from fieldcomm import cli
from fieldcomm.local.backup.client import client_for
from fieldcomm.local.postgres import start_postgres
from fieldcomm.local.run_file import only_one, write_run
from fieldcomm.store.engine import make_engine
from fieldcomm.store.migrate import alembic_config, newest_version, upgrade

COMPANY = (
    "INSERT INTO company (id, name, timezone, check_in_times, check_in_spread_minutes, quiet_hours,"
    " working_hours) VALUES (1, 'Kiwi Drying', 'America/New_York', '[\"09:30\", \"16:30\"]', 60,"
    " '20:00-08:00', 'Mon-Fri 08:00-18:00')"
)
TEXT = (
    "INSERT INTO messages (direction, state, phone, moment, body, segments, priority, created_at)"
    " VALUES ('in', 'received', '+14045550123', 'other', %s, 1, 1, now())"
)


class Shell:
    """The command line on one database."""

    def __init__(self, url: str, data: Path) -> None:
        self.url = url
        self.env = {"DATABASE_URL": url, "FIELDCOMM_DATA": str(data)}

    def run(self, *words: object) -> Result:
        return CliRunner().invoke(cli.main, [str(word) for word in words], env=self.env)

    def done(self, *words: object) -> Any:
        result = self.run(*words, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    def refused(self, *words: object, status: int = 2) -> str:
        result = self.run(*words)
        assert (result.exit_code, result.stdout) == (status, ""), result.output
        return result.stderr

    def sql(self, query: str, *given: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url) as connection:
            found = connection.execute(query, given or None)
            return found.fetchall() if found.description else []

    def texts(self) -> list[str]:
        return [body for (body,) in self.sql("SELECT body FROM messages ORDER BY id")]


@contextmanager
def running(data: Path) -> Iterator[str]:
    server = start_postgres(data, fast=True)
    try:
        yield server.url
    finally:
        server.stop()


@pytest.fixture
def shell(database_url: str, tmp_path: Path) -> Shell:
    made = Shell(database_url, tmp_path / "var")
    made.sql(COMPANY)
    made.sql(TEXT, "of the backup")
    return made


@pytest.fixture
def file(shell: Shell, tmp_path: Path) -> Iterator[Path]:
    """A backup of that."""
    path = tmp_path / "fieldcomm.backup"
    shell.done("backup", path)
    yield path
    assert [p.name for p in tmp_path.glob(".*")] == []


def test_a_backup_is_for_its_owners_eyes_and_says_what_it_holds(shell: Shell, file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (file.parent / "var").mkdir()
    (file.parent / "var" / "secret_key").write_text("x")
    said = shell.done("backup", file, "--force")
    assert said["bytes"] == file.stat().st_size
    assert (said["jobs"], said["messages"], said["schema"]) == (0, 1, newest_version())
    assert said["keep"] == [str(file.parent / "var" / "secret_key")]


def test_nothing_is_overwritten_unless_asked_for(shell: Shell, file: Path) -> None:
    before = file.read_bytes()
    assert "--force" in shell.refused("backup", file)
    assert file.read_bytes() == before
    assert "is a folder" in shell.refused("backup", file.parent)
    assert "no folder" in shell.refused("backup", file.parent / "nowhere" / "file")


def test_it_may_go_to_standard_output(shell: Shell, file: Path, tmp_path: Path) -> None:
    result = shell.run("backup", "-")
    assert result.stdout_bytes.startswith(b"PGDMP")
    assert "1 texts" in result.stderr
    piped = tmp_path / "piped"
    piped.write_bytes(result.stdout_bytes)
    assert shell.done("restore", piped, "--replace")["messages"] == 1


def test_a_dump_that_breaks_off_leaves_no_file(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "bin" / "pg_dump"
    fake.parent.mkdir()
    fake.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo "pg_dump (PostgreSQL) 18.0" && exit\n'
        "printf half; echo 'disk full' >&2; exit 1\n"
    )
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}:/usr/bin:/bin")
    said = shell.refused("backup", tmp_path / "file", status=1)
    assert "disk full" in said
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bin"]


def test_the_password_is_on_no_command_line(database_url: str) -> None:
    url = make_url(database_url).set(password="hunter2").render_as_string(hide_password=False)
    engine = make_engine(url)
    client = client_for(engine, url)
    engine.dispose()
    assert "hunter2" not in client.target
    assert client.env["PGPASSWORD"] == "hunter2"


def test_a_restore_takes_the_place_of_everything_and_sending_starts_paused(
    shell: Shell, file: Path
) -> None:
    shell.sql(TEXT, "since")
    shell.sql(
        "INSERT INTO users (email, name, role, created_at) VALUES ('a@b.example', 'A', 'manager', now())"
    )
    shell.done("backup", file, "--force")
    shell.sql(
        "INSERT INTO web_sessions (token_hash, user_id, created_at, seen_at, expires_at)"
        " VALUES ('x', 1, now(), now(), now())"
    )
    shell.sql(TEXT, "lost")
    said = shell.done("restore", file, "--replace")
    assert shell.texts() == ["of the backup", "since"]
    assert said["replaced"]["messages"] == 3
    assert shell.sql("SELECT ended_at FROM restores") == [(None,)]
    assert shell.sql("SELECT count(*) FROM web_sessions") == [(0,)]


def test_whoever_was_signed_in_at_the_backup_signs_in_again(shell: Shell, file: Path) -> None:
    shell.sql(
        "INSERT INTO users (email, name, role, created_at) VALUES ('a@b.example', 'A', 'manager', now())"
    )
    shell.sql("INSERT INTO sign_in_links (token_hash, user_id, expires_at) VALUES ('x', 1, now())")
    shell.done("backup", file, "--force")
    shell.done("restore", file, "--replace")
    assert shell.sql("SELECT count(*) FROM users") == [(1,)]
    assert shell.sql("SELECT count(*) FROM sign_in_links") == [(0,)]


def test_it_restores_what_was_restored(shell: Shell, file: Path) -> None:
    for _ in range(2):
        shell.done("restore", file, "--replace")
        shell.done("backup", file, "--force")
    assert shell.texts() == ["of the backup"]
    assert shell.sql("SELECT count(*) FROM restores WHERE ended_at IS NULL") == [(1,)]


def test_a_database_in_use_or_of_value_is_left_alone(shell: Shell, file: Path) -> None:
    shell.sql(TEXT, "since")
    said = shell.refused("restore", file)
    assert "0 jobs and 2 texts of Kiwi Drying" in said
    assert "--replace" in said
    with psycopg.connect(shell.url, application_name="fieldcomm"):
        assert "1 connections" in shell.refused("restore", file, "--replace")
    assert shell.texts() == ["of the backup", "since"]


def test_a_running_fieldcomm_is_to_be_stopped_first(shell: Shell, file: Path) -> None:
    with only_one(file.parent / "var") as data:
        write_run(data, shell.env)
        assert "stop it first" in shell.refused("restore", file, "--replace")


@pytest.mark.parametrize("kept", [0.05, 0.6, 0.9999])
@pytest.mark.parametrize("piped", [False, True])
def test_a_broken_file_changes_nothing(shell: Shell, file: Path, kept: float, piped: bool) -> None:
    """Cut in its list of contents, in the middle of a table, at the end."""
    shell.sql("INSERT INTO once SELECT md5(n::text), now() FROM generate_series(1, 30000) n")
    if piped:
        whole = shell.run("backup", "-").stdout_bytes
    else:
        shell.done("backup", file, "--force")
        whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * kept)])
    said = shell.refused("restore", file, "--replace", status=2 if kept < 0.5 else 1)
    assert "cannot be read" in said or "the database is as it was" in said
    assert shell.texts() == ["of the backup"]
    assert shell.sql("SELECT count(*) FROM once") == [(30000,)]
    assert shell.sql("SELECT count(*) FROM restores") == [(0,)]


def test_what_is_no_backup_of_ours_is_bad_input(shell: Shell, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("milk, bread")
    assert "no backup" in shell.refused("restore", other, "--replace")
    assert "cannot be read" in shell.refused("restore", tmp_path / "nowhere", "--replace")


def test_a_dump_of_something_else_is_bad_input(
    shell: Shell, empty_database_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "theirs"
    engine = make_engine(empty_database_url)
    client = client_for(engine, empty_database_url)
    engine.dispose()
    client.run("pg_dump", "--format=custom", f"--file={file}", f"--dbname={client.target}")
    assert "not of a fieldcomm database" in shell.refused("restore", file, "--replace")


def test_a_backup_of_a_newer_fieldcomm_is_refused(shell: Shell, file: Path) -> None:
    shell.sql("UPDATE alembic_version SET version_num = '9999'")
    shell.done("backup", file, "--force")
    shell.sql(f"UPDATE alembic_version SET version_num = '{newest_version()}'")
    said = shell.refused("restore", file, "--replace")
    assert "schema 9999" in said
    assert "restore it with that version" in said


def test_a_backup_of_an_older_schema_is_brought_up_to_date_and_paused(
    empty_database_url: str, tmp_path: Path
) -> None:
    shell = Shell(empty_database_url, tmp_path)
    command.upgrade(alembic_config(empty_database_url), "0013")
    shell.sql(COMPANY)
    shell.sql(TEXT, "of old")
    shell.done("backup", tmp_path / "old")
    said = shell.done("restore", tmp_path / "old", "--replace")
    assert (said["backup_schema"], said["schema"]) == ("0013", newest_version())
    assert shell.texts() == ["of old"]
    assert shell.sql("SELECT count(*) FROM restores WHERE ended_at IS NULL") == [(1,)]


def test_the_embedded_database_is_backed_up_at_rest_and_restored_on_a_new_machine(
    used_folder: Path, tmp_path: Path
) -> None:
    shell = Shell("", used_folder)
    del shell.env["DATABASE_URL"]
    file, new = tmp_path / "file", used_folder / "new"
    assert "empty" in shell.refused("backup", file, status=1)
    assert "no database" in shell.refused("backup", file, "--data", new, status=1)
    assert not new.exists()
    with running(used_folder) as url:
        upgrade(url)
        shell.url = url
        shell.sql(COMPANY)
        shell.sql(TEXT, "of the old machine")
    assert shell.done("backup", file)["messages"] == 1
    assert shell.done("restore", file, "--data", new)["replaced"] is None
    with running(new) as shell.url:
        assert shell.texts() == ["of the old machine"]
