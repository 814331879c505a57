"""The list call: filters, newest first, in pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import urlencode

from fieldcomm.local.twilio.account import Account
from fieldcomm.local.twilio.message import Message
from fieldcomm.local.twilio.wire import Answer

_PAGE_MOST = 1000


def list_messages(account: Account, query: dict[str, str]) -> Answer:
    size = _whole(query.get("PageSize"), 50)
    found = list(islice(_after_token(_matching(account, query), query), size + 1))
    page, more = found[:size], len(found) > size
    base = f"/2010-04-01/Accounts/{account.settings.account_sid}/Messages.json"
    number = _whole(query.get("Page"), 0, least=0)
    following = query | {"Page": str(number + 1), "PageSize": str(size)}
    if more:
        following["PageToken"] = "PA" + page[-1].sid
    body = {
        "messages": [message.shown() for message in page],
        "page": number,
        "page_size": size,
        "start": number * size,
        "end": number * size + max(0, len(page) - 1),
        "uri": f"{base}?{urlencode(query)}",
        "first_page_uri": f"{base}?{urlencode(query | {'Page': '0', 'PageSize': str(size)})}",
        "next_page_uri": f"{base}?{urlencode(following)}" if more else None,
        "previous_page_uri": None,
    }
    return Answer(200, json.dumps(body).encode())


def _matching(account: Account, query: dict[str, str]) -> Iterator[Message]:
    now, sender = account.now(), query.get("From")
    dates = _date_filters(query)
    for message in account.ledger.newest_first(query.get("To")):
        lagging = message.listed_after is not None and message.listed_after > now
        if lagging or (sender and message.from_number != sender):
            continue
        # What was not sent has no DateSent, and no date filter ever finds it.
        if dates and (message.sent_at is None or not all(f(message.sent_at) for f in dates)):
            continue
        yield message


def _after_token(messages: Iterator[Message], query: dict[str, str]) -> Iterator[Message]:
    """A page token names the last text shown, so that new texts shift nothing."""
    token = query.get("PageToken", "").removeprefix("PA")
    if token:
        for message in messages:
            if message.sid == token:
                break
    return messages


def _date_filters(query: dict[str, str]) -> list[Callable[[datetime], bool]]:
    """`DateSent` a day; `DateSent<` and `DateSent>` up to and from a day or moment, inclusive."""
    filters: list[Callable[[datetime], bool]] = []
    if day := query.get("DateSent"):
        filters.append(lambda sent: f"{sent:%Y-%m-%d}" == day[:10])
    if until := query.get("DateSent<"):
        filters.append(lambda sent: _comparable(sent, until) <= until)
    if since := query.get("DateSent>"):
        filters.append(lambda sent: _comparable(sent, since) >= since)
    return filters


def _comparable(sent: datetime, bound: str) -> str:
    """`sent` written as precisely as `bound` is: by day or by second."""
    sent = sent.astimezone(UTC)
    return f"{sent:%Y-%m-%d}" if len(bound) <= 10 else f"{sent:%Y-%m-%dT%H:%M:%SZ}"


def _whole(raw: str | None, usual: int, least: int = 1) -> int:
    if not raw or not raw.isascii() or not raw.isdigit():
        return usual
    return min(max(int(raw), least), _PAGE_MOST)
