"""Texts to whoever had asked for none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from fieldcomm.storm import says
from fieldcomm.storm.measures.measure import clock
from fieldcomm.storm.record import Record

CROSSING = timedelta(seconds=15)  # a text already on its way when the STOP came
_CONFIRMED = "opted_out"  # the one text the law allows, and only to words the provider knows not


def to_opted_out(record: Record) -> list[str]:
    """One line each: what left, and what the provider had to refuse with 21610, between having
    heard that somebody wants no texts, by what they meant, and that they want them again."""
    return [
        f"opted out: {moment} to {phone} at {clock(at)}"
        for phone in record.said_by
        for since, until in _silences(record, phone)
        for at, moment in _forbidden(record, phone, since + CROSSING, until)
    ]


def _forbidden(
    record: Record, phone: str, since: datetime, until: datetime
) -> list[tuple[datetime, str]]:
    """All that was tried in between, but for one confirmation."""
    tried = [(s.at, s.moment) for s in record.sent_to[phone]]
    tried += [(s.at, f"{s.moment}, refused,") for s in record.turned_away if s.phone == phone]
    found = sorted(one for one in tried if since < one[0] < until)
    confirmed = next((one for one in found if one[1] == _CONFIRMED), None)
    return [one for one in found if one != confirmed]


def _silences(record: Record, phone: str) -> Iterator[tuple[datetime, datetime]]:
    """From having their STOP to their START."""
    since: datetime | None = None
    for word in sorted(record.said_by[phone], key=lambda w: w.at):
        if since is None and says.wants_no_texts(word.body):
            since = word.had_at
        elif since is not None and says.wants_texts_again(word.body):
            yield since, word.at
            since = None
    if since is not None:
        yield since, datetime.max.replace(tzinfo=since.tzinfo)
