"""The sheets of a report: each a table, and what of it is drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from fieldcomm.domain.cost import cost_of
from fieldcomm.domain.delivery_reasons import reason

# Drawn in this order; also the columns of the promise sheets.
ENDS = ("kept", "moved", "kept_late", "late", "broken")
HEADS = ("Kept", "Moved in time", "Kept late", "Late, still open", "Broken")
TONES = ("calm", "quiet", "soon", "unsure", "late")
OFFICE = "The office"


@dataclass(frozen=True, slots=True)
class Chart:
    """`series` are (name, tone, values), a value for each label. `unit` is said with the axis."""

    labels: Sequence[str]
    series: Sequence[tuple[str, str, Sequence[float]]]
    unit: str
    stacked: bool = False
    lying: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` hold words, whole numbers, decimals, dates, aware times or None."""

    key: str
    title: str
    says: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]
    chart: Chart | None


def promise_sheets(
    found: Iterable[Any], weeks: Sequence[date], kinds: dict[str, str]
) -> list[Sheet]:
    rows = list(found)
    by_kind = _tally(rows, lambda r: kinds[r.kind])
    by_whom = _tally(rows, lambda r: r.contractor or OFFICE)
    by_week = _tally(rows, lambda r: r.week)
    heads = (*HEADS, "In time")
    return [
        _ends(
            "promises-by-week",
            "Promises by week",
            "What fell due in each week, and what came of it.",
            ("Week from", *heads),
            [(week, by_week[week]) for week in weeks],
            lying=False,
        ),
        _ends(
            "promises-by-kind",
            "Promises by kind",
            "Check-ins, arrivals, calls and answers.",
            ("Kind", *heads),
            [(kind, by_kind[kind]) for kind in kinds.values() if kind in by_kind],
        ),
        _ends(
            "promises-by-contractor",
            "Promises by contractor",
            "Whose promise it was; the office's own together.",
            ("Contractor", *heads),
            sorted(by_whom.items(), key=lambda item: (item[0] == OFFICE, item[0])),
        ),
    ]


