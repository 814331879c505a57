"""By the provider's own ledger: what never left and nobody was told of, and what was said twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from itertools import pairwise
from typing import Any

from fieldcomm.storm.household import Nature
from fieldcomm.storm.measures.measure import Measure, clock
from fieldcomm.storm.options import ZONE
from fieldcomm.storm.play import AFTERMATH
from fieldcomm.storm.record import Record, Sent

SAID_TWICE = timedelta(minutes=30)  # the same words, and nothing from them in between


def lost_or_twice(record: Record) -> Measure:
    """Every text we decided is in the ledger once, or there is a reason why it is not that a person
    can read. Decided twice, it would be two texts: the same words again, unasked, count too."""
    times = Counter(s.message_id for s in record.sent)
    told = {task.message_id for task in record.tasks}
    lost = [m for m in record.ours if not times[m.id] and not _excused(record, m, told)]
    twice = [f"message {id_}" for id_, n in times.items() if n > 1] + _decided_twice(record)
    unread = [s for s in record.said if s.intent is None]
    return Measure(
        "lost, sent twice, or never read",
        "0",
        f"{len(lost)} lost, {len(twice)} twice, {len(unread)} unread"
        f" ({len(record.struck):,} faults)",
        not (lost or twice or unread),
        [f"lost: {m.moment} to {m.phone}: {m.state} {m.why or ''}" for m in lost]
        + [f"twice: {what}" for what in twice]
        + [f"unread: {s.phone} at {clock(s.at)}" for s in unread],
    )


def _excused(record: Record, text: Any, told: set[int]) -> bool:
    """Whether a text that is not in the ledger may be missing there."""
    match text.state:
        case "unconfirmed":  # on the board
            return text.id in told
        case "held":  # until the morning
            return record.policy.is_quiet(record.options.ends + AFTERMATH, ZONE)
        case "suppressed" | "expired":  # no longer true, not wanted, too late
            return bool(text.why)
        case "failed":
            return bool(text.why) and _is_refused(record, text.phone)
    return False


def _is_refused(record: Record, phone: str) -> bool:
    household = record.households.get(phone)
    landline = household is not None and household.nature is Nature.LANDLINE
    return landline or any(said.intent == "stop" for said in record.said_by[phone])


def _decided_twice(record: Record) -> list[str]:
    alike: dict[tuple[str, str, str], list[Sent]] = defaultdict(list)
    for text in record.sent:
        if text.moment != "manual":  # a person may say again what perhaps never arrived
            alike[text.phone, text.moment, text.body].append(text)
    return [
        f"{two.moment} to {two.phone} at {clock(one.at)} and {clock(two.at)}"
        for texts in alike.values()
        for one, two in pairwise(sorted(texts, key=lambda text: text.decided_at))
        if one.message_id != two.message_id
        and one.cause == two.cause
        and two.decided_at - one.decided_at <= SAID_TWICE
        and not _wrote_twice(record, one, two)
    ]


def _wrote_twice(record: Record, one: Sent, two: Sent) -> bool:
    """Whether they, or somebody about the same job, wrote twice; one of the two may have come late,
    by polling."""
    since = one.decided_at - SAID_TWICE
    theirs = [
        said
        for said in record.said
        if said.phone == one.phone or (said.job_id and said.job_id == two.job_id)
    ]
    return sum(since <= (said.had_at or said.at) <= two.decided_at for said in theirs) > 1
