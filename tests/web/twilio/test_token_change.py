"""While Twilio's token is changed, webhooks signed with either are taken; before and after, only one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from fixtures.wire import ACCOUNT, DANA, wire
from werkzeug.test import Client

from fieldcomm.messaging.signature import sign
from fieldcomm.web.twilio import TwilioDoor

OLD, NEW = "the token before", "the token after"
URL = "https://texts.example.com/twilio/sms"


@contextmanager
def door(database_url: str, **tokens: str) -> Iterator[Client]:
    def inside(_environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [])
        return []

    with wire(database_url, **tokens) as line:
        yield Client(TwilioDoor(line.deps, inside))


def texts(client: Client, n: int, token: str) -> int:
    form = {"AccountSid": ACCOUNT, "MessageSid": f"SM{n:032x}", "From": DANA, "Body": "hi"}
    headers = {"X-Twilio-Signature": sign(URL, list(form.items()), token)}
    answer = client.post(
        "/twilio/sms",
        data=urlencode(form),
        content_type="application/x-www-form-urlencoded",
        headers=headers,
    )
    return answer.status_code


@pytest.mark.parametrize(
    ("tokens", "old", "new"),
    [
        ({"TWILIO_AUTH_TOKEN": OLD}, 200, 403),
        ({"TWILIO_AUTH_TOKEN": NEW, "TWILIO_AUTH_TOKEN_OLD": OLD}, 200, 200),
        ({"TWILIO_AUTH_TOKEN": NEW}, 403, 200),
    ],
    ids=["before", "while it is changed", "after"],
)
def test_which_signatures_are_taken(
    database_url: str, tokens: dict[str, str], old: int, new: int
) -> None:
    with door(database_url, **tokens) as client:
        assert (texts(client, 1, OLD), texts(client, 2, NEW)) == (old, new)
        assert texts(client, 3, "somebody else's") == 403
        assert texts(client, 4, "") == 403