def _tally(rows: Iterable[Any], of: Callable[[Any], Any]) -> dict[Any, dict[str, int]]:
    found: dict[Any, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        if row.state in ENDS:  # let go of, or still ahead: neither kept nor broken
            found[of(row)][row.state] += row.n
    return found


def _ends(
    key: str,
    title: str,
    says: str,
    heads: Sequence[str],
    counted: Sequence[tuple[Any, dict[str, int]]],
    *,
    lying: bool = True,
) -> Sheet:
    rows = [(name, *(ends.get(end, 0) for end in ENDS), in_time(ends)) for name, ends in counted]
    series = [
        (head, tone, [ends.get(end, 0) for _, ends in counted])
        for head, tone, end in zip(HEADS, TONES, ENDS, strict=True)
    ]
    labels = [_label(name) for name, _ in counted]
    chart = Chart(labels, series, "promises", stacked=True, lying=lying)
    return Sheet(key, title, says, heads, rows, chart if rows else None)


def in_time(ends: dict[str, int]) -> str | None:
    """Kept of what fell due, in percent; promises moved in time fell due later, not here."""
    due = sum(ends.get(end, 0) for end in ("kept", "kept_late", "late", "broken"))
    return f"{_percent(ends.get('kept', 0), due)} %" if due else None


def _percent(part: int, whole: int) -> int:
    """Rounded down: 99.9 is not 100."""
    return part * 100 // whole


def silence_sheet(found: Sequence[Any]) -> Sheet:
    rows = [(row.code, row.customer, _hours(row.seconds), row.since, row.until) for row in found]
    chart = Chart(
        [f"{row.code}" for row in found],
        [("Hours awake", "unsure", [float(_hours(row.seconds)) for row in found])],
        "hours outside quiet hours",
        lying=True,
    )
    return Sheet(
        "silence",
        "Longest silences",
        "How long a waiting customer heard nothing from us, quiet hours left out; who asked for"
        " less is left out too.",
        ("Job", "Customer", "Hours", "From", "To"),
        rows,
        chart if rows else None,
    )


def chase_sheet(found: Sequence[Any], weeks: Sequence[date]) -> list[Sheet]:
    by_week: dict[date, int] = defaultdict(int)
    by_job: dict[tuple[str, str], int] = defaultdict(int)
    for row in found:
        by_week[row.week] += row.n
        by_job[row.code, row.customer] += row.n
    most = sorted(by_job.items(), key=lambda item: (-item[1], item[0]))[:10]
    says = "Customers who asked when, or said that nobody came: they should not have had to."
    counts = [by_week[week] for week in weeks]
    chart = Chart([_label(w) for w in weeks], [("Chases", "asked", counts)], "texts")
    return [
        Sheet(
            "chases-by-week",
            "Chases by week",
            says,
            ("Week from", "Chases"),
            list(zip(weeks, counts, strict=True)),
            chart,
        ),
        Sheet(
            "chases-by-job",
            "Most chased jobs",
            "The jobs whose customers asked most.",
            ("Job", "Customer", "Chases"),
            [(*job, n) for job, n in most],
            Chart(
                [j[0] for j, _ in most],
                [("Chases", "asked", [n for _, n in most])],
                "texts",
                lying=True,
            )
            if most
            else None,
        ),
    ]


def answer_sheet(found: Iterable[Any], weeks: Sequence[date]) -> Sheet:
    by_week = {row.week: row for row in found if row.week is not None}
    shown = [(week, by_week[week]) for week in weeks if week in by_week]
    rows = [
        (
            week,
            row.asked,
            row.answered,
            minutes(row.median),
            minutes(row.p90),
            row.by_person,
            minutes(row.person_median),
            minutes(row.person_p90),
        )
        for week, row in shown
    ]
    labels = [_label(week) for week, _ in shown]
    series = [
        ("Half within", "calm", [float(minutes(row.person_median) or 0) for _, row in shown]),
        ("90 % within", "soon", [float(minutes(row.person_p90) or 0) for _, row in shown]),
    ]
    return Sheet(
        "answers-by-week",
        "First answers by week",
        "From a customer's question to our first text, and to the first word of a person (drawn):"
        " half came within the median, nine of ten within p90.",
        (
            "Week from",
            "Questions",
            "Answered",
            "Median, min",
            "p90, min",
            "By a person",
            "Median by a person, min",
            "p90 by a person, min",
        ),
        rows,
        Chart(labels, series, "minutes to a person's word") if rows else None,
    )


def cost_sheet(found: Iterable[Any], weeks: Sequence[date]) -> Sheet:
    sums: dict[tuple[date, str], tuple[int, int, Decimal]] = {}
    for row in found:
        texts, segments, cost = sums.get((row.week, row.direction), (0, 0, Decimal(0)))
        more = cost_of(row.direction, row.state, row.n, row.segments)
        if not more:
            continue  # never left, so neither a text nor a cost
        sums[row.week, row.direction] = (texts + row.n, segments + row.segments, cost + more)
    rows: list[tuple[Any, ...]] = []
    for week in weeks:
        out = sums.get((week, "out"), (0, 0, Decimal(0)))
        into = sums.get((week, "in"), (0, 0, Decimal(0)))
        rows.append((week, out[0], out[1], into[0], into[1], _cents(out[2] + into[2])))
    chart = Chart(
        [_label(week) for week in weeks],
        [("Cost", "accent", [float(row[-1]) for row in rows])],
        "US dollars",
    )
    return Sheet(
        "cost-by-week",
        "Cost by week",
        "Segments times the provider's rate and the dearest carrier's fee: an estimate, not the bill.",
        ("Week from", "Texts out", "Segments out", "Texts in", "Segments in", "US dollars"),
        rows,
        chart,
    )


def failure_sheet(found: Sequence[Any]) -> Sheet:
    rows = [(row.code or "none", reason(row.code), row.n, row.phones) for row in found]
    chart = Chart(
        [str(row[0]) for row in rows],
        [("Texts", "late", [row[2] for row in rows])],
        "texts",
        lying=True,
    )
    return Sheet(
        "failures",
        "Texts that did not arrive",
        "By the provider's code, with what it means.",
        ("Code", "Reason", "Texts", "Phones"),
        rows,
        chart if rows else None,
    )


def stop_sheet(found: Iterable[Any], weeks: Sequence[date]) -> Sheet:
    by_week = {row.week: row.n for row in found}
    counts = [by_week.get(week, 0) for week in weeks]
    chart = Chart([_label(w) for w in weeks], [("Opt-outs", "late", counts)], "phones")
    return Sheet(
        "opt-outs",
        "Opt-outs by week",
        "Who asked us to stop texting.",
        ("Week from", "Opt-outs"),
        list(zip(weeks, counts, strict=True)),
        chart,
    )


def minutes(seconds: Any) -> Decimal | None:
    """To a tenth."""
    return None if seconds is None else round(Decimal(seconds) / 60, 1)


def _hours(seconds: Any) -> Decimal:
    return round(Decimal(seconds) / 3600, 1)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"))


def _label(value: Any) -> str:
    return f"{value:%b} {value.day}" if isinstance(value, date) else str(value)
