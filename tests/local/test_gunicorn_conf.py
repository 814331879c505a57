"""Our gunicorn settings, on a real gunicorn with an application of three lines."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldcomm.local.ports import answers_200, free_port
from fieldcomm.local.process import is_alive, wait_until

APP = """
def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ok"]
"""


@pytest.fixture
def master(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    (tmp_path / "three_lines.py").write_text(APP)
    port = free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"),
            *("--config", "python:fieldcomm.local.gunicorn_conf", "three_lines:app"),
        ],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "WEB_CONCURRENCY": "2"},
    )
    try:
        assert wait_until(answers_200(f"http://127.0.0.1:{port}/"), 20)
        assert wait_until(lambda: len(children_of(process.pid)) == 2, 10)
        yield process
    finally:
        process.kill()
        process.wait()


def children_of(pid: int) -> list[int]:
    return [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_its_workers_do_not_outlive_a_killed_master(master: subprocess.Popen[bytes]) -> None:
    workers = children_of(master.pid)
    master.kill()
    master.wait()
    assert wait_until(lambda: not any(is_alive(pid) for pid in workers), 10)


def test_it_leaves_nothing_in_the_home_folder(
    master: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    assert not (tmp_path / ".gunicorn").exists()
    master.terminate()
    assert master.wait(10) == 0
