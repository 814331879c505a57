"""The sums of a storm: texts, segments, money, jobs, visits, faults."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fieldcomm.domain.cost import cost_of
from fieldcomm.domain.segments import count
from fieldcomm.storm.options import ZONE
from fieldcomm.storm.play import Play
from fieldcomm.storm.record import Record

_VISITS = "SELECT count(*) AS n, count(*) FILTER (WHERE status = 'done') AS done FROM visits"


@dataclass(frozen=True, slots=True)
class Totals:
    """`cost` in US dollars, an estimate (domain/cost.py); `faults`: of our processes, their commits and the provider."""

    texts_out: int
    texts_in: int
    segments_out: int
    segments_in: int
    cost: Decimal
    jobs: int
    visits: int
    visits_done: int
    calls: int
    faults: int


@dataclass(slots=True)
class Day:
    """What one day's texts cost, by direction."""

    texts_out: int = 0
    segments_out: int = 0
    texts_in: int = 0
    segments_in: int = 0

    @property
    def cost_out(self) -> Decimal:
        return cost_of("out", "delivered", self.texts_out, self.segments_out)

    @property
    def cost_in(self) -> Decimal:
        return cost_of("in", "received", self.texts_in, self.segments_in)


def days_of(record: Record) -> dict[date, Day]:
    """By local day, in order. What the provider took is paid for, also what it took twice."""
    days: dict[date, Day] = defaultdict(Day)
    for text in record.sent:
        day = days[text.at.astimezone(ZONE).date()]
        day.texts_out += 1
        day.segments_out += text.segments
    for word in record.said:
        day = days[word.at.astimezone(ZONE).date()]
        day.texts_in += 1
        day.segments_in += count(word.body).segments
    return dict(sorted(days.items()))


def totals_of(play: Play, record: Record) -> Totals:
    days = days_of(record).values()
    visits = play.world.rows(_VISITS)[0]
    return Totals(
        texts_out=sum(day.texts_out for day in days),
        texts_in=sum(day.texts_in for day in days),
        segments_out=sum(day.segments_out for day in days),
        segments_in=sum(day.segments_in for day in days),
        cost=sum((day.cost_out + day.cost_in for day in days), Decimal(0)),
        jobs=len(record.jobs),
        visits=visits.n,
        visits_done=visits.done,
        calls=len(record.truth.calls),
        faults=len(record.struck),
    )
