"""Forged, replayed, cut anew and fuzzed webhooks: no effect beyond the genuine text's, never a 5xx."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes, urlencode, urlsplit

import pytest
from faults.fleet import Site, site, until
from fixtures.figures import Figure, Fuzz, Logs, sizes
from fixtures.wire import ACCOUNT, Wire, wire
from hypothesis import strategies as st
from werkzeug.test import Client

from fieldcomm.messaging.signature import sign
from fieldcomm.services.read_inbox import read_inbox
from fieldcomm.web.twilio import TwilioDoor

ROW = "Webhooks"
TOKEN, PUBLIC, DANA = "a token for tests", "https://texts.example.com", "+14045550123"
SID = "SM" + 32 * "1"
FORM = [
    ("MessageSid", SID),
    ("SmsSid", SID),
    ("AccountSid", ACCOUNT),
    ("From", DANA),
    ("To", "+14045550100"),
    ("Body", "Is anyone coming today?"),
    ("NumMedia", "0"),
    ("NumSegments", "1"),
]
URLENCODED = "application/x-www-form-urlencoded"


@dataclass
class Door:
    """The webhooks' door over a real database."""

    line: Wire
    client: Client

    def post(
        self, body: bytes, signature: str | None, path: str = "/twilio/sms", **more: Any
    ) -> int:
        headers = {} if signature is None else {"X-Twilio-Signature": signature}
        headers |= more.pop("headers", {})
        how = {"content_type": URLENCODED} | more
        return self.client.post(path, data=body, headers=headers, **how).status_code

    def genuine(self, form: list[tuple[str, str]] = FORM) -> int:
        return self.post(urlencode(form).encode(), sign(PUBLIC + "/twilio/sms", form, TOKEN))

    def effects(self) -> list[tuple[str, ...]]:
        rows = self.line.sql(
            "SELECT kind, sid, phone, params->>'Body' AS body FROM inbox ORDER BY id"
        )
        return [tuple(row) for row in rows]


@contextmanager
def open_door(database_url: str) -> Iterator[Door]:
    def inside(environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [])
        return [b""]

    with wire(database_url) as line:
        yield Door(line, Client(TwilioDoor(line.deps, inside)))


@pytest.fixture
def door(database_url: str) -> Iterator[Door]:
    with open_door(database_url) as made:
        yield made


@pytest.fixture(scope="module")
def shared_door(postgres_server: object, template_database: str) -> Iterator[Door]:
    from fixtures.servers import _copy_of

    with _copy_of(postgres_server, template_database) as url, open_door(url) as made:  # type: ignore[arg-type]
        made.genuine()
        yield made
        assert made.effects() == GENUINE


GENUINE = [("text", SID, DANA, "Is anyone coming today?")]
SIGNATURE = sign(PUBLIC + "/twilio/sms", FORM, TOKEN)
BODY = urlencode(FORM).encode()


def test_the_genuine_text_has_one_effect_replayed_a_year_later_too(door: Door) -> None:
    assert [door.genuine() for _ in range(3)] == [200, 200, 200]
    assert door.effects() == GENUINE
    door.line.sql("DELETE FROM inbox")
    door.line.after(days=366)
    assert door.genuine() == 200
    assert door.effects() == []


