"""What of a storm is drawn: each a chart and the table behind it, as the desk's reports have them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from fieldcomm.services.report_sheets import ENDS, HEADS, TONES, Chart, Sheet
from fieldcomm.storm.measures.check_ins import silences
from fieldcomm.storm.options import FIRST_MORNING, ZONE
from fieldcomm.storm.record import Record
from fieldcomm.storm.totals import days_of

HALVES = ("am", "pm")
CENT = Decimal("0.01")
MOST_BARS = 14  # of a histogram; the last holds all beyond
# Minutes before the due time at which a prompt left, the farthest first; below 0 it came after.
_PROMPTS = (
    ("over 2 h", 120),
    ("2 to 1 h", 60),
    ("60 to 30 min", 30),
    ("30 to 10 min", 10),
    ("last 10 min", 0),
    ("to 30 min after", -30),
    ("later", None),
)


def sheets_of(record: Record) -> list[Sheet]:
    return [
        promises_over_time(record),
        silence_by_household(record),
        texts_by_household_day(record),
        prompts_around_due(record),
        cost_by_day(record),
    ]


def promises_over_time(record: Record) -> Sheet:
    """By when it was settled; what was never settled, by when it fell due."""
    halves = [(day, half) for day in range(record.options.days) for half in range(2)]
    ends: Counter[tuple[int, int, str]] = Counter()
    for promise in record.promises:
        if promise.state in ENDS:
            ends[*_half(record, promise.settled_at), promise.state] += 1
        elif promise.state == "open" and promise.due_at <= record.options.ends:
            ends[*_half(record, promise.due_at), "late"] += 1
    rows = [(_label(*half), *(ends[*half, end] for end in ENDS)) for half in halves]
    series = [
        (head, tone, [ends[*half, end] for half in halves])
        for head, tone, end in zip(HEADS, TONES, ENDS, strict=True)
    ]
    labels = [_label(*half).removesuffix(" am") if half[1] == 0 else "pm" for half in halves]
    return Sheet(
        "promises",
        "Promises over time",
        "Check-ins, arrivals, calls and answers: what came of them, in the half day it came.",
        ("Half day", *HEADS),
        rows,
        Chart(labels, series, "promises", stacked=True),
    )


def _half(record: Record, at: datetime) -> tuple[int, int]:
    """Day of the storm and half of it; the aftermath belongs to the last evening."""
    local = min(at, record.options.ends).astimezone(ZONE)
    return (local.date() - FIRST_MORNING.date()).days, local.hour // 12


def _label(day: int, half: int) -> str:
    return f"{FIRST_MORNING + timedelta(days=day):%a} {HALVES[half]}"


def silence_by_household(record: Record) -> Sheet:
    longest = [
        max(gap for gap, _, _ in gaps)
        for gaps in (silences(record, phone) for phone in record.households)
        if gaps
    ]
    hours = Counter(min(MOST_BARS, int(gap / timedelta(hours=1))) for gap in longest)
    return _histogram(
        "silence",
        "Longest silence of each household",
        "Waking hours between two words of ours to somebody who waits, the longest of each; over 9 is too long.",
        ("Hours", "Households"),
        [(_bar(n, f"{n} to {n + 1}"), hours[n]) for n in range(max(hours, default=0) + 1)],
        "households",
    )


def texts_by_household_day(record: Record) -> Sheet:
    each = Counter(
        (s.phone, s.at.astimezone(ZONE).date()) for s in record.sent if s.phone in record.households
    )
    days = Counter(min(MOST_BARS, n) for n in each.values())
    return _histogram(
        "texts",
        "Texts per household and day",
        "On how many days of a household it got so many texts, days without any left out.",
        ("Texts", "Days"),
        [(_bar(n, str(n)), days[n]) for n in range(1, max(days, default=1) + 1)],
        "days of a household",
    )


def _bar(n: int, name: str) -> str:
    return name if n < MOST_BARS else f"{n}+"


def _histogram(
    key: str,
    title: str,
    says: str,
    heads: Sequence[str],
    rows: Sequence[tuple[str, int]],
    unit: str,
) -> Sheet:
    labels = [name.partition(" ")[0] for name, _ in rows]
    chart = Chart(labels, [(heads[1], "accent", [n for _, n in rows])], unit)
    return Sheet(key, title, says, heads, rows, chart)


def prompts_around_due(record: Record) -> Sheet:
    due = {promise.id: promise.due_at for promise in record.promises}
    counts: Counter[str] = Counter()
    for text in record.sent:
        if text.moment in ("prompt", "prompt_manager") and text.cause and text.cause[1] in due:
            counts[_when(due[text.cause[1]] - text.at)] += 1
    names = [name for name, _ in _PROMPTS]
    before = [counts[name] if _is_before(name) else 0 for name in names]
    after = [0 if _is_before(name) else counts[name] for name in names]
    return Sheet(
        "prompts",
        "Prompts before and after the due time",
        "When those who owed a call, an answer or an arrival were asked for it.",
        ("When", "Prompts"),
        [(name, counts[name]) for name in names],
        Chart(names, [("Before", "calm", before), ("After", "soon", after)], "prompts", True, True),
    )


def _when(left: timedelta) -> str:
    minutes = left / timedelta(minutes=1)
    return next(name for name, most in _PROMPTS if most is None or minutes > most)


def _is_before(name: str) -> bool:
    return any(name == known and most is not None and most >= 0 for known, most in _PROMPTS)


def cost_by_day(record: Record) -> Sheet:
    days = days_of(record)
    rows = [
        (
            f"{date:%a}",
            *(day.texts_out, day.segments_out, day.texts_in, day.segments_in),
            (day.cost_out + day.cost_in).quantize(CENT),
        )
        for date, day in days.items()
    ]
    series = [
        ("Out", "accent", [round(float(day.cost_out), 4) for day in days.values()]),
        ("In", "asked", [round(float(day.cost_in), 4) for day in days.values()]),
    ]
    return Sheet(
        "cost",
        "Cost per day",
        "Segments times the provider's rate and the dearest carrier's fee: an estimate, not the bill.",
        ("Day", "Texts out", "Segments out", "Texts in", "Segments in", "US dollars"),
        rows,
        Chart([row[0] for row in rows], series, "US dollars", stacked=True),
    )
