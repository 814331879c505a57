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
    tried = [(s.at, s.phone, s.moment) for s in record.sent]
    tried += [(s.at, s.phone, f"{s.moment}, refused,") for s in record.turned_away]
    found = []
    for phone in record.said_by:
        mine = sorted(one for one in tried if one[1] == phone)
        for since, until in _silences(record, phone):
            forbidden = [one for one in mine if since + CROSSING < one[0] < until]
            allowed = next((one for one in forbidden if one[2] == _CONFIRMED), None)
            found += [
                f"opted out: {moment} to {phone} at {clock(at)}"
                for at, phone, moment in forbidden
                if (at, phone, moment) != allowed
            ]
    return found


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