def test_replayed_from_eight_threads_at_once_it_has_one_effect(door: Door) -> None:
    gate, answers = threading.Barrier(8), []

    def replay() -> None:
        gate.wait()
        answers.append(door.genuine())

    threads = [threading.Thread(target=replay) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (answers, door.effects()) == ([200] * 8, GENUINE)


@sizes(len(BODY) * 8 // 3, len(BODY) * 8)
def test_every_flipped_bit_of_body_or_signature_is_refused(
    door: Door, size: int, figure: Figure, logs: Logs
) -> None:
    for place in range(0, len(BODY) * 8, len(BODY) * 8 // size):
        flipped = bytearray(BODY)
        flipped[place // 8] ^= 1 << place % 8
        assert door.post(bytes(flipped), SIGNATURE) in (200, 403)
    for place in range(len(SIGNATURE)):
        other = "A" if SIGNATURE[place] != "A" else "B"
        forged = SIGNATURE[:place] + other + SIGNATURE[place + 1 :]
        assert door.post(BODY, forged) == 403
    # A flipped bit may still say the same: %2b for %2B.
    assert set(door.effects()) <= set(GENUINE)
    assert logs.tracebacks() == []
    flipped_too = len(SIGNATURE)
    figure(ROW, f"{size + flipped_too:,} flipped: no effect but the genuine text's, 0 tracebacks")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Twilio-Signature": ""},
        {"X-Twilio-Signature": "a b"},
        {"X-Twilio-Signature": SIGNATURE + "="},
        {"X-Twilio-Signature": SIGNATURE.lower()},
        {"X-Twilio-Signature": "\xff\xfe"},
        {"X-Twilio-Signature": SIGNATURE, "X-Twilio-Webhooks-Signature-Settings": "algorithm=none"},
        {
            "X-Twilio-Signature": SIGNATURE,
            "X-Twilio-Webhooks-Signature-Settings": "key=x,algorithm=HMAC_SHA256",
        },
    ],
)
def test_missing_and_odd_headers_are_refused(door: Door, headers: dict[str, str]) -> None:
    assert door.post(BODY, None, headers=headers) == 403
    assert door.effects() == []


@pytest.mark.parametrize("host", ["evil.example", "texts.example.com:notaport", "[", "", "x" * 500])
def test_the_host_header_means_nothing(door: Door, host: str) -> None:
    assert door.post(BODY, SIGNATURE, environ_overrides={"HTTP_HOST": host}) == 200
    assert door.post(BODY, "forged", environ_overrides={"HTTP_HOST": host}) == 403


@pytest.mark.parametrize(
    "changed",
    [
        [("AccountSid", "AC" + "b" * 32)],
        [("AccountSid", ACCOUNT), ("AccountSid", ACCOUNT)],
        [],
    ],
)
def test_another_account_signed_with_our_token_is_refused(
    door: Door, changed: list[tuple[str, str]]
) -> None:
    assert door.genuine([pair for pair in FORM if pair[0] != "AccountSid"] + changed) == 403
    assert door.effects() == []


def recut(form: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """The same signed string, its borders between names and values moved."""
    whole = sorted(form)
    for n, (name, value) in enumerate(whole):
        for cut in range(1, len(name + value)):
            yield [*whole[:n], ((name + value)[:cut], (name + value)[cut:]), *whole[n + 1 :]]
        if n + 1 < len(whole):
            swallowed = value + whole[n + 1][0] + whole[n + 1][1]
            yield [*whole[:n], (name, swallowed), *whole[n + 2 :]]


def test_a_captured_signature_cannot_be_cut_into_another_text(door: Door) -> None:
    door.genuine()
    cuts = 0
    for form in recut(FORM):
        cuts += 1
        assert door.post(urlencode(form).encode(), SIGNATURE) in (200, 403)
    assert cuts > 100
    assert door.effects() == GENUINE


def test_a_text_that_holds_parameters_is_only_a_text(door: Door) -> None:
    """Somebody writes what they would like us to read between the lines."""
    body = f"hiFrom+14045550199MessageSidSM{32 * '2'}"
    assert door.genuine([*FORM[:5], ("Body", body)]) == 200
    forged = [*FORM[:3], ("Body", "hi"), ("From", "+14045550199"), ("MessageSid", f"SM{32 * '2'}")]
    signature = sign(PUBLIC + "/twilio/sms", [*FORM[:5], ("Body", body)], TOKEN)
    door.post(urlencode(forged).encode(), signature)
    assert door.effects() == [("text", SID, DANA, body)]


def test_unknown_parameters_are_accepted(door: Door) -> None:
    assert door.genuine([*FORM, ("BrandNew", "x"), ("Brand[new]", "é")]) == 200
    assert len(door.effects()) == 1


ODD = {
    "emoji": "👩\u200d👩\u200d👧 👍🏽",
    "nul": "before \0 after",
    "long": 10_000 * "x",
    "rtl": "\u202egnp.exe\u202c \u05e9\u05dc\u05d5\u05dd",
    "plus": "1+1=2 & 100%",
    "lines": "a\r\nb\tc",
}


@pytest.mark.parametrize("name", ODD)
def test_whatever_people_write_is_stored_readable(door: Door, name: str) -> None:
    assert door.genuine([*FORM[:5], ("Body", ODD[name])]) == 200
    params = door.line.sql("SELECT params FROM inbox")[0].params
    assert params["Body"] == ODD[name].replace("\0", "\ufffd")


def test_a_lone_surrogate_is_readable_and_kept_as_its_bytes(door: Door) -> None:
    from base64 import b64decode

    form = [*FORM[:5], ("Body", "odd \ud800!")]
    raw = "&".join(
        f"{name}={quote_from_bytes(value.encode('utf-8', 'surrogatepass'))}" for name, value in form
    )
    assert "%ED%A0%80" in raw
    assert door.post(raw.encode(), sign(PUBLIC + "/twilio/sms", form, TOKEN)) == 200
    params = door.line.sql("SELECT params FROM inbox")[0].params
    assert params["Body"] == "odd \ufffd!"
    assert b64decode(params["Body_b64"]) == b"odd \xed\xa0\x80!"


WEBHOOKS: dict[str, Any] = {
    "body": st.binary(max_size=300)
    | st.lists(st.tuples(st.text(max_size=12), st.text(max_size=30)), max_size=6).map(
        lambda form: urlencode(form, errors="replace").encode()
    ),
    "signature": st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=40)
    | st.just(SIGNATURE),
    "path": st.sampled_from(["/twilio/sms", "/twilio/status/x", "/twilio/status/%00", "/twilio/x"]),
    "kind": st.sampled_from(
        [URLENCODED, "multipart/form-data; boundary=x", "text/plain", "", ";;"]
    ),
    "settings_header": st.none()
    | st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30),
    "length": st.none() | st.sampled_from(["", "-1", "abc", "99999999999", "5", "\u0663"]),
}


@sizes(2000, 50_000)
def test_fuzzed_webhooks_have_no_effect_and_no_5xx(
    shared_door: Door, size: int, fuzz: Fuzz, figure: Figure, logs: Logs
) -> None:
    def knock(
        body: bytes,
        signature: str,
        path: str,
        kind: str,
        settings_header: str | None,
        length: str | None,
    ) -> None:
        headers = {}
        if settings_header is not None:
            headers["X-Twilio-Webhooks-Signature-Settings"] = settings_header
        more = {} if length is None else {"environ_overrides": {"CONTENT_LENGTH": length}}
        status = shared_door.post(body, signature, path, content_type=kind, headers=headers, **more)
        assert status in (403, 404)

    fuzz(size, knock, **WEBHOOKS)
    assert shared_door.effects() == GENUINE
    assert logs.tracebacks() == []
    figure(ROW, f"{size:,} fuzzed: 403 or 404, 0 effects, 0 tracebacks")


TOLD = st.lists(
    st.tuples(
        st.sampled_from(["Body", "ErrorCode", "MessageStatus", "NumMedia", "MediaUrl0", "New"])
        | st.text(max_size=120),
        st.text(max_size=200),
    ).filter(lambda pair: pair[0] not in ("AccountSid", "MessageSid", "SmsSid", "SmsMessageSid")),
    max_size=8,
)
SENDERS = st.sampled_from([DANA, "88000", "KIWI", "+1", "whatsapp:+14045550123"])


@sizes(300, 5000)
def test_whatever_is_signed_is_stored_or_refused_and_can_be_read(
    shared_door: Door, size: int, fuzz: Fuzz, figure: Figure, logs: Logs
) -> None:
    line = shared_door.line

    def tell(form: list[tuple[str, str]], path: str, sender: str, number: int) -> None:
        whole = [
            ("MessageSid", f"SM{number:032x}"),
            ("AccountSid", ACCOUNT),
            ("From", sender),
            *((name, value) for name, value in form if name != "From"),
        ]
        body = urlencode(whole, errors="surrogatepass").encode()
        assert shared_door.post(body, sign(PUBLIC + path, whole, TOKEN), path) in (200, 204, 403)
        read_inbox(line.deps)
        line.reports()
        left = line.sql("SELECT 1 FROM inbox WHERE state <> 'read'")
        line.sql("DELETE FROM inbox WHERE sid <> :sid", sid=SID)
        assert left == []

    fuzz(
        size,
        tell,
        form=TOLD,
        path=st.sampled_from(["/twilio/sms", "/twilio/status/some-token"]),
        sender=SENDERS | st.text(max_size=20),
        number=st.integers(0, 2**128 - 1),
    )
    assert logs.tracebacks() == []
    figure(ROW, f"{size:,} of any content, signed: each stored and read or refused, 0 tracebacks")


@pytest.fixture
def running(database_url: str, redis_url: str, tmp_path: Path) -> Iterator[Site]:
    with site(database_url, redis_url, tmp_path) as made:
        made.fleet.start("web")
        until(lambda: _status(made, "GET", "/healthz") == 200, 20)
        yield made


def _status(place: Site, method: str, target: str, form: Any = None, headers: Any = None) -> int:
    """The target goes over the wire as it is."""
    parts = urlsplit(place.fleet.env["PUBLIC_URL"])
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        body = None if form is None else urlencode(form)
        connection.request(method, target, body, headers or {})
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


TARGETS = [
    "/twilio/status/caf%C3%A9",
    "/twilio/status/caf%c3%a9",
    "/twilio/status/%7euser",
    "/twilio/status/a?",
    "/twilio/status/a?b=%20c",
    "/twilio/status/a?b=c+d&&",
    "/twilio/sms?",
    "/twilio/sms?x=%2F",
]


@pytest.mark.slow
def test_through_gunicorn_the_target_counts_as_it_came_over_the_wire(running: Site) -> None:
    for n, target in enumerate(TARGETS):
        form = [("MessageSid", f"SM{n:032x}"), *FORM[2:], ("MessageStatus", "sent")]
        signature = sign(running.fleet.env["PUBLIC_URL"] + target, form, TOKEN)
        headers = {"Content-Type": URLENCODED, "X-Twilio-Signature": signature}
        assert _status(running, "POST", target, form, headers) in (200, 204), target
        for other in (target.replace("%C3", "%c3") + "x", target + "&"):
            assert _status(running, "POST", other, form, headers) == 403, other
    until(lambda: len(running.sql("SELECT 1 FROM inbox")) == len(TARGETS), 10)
    encoded_slash = "/twilio/status/a%2Fb"
    form = [*FORM, ("MessageStatus", "sent")]
    headers = {
        "Content-Type": URLENCODED,
        "X-Twilio-Signature": sign(running.fleet.env["PUBLIC_URL"] + encoded_slash, form, TOKEN),
    }
    assert _status(running, "POST", encoded_slash, form, headers) < 500
