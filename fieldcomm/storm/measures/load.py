"""How much of it all: texts a household gets, prompts an office gets."""

from __future__ import annotations

from collections import Counter
from statistics import median

from fieldcomm.storm.measures.measure import Measure
from fieldcomm.storm.options import ZONE
from fieldcomm.storm.record import Record

OFFICE_DAY = 11.5  # hours


def texts_a_day(record: Record) -> Measure:
    counts = Counter(
        (s.phone, s.at.astimezone(ZONE).date()) for s in record.sent if s.phone in record.households
    )
    each = sorted(counts.values()) or [0]
    middle, high = median(each), each[min(len(each) - 1, len(each) * 99 // 100)]
    return Measure(
        "texts per household and day, median / p99",
        "<= 3 / 6",
        f"{middle:g} / {high}",
        middle <= 3 and high <= 6,
    )


def prompts_an_hour(record: Record) -> Measure:
    office = [
        s
        for s in record.sent
        if s.moment in ("prompt", "prompt_manager", "alert", "safety_alert")
        and s.phone not in record.crews
    ]
    hours = record.options.dispatchers * record.options.days * OFFICE_DAY
    return Measure("prompts per dispatcher hour", "printed", f"{len(office) / hours:.2f}", None)
