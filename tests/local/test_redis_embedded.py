"""The embedded Redis."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import redis

from fieldcomm.local import redis as embedded
from fieldcomm.local.errors import LocalServiceError
from fieldcomm.local.process import is_alive
from fieldcomm.local.redis import start_redis


def test_answers_and_stops(data_folder: Path) -> None:
    server = start_redis(data_folder)
    with redis.Redis.from_url(server.url) as client:
        assert client.set("bell", "1", nx=True, ex=2)
        assert client.config_get("maxmemory") == {"maxmemory": str(64 * 1024**2)}
        assert client.config_get("save") == {"save": ""}
    server.stop()
    assert not is_alive(server.pid)


def test_lets_nobody_else_near_its_socket_and_opens_no_port(data_folder: Path) -> None:
    server = start_redis(data_folder)
    try:
        assert (data_folder / "redis").stat().st_mode & 0o077 == 0
        with redis.Redis.from_url(server.url) as client:
            assert client.config_get("port") == {"port": "0"}
    finally:
        server.stop()


def test_stops_a_server_left_by_an_earlier_run(data_folder: Path) -> None:
    orphan = start_redis(data_folder)
    second = start_redis(data_folder)
    try:
        assert orphan.process.poll() is not None
        with redis.Redis.from_url(second.url) as client:
            assert client.ping()
    finally:
        second.stop()


def test_comes_back_after_kill_9(data_folder: Path) -> None:
    first = start_redis(data_folder)
    first.process.kill()
    first.process.wait()
    second = start_redis(data_folder)
    second.stop()


def test_a_path_too_long_for_a_socket_still_works(data_folder: Path) -> None:
    server = start_redis(data_folder / ("d" * 60) / ("e e" * 20))
    try:
        with redis.Redis.from_url(server.url) as client:
            assert client.ping()
    finally:
        server.stop()
        Path(server.url.removeprefix("unix://").partition("?")[0]).parent.rmdir()


def test_one_on_the_path_comes_before_the_wheels(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = data_folder / "redis-server"
    program.write_text("#!/bin/sh\necho 'Redis server v=7.2.4 sha=0'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{data_folder}{os.pathsep}{os.defpath}")
    assert embedded.prepare_redis(data_folder)[0].argv[0] == str(program)
    program.write_text("#!/bin/sh\necho 'Redis server v=6.0.16 sha=0'\n")  # lacks BLMOVE
    assert embedded.prepare_redis(data_folder)[0].argv[0] != str(program)


def test_without_any_binary_one_sentence_says_what_to_install(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(embedded.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(LocalServiceError, match="install redis-server"):
        start_redis(data_folder)
