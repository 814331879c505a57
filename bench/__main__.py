"""`python -m bench [--quick] [row ...]`: print the table, or the rows named."""

from __future__ import annotations

import argparse
import importlib
import os
import sys

from bench.figures import Figure
from bench.ground import Ground, ground, seconds
from fieldcomm import log

ROWS = (
    "webhook",
    "burst",
    "answer",
    "hand_over",
    "sending",
    "wave",
    "tick",
    "board",
    "sizes",
    "rest",
    "start",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("rows", nargs="*", choices=[*ROWS, []], help="all of them by default")
    parser.add_argument("--quick", action="store_true", help="measure less: does it work?")
    asked = parser.parse_args()
    print(Figure("row", "reach", "measured"), flush=True)
    with open(os.devnull, "w") as nowhere, ground(quick=asked.quick) as place:
        log.configure("bench", file=nowhere)
        held = [_measured(place, row) for row in asked.rows or ROWS]
    sys.exit(0 if all(held) else 1)


def _measured(place: Ground, row: str) -> bool:
    began = seconds()
    figures = importlib.import_module(f"bench.rows.{row}").measure(place)
    held = True
    for figure in figures:
        print(figure, flush=True)
        held = held and figure.held is not False
    print(f"# {row} took {seconds() - began:.0f} s", file=sys.stderr, flush=True)
    return held


if __name__ == "__main__":
    main()
