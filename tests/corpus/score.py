"""How well texts are read: `python -m tests.corpus.score [--misses] [file...]` prints a table.

A text is right when its intent and every other param its line expects are read. Times are counted
apart: `at`, `eta` and `minutes` of every text that expects one of them, null included; a date alone
accepts any hour of that day. An opt-out error is an opt-out read as anything else, or the reverse.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.domain.intent import Reading, Speaker, read

HERE = Path(__file__).parent
TIMES = ("at", "eta", "minutes")


@dataclass
class Score:
    name: str
    texts: int = 0
    right: int = 0
    timed: int = 0
    timed_right: int = 0
    opt_out_errors: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def intents(self) -> float:
        return self.right / self.texts if self.texts else 1.0

    @property
    def times(self) -> float:
        return self.timed_right / self.timed if self.timed else 1.0


def score(path: Path) -> Score:
    total = Score(path.name)
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            _count(total, json.loads(line))
    return total


def read_row(row: dict[str, Any]) -> Reading:
    return read(
        row["text"],
        speaker=Speaker(row["as"]),
        now=datetime.fromisoformat(row["now"]),
        zone=ZoneInfo(row.get("timezone") or "America/New_York"),
        asked=row.get("asked"),
        choices=row.get("choices") or 0,
    )


def _count(total: Score, row: dict[str, Any]) -> None:
    reading, expect = read_row(row), row["expect"]
    want, got = expect["intent"], reading.intent.value
    total.texts += 1
    total.confusion[want, got] += 1
    others = {k: v for k, v in expect.items() if k not in TIMES and k != "intent"}
    wrong = [k for k, v in others.items() if _said(reading, k) != v]
    if want == got and not wrong:
        total.right += 1
    else:
        total.misses.append(
            f"{want:14} {got:14} {wrong or ''} {row['text']!r} [{row.get('asked')}]"
        )
    if (want == "stop") != (got == "stop"):
        total.opt_out_errors.append(row["text"])
    timed = {k: v for k, v in expect.items() if k in TIMES}
    if timed:
        total.timed += 1
        if all(_same(getattr(reading, k), v) for k, v in timed.items()):
            total.timed_right += 1
        else:
            read_times = {k: str(getattr(reading, k)) for k in timed}
            total.misses.append(f"{'time':14} {row['text']!r} {row['now']} {timed} {read_times}")


def _said(reading: Reading, param: str) -> object:
    return getattr(reading, param)


def _same(got: object, want: object) -> bool:
    if not isinstance(want, str):
        return got == want
    if not isinstance(got, datetime):
        return False
    if len(want) == 10:
        return got.date().isoformat() == want
    return got == datetime.fromisoformat(want)


def main(arguments: list[str]) -> None:
    show = "--misses" in arguments
    paths = [Path(a) for a in arguments if not a.startswith("--")] or sorted(HERE.glob("*.jsonl"))
    scores = [score(path) for path in paths]
    print(f"{'file':24}{'texts':>6}{'right':>9}{'times':>15}{'opt-out errors':>16}")
    for s in scores:
        times = f"{s.times:.1%} of {s.timed}"
        print(f"{s.name:24}{s.texts:6}{s.intents:9.1%}{times:>15}{len(s.opt_out_errors):16}")
    for s in scores:
        _print_confusion(s)
        if show:
            print(*s.misses, sep="\n")
        for text in s.opt_out_errors:
            print("OPT-OUT ERROR:", repr(text))


def _print_confusion(s: Score) -> None:
    wrong = [(n, want, got) for (want, got), n in s.confusion.items() if want != got]
    intents = Counter(want for want, _ in s.confusion.elements())
    print(f"\n{s.name}: by intent")
    for want, n in sorted(intents.items()):
        right = s.confusion[want, want]
        read_as = ", ".join(f"{got} {k}" for k, w, got in sorted(wrong, reverse=True) if w == want)
        print(f"  {want:14}{right:4} of {n:<4} {read_as}")


if __name__ == "__main__":
    main(sys.argv[1:])
