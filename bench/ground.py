"""What rows stand on: durable embedded services, databases, processes. Loopback only."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from fieldcomm.app import make_deps
from fieldcomm.config import load_config
from fieldcomm.local.ports import answers_200, free_port
from fieldcomm.local.postgres import start_postgres
from fieldcomm.local.process import dying_with_parent, wait_until
from fieldcomm.local.redis import start_redis
from fieldcomm.services.deps import Deps
from fieldcomm.services.set_up import set_up

ROOT = Path(__file__).parent.parent
ACCOUNT, TOKEN, OURS = "AC" + 32 * "b", "a token for benches", "+14045550100"


@dataclass(frozen=True)
class Ground:
    """`quick` rows measure less, to see whether they work."""

    folder: Path
    server_url: str
    redis_url: str
    quick: bool

    @contextmanager
    def database(self, name: str) -> Iterator[str]:
        """An empty, migrated database of the row's own."""
        url = self.server_url.replace("/fieldcomm?", f"/{name}?")
        self._administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self._administer(f"CREATE DATABASE {name}")
        try:
            set_up(make_deps(load_config(environment(url, self.redis_url)), ring=_no_ring))
            yield url
        finally:
            self._administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _administer(self, statement: str) -> None:
        with psycopg.connect(self.server_url, dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def ground(*, quick: bool) -> Iterator[Ground]:
    """PostgreSQL as `fieldcomm up` starts it, with every commit on the disk, and Redis."""
    folder = Path(tempfile.mkdtemp(prefix="fieldcomm-bench-"))
    folder.chmod(0o711)
    try:
        server = start_postgres(folder, fast=False)
        try:
            redis = start_redis(folder)
            try:
                yield Ground(folder, server.url, redis.url, quick)
            finally:
                redis.stop()
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def environment(database_url: str, redis_url: str | None, **more: str) -> dict[str, str]:
    """The environment of our processes, as `fieldcomm up` would give it."""
    return {
        "DATABASE_URL": database_url,
        **({"REDIS_URL": redis_url} if redis_url else {}),
        "SECRET_KEY": "a secret key for benches",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_FROM_NUMBER": OURS,
        "TWILIO_API_URL": "http://127.0.0.1:9",
        "FIELDCOMM_CLOCK": "adjustable",
        "SEGMENTS_PER_SECOND": "10000",
        "COMPANY_NAME": "Kiwi Drying",
        "COMPANY_TIMEZONE": "America/New_York",
        **more,
    }


def deps_of(env: Mapping[str, str], pool: int = 10) -> Deps:
    """Dependencies whose bell is rung in vain: the bench does the workers' work itself."""
    return make_deps(load_config(env), pool=pool, ring=_no_ring)


def _no_ring(_queue: str) -> None:
    return None


@contextmanager
def running(
    words: list[str], env: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A process of ours, ended with the block."""
    with open(log, "ab") as output:
        process = subprocess.Popen(
            words,
            env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **env},
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=dying_with_parent(15),
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def gunicorn(app: str, env: Mapping[str, str], log: Path) -> Iterator[str]:
    """`app` under the very settings the web runs with; yields its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    words = [
        *(sys.executable, "-m", "gunicorn", "--config", "python:fieldcomm.local.gunicorn_conf"),
        *("--bind", f"127.0.0.1:{port}", app),
    ]
    with running(words, {**env, "PORT": str(port), "PUBLIC_URL": url}, log):
        if not wait_until(answers_200(url + "/healthz"), 30):
            raise RuntimeError(f"{app} did not come up:\n{log.read_text()[-2000:]}")
        yield url


@contextmanager
def fieldcomm(*words: str, env: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`fieldcomm ...` as a process of its own."""
    with running([sys.executable, "-m", "fieldcomm.cli", *words], env, log) as process:
        yield process


def seconds() -> float:
    return time.perf_counter()
