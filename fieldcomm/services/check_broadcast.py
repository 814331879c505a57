"""What a broadcast would be: every text rendered as it will leave, the odd ones to look at, the price."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.domain.broadcast import Exclusion, Filter, News
from fieldcomm.domain.cost import cost_to_send
from fieldcomm.domain.moments import MOMENTS
from fieldcomm.domain.names import first_name
from fieldcomm.domain.segments import Encoding, count
from fieldcomm.messaging.render import Rendered
from fieldcomm.services.apply_say import complete
from fieldcomm.services.broadcast_pages import Shown, read_shown, why_stopped
from fieldcomm.services.deps import Deps
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import broadcasts as rows
from fieldcomm.store.queries.snapshots import zone

SHOWN = 8  # texts to look at
MANY_SEGMENTS = 2  # more than these are pointed out


@dataclass(frozen=True, slots=True)
class Sample:
    """One text as it will be read, how many get these very words, and what is odd about it."""

    body: str
    contact: str
    language: str
    units: int
    segments: int
    times: int
    oddities: tuple[str, ...]


@dataclass
class Check:
    """`held`: how many wait for the end of quiet hours, by when they end. Times aware UTC."""

    broadcast: Shown
    company: str
    zone: ZoneInfo
    now: datetime
    to_tell: int = 0
    jobs: int = 0
    same_phone: int = 0  # jobs whose phone is told with another job
    excluded: dict[Exclusion, int] = field(default_factory=dict)
    samples: list[Sample] = field(default_factory=list)
    segments: int = 0
    spanish: int = 0
    spanish_in_english: int = 0
    held: dict[datetime, int] = field(default_factory=dict)
    cost: Decimal = Decimal(0)
    takes: timedelta = timedelta()
    waits_first: timedelta = timedelta()  # for what is in the outbox already
    pace: float = 1.0
    stopped: str | None = None  # why nothing leaves at present


def check_broadcast(deps: Deps, id_: int) -> Check | None:
    """None: there is no such broadcast."""
    with unit(deps) as work:
        row = rows.read(work.session, id_)
        if row is None:
            return None
        found = Check(read_shown(row), work.policy.company, work.policy.zone, work.now)
        _count(work, row, found)
        _price(work, found)
        return found


@dataclass
class _Kind:
    rendered: Rendered
    contact: str
    named: bool
    language: str
    times: int = 0


def _count(work: Unit, row: Any, found: Check) -> None:
    chosen, news = Filter.parse(row.filter), News(row.id, row.text, row.text_es, row.next_by)
    kinds: dict[tuple[str, str, str], _Kind] = {}
    zones: Counter[str] = Counter()
    excluded: Counter[Exclusion] = Counter()
    phones = 0
    for each in rows.each_found(work.session, chosen):
        phones += 1
        if each.excluded:
            excluded[Exclusion(each.excluded)] += 1
            continue
        zones[each.timezone] += 1
        name = first_name(each.contact)
        key = (name, each.language, each.timezone if row.next_by else "")
        if key not in kinds:
            kinds[key] = _Kind(
                _render(work, news, name, each), each.contact, bool(name), each.language
            )
        kinds[key].times += 1
    found.jobs = rows.jobs_found(work.session, chosen)
    found.same_phone = found.jobs - phones
    found.excluded = dict(excluded.most_common())
    found.to_tell = zones.total()
    found.held = _held(work, zones)
    _sum_up(found, list(kinds.values()))


def _render(work: Unit, news: News, name: str, each: Any) -> Rendered:
    params = complete(MOMENTS["broadcast"], news.params(name, each.language, work.now))
    return work.deps.renderer.render(
        "broadcast",
        params,
        language=news.words_for(each.language)[1],
        zone=each.timezone,
        now=work.now,
        company=work.policy.company,
        our_phone=work.calls_to,
        wording=0,
    )


def _held(work: Unit, zones: Counter[str]) -> dict[datetime, int]:
    held: Counter[datetime] = Counter()
    for name, n in zones.items():
        if work.policy.is_quiet(work.now, zone(name)):
            held[work.policy.quiet_ends(work.now, zone(name))] += n
    return dict(sorted(held.items()))


def _sum_up(found: Check, kinds: list[_Kind]) -> None:
    found.segments = sum(k.rendered.segments * k.times for k in kinds)
    spanish = [k for k in kinds if k.language == "es"]
    found.spanish = sum(k.times for k in spanish)
    found.spanish_in_english = sum(k.times for k in spanish if k.rendered.language != "es")
    found.samples = _oddest([_sample(kind) for kind in kinds])


def _sample(kind: _Kind) -> Sample:
    cost = count(kind.rendered.body)
    odd = []
    if cost.encoding is Encoding.UCS2:
        odd.append("unusual letters")
    if cost.segments > MANY_SEGMENTS:
        odd.append(f"{cost.segments} segments")
    if not kind.named:
        odd.append("no name")
    if kind.language == "es":
        odd.append("Spanish" if kind.rendered.language == "es" else "speaks Spanish, gets English")
    return Sample(
        kind.rendered.body,
        kind.contact,
        kind.rendered.language,
        cost.units,
        cost.segments,
        kind.times,
        tuple(odd),
    )


def _oddest(samples: list[Sample]) -> list[Sample]:
    """One of every oddity first, the longest of each; then the longest, and the most usual last."""
    by_length = sorted(samples, key=lambda s: (-s.segments, -s.units, s.body))
    chosen: list[Sample] = by_length[:1]
    seen: set[str] = set(chosen[0].oddities) if chosen else set()
    for sample in by_length:
        if not seen.issuperset(sample.oddities):
            chosen.append(sample)
            seen.update(sample.oddities)
    usual = max(samples, key=lambda s: s.times, default=None)
    rest = [s for s in by_length if s not in chosen and s is not usual]
    chosen += rest[: max(0, SHOWN - 1 - len(chosen))]
    if usual is not None and usual not in chosen:
        chosen.append(usual)
    return chosen


def _price(work: Unit, found: Check) -> None:
    sender = rows.sender(work.session)
    found.pace = sender.segments_per_second if sender else 1.0
    found.cost = cost_to_send(found.segments)
    found.takes = timedelta(seconds=found.segments / found.pace)
    found.waits_first = timedelta(seconds=rows.segments_ahead(work.session) / found.pace)
    found.stopped = why_stopped(work)
