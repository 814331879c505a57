"""At rest: the whole stack with embedded services and without local Twilio, nobody texting."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import psutil

from bench.figures import Figure
from bench.ground import Ground, running
from bench.memory import pss
from bench.stack import stack
from fieldcomm.local.ports import free_port
from fieldcomm.local.process import wait_until

MOST_MB, MOST_CPU = 500, 2.0
APART = ("web", "inbox", "due", "outbox", "clock")


def measure(ground: Ground) -> Iterator[Figure]:
    data = ground.folder / "rest"
    log = ground.folder / "rest.log"
    words = [sys.executable, "-m", "fieldcomm.cli", "up", "--data", str(data)]
    words += ["--port", str(free_port())]
    with running(words, {"COMPANY_NAME": "Kiwi Drying"}, log) as up:
        if not wait_until(lambda: "Ctrl-C stops" in log.read_text(), 90):
            raise RuntimeError(f"it did not come up:\n{log.read_text()[-2000:]}")
        time.sleep(6 if ground.quick else 20)  # first ticks, first imports
        family = [psutil.Process(up.pid), *psutil.Process(up.pid).children(recursive=True)]
        before, began = _worked(family), time.monotonic()
        time.sleep(10 if ground.quick else 60)
        share = 100 * (_worked(family) - before) / (time.monotonic() - began)
        sizes = _sizes(family)
    total = sum(sizes.values())
    yield Figure("At rest, memory", f"<= {MOST_MB} MB PSS", _listed(sizes), total <= MOST_MB)
    yield Figure(
        "At rest, CPU", f"<= {MOST_CPU:.0f} % of a core", f"{share:.1f} %", share <= MOST_CPU
    )
    yield _apart(ground)


def _apart(ground: Ground) -> Figure:
    """Each process started by itself, as the Procfile does on several machines: what `up` has
    imported once for all of them lies in memory as often as there are processes."""
    with stack(ground, "bench_rest"):
        time.sleep(6 if ground.quick else 20)
        family = psutil.Process().children(recursive=True)
        sizes = {name: mb for name, mb in _sizes(family).items() if name in APART}
    return Figure("At rest, started apart", "printed", _listed(sizes))


def _listed(sizes: dict[str, float]) -> str:
    largest = ", ".join(f"{name} {mb:.0f}" for name, mb in sorted(sizes.items()))
    return f"{sum(sizes.values()):.0f} MB ({largest})"


def _worked(family: list[psutil.Process]) -> float:
    """Seconds of CPU so far."""
    return sum(sum(process.cpu_times()[:2]) for process in family if process.is_running())


def _sizes(family: list[psutil.Process]) -> dict[str, float]:
    """Megabytes of PSS by what the processes are."""
    found: dict[str, float] = {}
    for process in family:
        name = _called(process)
        found[name] = found.get(name, 0.0) + pss(process.pid)
    return found


def _called(process: psutil.Process) -> str:
    words = " ".join(process.cmdline())
    if process.name().startswith(("postgres", "redis")):
        return process.name().split("-")[0]
    if "gunicorn" in words:
        return "web"
    if "fieldcomm.nursery" in words:
        return "nursery"
    ours = words.partition("fieldcomm ")[2] or words.rpartition("fieldcomm.cli ")[2]
    return "supervisor" if ours.startswith("up") else ours.split()[-1].removeprefix("fieldcomm-")
