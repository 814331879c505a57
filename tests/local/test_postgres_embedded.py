"""The embedded PostgreSQL: a real server, really killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from fieldcomm.local.errors import LocalServiceError
from fieldcomm.local.postgres import start_postgres
from fieldcomm.local.process import is_alive, wait_until


def ask(url: str, sql: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(sql).fetchone()
        return row[0] if row else None


def write(url: str, sql: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql)


def test_speaks_utf8_in_utc_and_keeps_what_it_committed(data_folder: Path) -> None:
    server = start_postgres(data_folder)
    try:
        assert ask(server.url, "SHOW server_encoding") == "UTF8"
        assert ask(server.url, "SHOW timezone") == "UTC"
        assert ask(server.url, "SHOW fsync") == "on"
        assert ask(server.url, "SHOW synchronous_commit") == "on"
        assert ask(server.url, "SELECT current_database()") == "fieldcomm"
    finally:
        server.stop()


def test_listens_on_no_tcp_port_and_lets_nobody_else_near_its_socket(used_folder: Path) -> None:
    server = start_postgres(used_folder, fast=True)
    try:
        assert ask(server.url, "SHOW listen_addresses") == ""
        assert (used_folder / "postgres").stat().st_mode & 0o077 == 0
    finally:
        server.stop()


def test_its_log_holds_no_words_and_numbers_of_people(used_folder: Path) -> None:
    server = start_postgres(used_folder, fast=True)
    write(server.url, "CREATE TABLE people (phone text UNIQUE CHECK (phone <> '+14045550199'))")
    write(server.url, "INSERT INTO people VALUES ('+14045550123')")
    for phone in ("+14045550123", "+14045550199"):
        with pytest.raises(psycopg.IntegrityError, match=phone.replace("+", "[+]")):
            write(server.url, f"INSERT INTO people VALUES ('{phone}')")
    server.stop()
    log = (used_folder / "postgres.log").read_text()
    assert "violates" in log
    assert "555" not in log


def test_stops_cleanly_and_starts_again_with_its_data(used_folder: Path) -> None:
    first = start_postgres(used_folder, fast=True)
    write(first.url, "CREATE TABLE kept (n int)")
    with psycopg.connect(first.url):  # an idle client does not hold the stop up
        first.stop()
    assert not is_alive(first.pid)
    second = start_postgres(used_folder, fast=True)
    try:
        assert ask(second.url, "SELECT count(*) FROM kept") == 0
    finally:
        second.stop()


def test_comes_back_after_kill_9_with_everything_committed(used_folder: Path) -> None:
    first = start_postgres(used_folder)
    write(first.url, "CREATE TABLE kept (n int)")
    write(first.url, "INSERT INTO kept VALUES (1)")
    first.process.kill()
    first.process.wait()
    second = start_postgres(used_folder)
    try:
        assert ask(second.url, "SELECT n FROM kept") == 1
    finally:
        second.stop()


def test_stops_a_server_left_by_an_earlier_run(used_folder: Path) -> None:
    orphan = start_postgres(used_folder, fast=True)
    # Nobody waits for an orphan; here we do, or it would stay as a zombie.
    second = start_postgres(used_folder, fast=True)
    try:
        assert orphan.process.poll() is not None
        assert second.pid != orphan.pid
        assert ask(second.url, "SELECT 1") == 1
    finally:
        second.stop()


def test_a_lock_file_naming_a_stranger_stops_nobody_and_hinders_nothing(used_folder: Path) -> None:
    first = start_postgres(used_folder, fast=True)
    lock = used_folder / "postgres" / "postmaster.pid"
    rest = lock.read_text().split("\n", 1)[1]
    first.process.kill()
    first.process.wait()
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        lock.write_text(f"{stranger.pid}\n{rest}")
        second = start_postgres(used_folder, fast=True)
        second.stop()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_refuses_data_of_another_major_version_and_says_what_to_do(used_folder: Path) -> None:
    version = used_folder / "postgres" / "PG_VERSION"
    version.write_text("16\n")
    with pytest.raises(LocalServiceError, match=r"PostgreSQL 16 .* PostgreSQL 18") as refused:
        start_postgres(used_folder)
    commands = [line.strip() for line in str(refused.value).splitlines() if line[:2] == "  "]
    assert commands == [
        f"fieldcomm backup fieldcomm.backup --data {used_folder}",
        f"mv {used_folder}/postgres {used_folder}/postgres-16",
        f"fieldcomm restore fieldcomm.backup --data {used_folder}",
    ]
    assert version.read_text() == "16\n"


def test_refuses_a_folder_that_holds_something_else(data_folder: Path) -> None:
    (data_folder / "postgres").mkdir()
    (data_folder / "postgres" / "holiday.jpg").write_text("")
    with pytest.raises(LocalServiceError, match="in the way"):
        start_postgres(data_folder)


def test_what_a_killed_first_start_left_is_made_anew(data_folder: Path) -> None:
    (data_folder / "postgres.new").mkdir()
    (data_folder / "postgres.new" / "half").write_text("")
    start_postgres(data_folder, fast=True).stop()
    assert not (data_folder / "postgres.new").exists()


def test_a_path_too_long_for_a_socket_still_works(data_folder: Path) -> None:
    deep = data_folder / ("d" * 60) / ("e e" * 20)
    server = start_postgres(deep, fast=True)
    try:
        assert ask(server.url, "SELECT 1") == 1
    finally:
        server.stop()
        socket_folder = Path(server.url.partition("host=")[2])
        socket_folder.rmdir()


def test_dies_with_whoever_started_it(used_folder: Path) -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(used_folder)], stdout=subprocess.PIPE, text=True
    )
    assert starter.stdout is not None
    pid = int(starter.stdout.readline())
    assert is_alive(pid)
    starter.kill()
    starter.communicate()
    assert wait_until(lambda: not is_alive(pid), 10)


@pytest.mark.skipif(os.geteuid() != 0, reason="the ordinary user is who runs the other tests")
def test_works_as_an_ordinary_user(data_folder: Path) -> None:
    os.chown(data_folder, 65534, 65534)
    starter = subprocess.Popen(
        [sys.executable, "-c", ORDINARY + STARTER, str(data_folder / "var")],
        stdout=subprocess.PIPE,
        text=True,
        cwd="/",
    )
    assert starter.stdout is not None
    pid = int(starter.stdout.readline())
    assert (data_folder / "var" / "postgres").stat().st_uid == 65534
    starter.send_signal(signal.SIGKILL)
    starter.communicate()
    assert wait_until(lambda: not is_alive(pid), 10)


STARTER = """
import sys, time
from pathlib import Path
from fieldcomm.local.postgres import start_postgres
print(start_postgres(Path(sys.argv[1]), fast=True).pid, flush=True)
time.sleep(60)
"""

# It becomes nobody after importing, as that one may be unable to read this Python's own folders.
ORDINARY = """
import os
import psycopg
import fieldcomm.local.postgres
os.setgroups([]); os.setgid(65534); os.setuid(65534)
"""
