"""Start: `make demo` from a clean clone with a warm package cache, and again.

A clean start needs `make setup`, which needs a package registry or its cache: it is measured from
a clone in a temporary folder, and printed, not asserted.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure
from bench.ground import ROOT, Ground, running
from fieldcomm.local.ports import free_port
from fieldcomm.local.process import wait_until


def measure(ground: Ground) -> Iterator[Figure]:
    if not ground.quick:
        yield _clean(ground)
    data = ground.folder / "start"
    for row in ("Start, new data folder", "Start, second"):
        words = [sys.executable, "-m", "fieldcomm.cli", "up", "--demo", "--data", str(data)]
        took = _until_up(words, ground.folder / f"{row}.log", ROOT)
        yield Figure(
            row, "<= 6 s (printed)" if row.endswith("second") else "printed", f"{took:.1f} s"
        )


def _clean(ground: Ground) -> Figure:
    clone = ground.folder / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{ROOT}", clone], check=True)
    took = _until_up(["make", "-C", str(clone), "demo"], ground.folder / "clean.log", clone)
    shutil.rmtree(clone, ignore_errors=True)
    return Figure("Start, clean clone", "<= 40 s (printed)", f"{took:.1f} s, make setup included")


def _until_up(words: list[str], log: Path, place: Path) -> float:
    env = {"PORT": str(free_port()), "COMPANY_NAME": "Kiwi Drying"}
    env |= {name: os.environ[name] for name in _PACKAGES if name in os.environ}
    began = time.monotonic()
    with running(words, env, log) as process:
        up = wait_until(
            lambda: "Ctrl-C stops" in log.read_text() or process.poll() is not None, 300
        )
        took = time.monotonic() - began
        if not up or process.poll() is not None:
            raise RuntimeError(f"it did not come up:\n{log.read_text()[-2000:]}")
    return took


# Where this machine gets its packages.
_PACKAGES = ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_CONFIG_FILE", "PIP_CACHE_DIR",
             "UV_INDEX_URL", "UV_DEFAULT_INDEX", "UV_CACHE_DIR", "SSL_CERT_FILE", "HTTPS_PROXY",
             "HTTP_PROXY", "NO_PROXY")  # fmt: skip
