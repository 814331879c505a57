"""The gateway against answers no honest provider gives, and connections that never stood."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from fixtures.local_twilio import ACCOUNT, DANA, OURS, SERVICE, TOKEN

from fieldcomm.messaging.gateway import NotSent, Outgoing, SendRefused, SendUnknown
from fieldcomm.messaging.twilio import TwilioGateway

TEXT = Outgoing(DANA, "Hello", OURS, None, "https://texts.example.com/twilio/status/t", 600)
MESSAGE = {
    "sid": "SM" + "1" * 32,
    "direction": "outbound-api",
    "from": OURS,
    "to": DANA,
    "body": "Hello",
    "status": "queued",
    "error_code": None,
    "num_segments": "1",
    "num_media": "0",
    "date_created": "Tue, 14 Jan 2025 18:04:05 +0000",
    "date_sent": None,
}


class Scripted:
    """A server that gives each request the next of its answers, and keeps what it was asked."""

    def __init__(self, answers: list[bytes]) -> None:
        self.asked: list[str] = []
        self.connections = 0
        self._answers = answers
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while self._answers:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            with line, line.makefile("rb") as incoming:
                while self._answers and self._one(line, incoming):
                    pass

    def _one(self, line: socket.socket, incoming: Any) -> bool:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            got = incoming.readline()
            if not got:
                return False
            head += got
        length = next(
            (
                int(row.split(b":")[1])
                for row in head.split(b"\r\n")
                if row.lower().startswith(b"content-length")
            ),
            0,
        )
        self.asked.append((head + incoming.read(length)).decode())
        answer = self._answers.pop(0)
        line.sendall(answer)
        return bool(answer)

    def close(self) -> None:
        self._answers.clear()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()


def http(status: int, body: Any, kind: str = "application/json") -> bytes:
    words = body if isinstance(body, str) else json.dumps(body)
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(words)}\r\n\r\n"
    return (head + words).encode()


@contextmanager
def provider(*answers: bytes, path: str = "") -> Iterator[tuple[Scripted, TwilioGateway]]:
    scripted = Scripted(list(answers))
    gateway = TwilioGateway(ACCOUNT, TOKEN, scripted.url + path, timeout=0.5)
    yield scripted, gateway
    gateway.close()
    scripted.close()


def ours() -> bool:
    return True


@pytest.mark.parametrize(
    "answer",
    [
        http(201, "<html>Fine</html>", "text/html"),
        http(201, "{"),
        http(201, ""),
        http(201, []),
        http(201, "null"),
        http(201, {}),
        http(201, {"sid": None}),
        http(201, {"sid": 7}),
        http(200, MESSAGE | {"sid": ""}),
        http(500, {"code": 20500, "message": "x", "status": 500}),
        http(503, "busy", "text/plain"),
        http(408, {"code": 20408, "message": "x"}),
        http(400, {"code": 20500, "message": "x", "status": 400}),
        http(400, "<html>no</html>", "text/html"),
        http(403, [1]),
        http(301, {"message": "moved"}),
        http(503, {"type": "t", "title": "x", "status": 503, "code": 20503}),
        b"",
        b"HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{",
        b"nonsense\r\n\r\n",
    ],
)
def test_an_answer_we_cannot_read_leaves_the_text_unknown(answer):
    with provider(answer) as (scripted, gateway), pytest.raises(SendUnknown):
        gateway.send(TEXT, ours)
    assert len(scripted.asked) == 1


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        (http(400, {"code": 21211, "message": "bad To", "status": 400}), 21211, "bad To"),
        (http(401, {"code": 20003, "message": "Authenticate", "status": 401}), 20003, "Auth"),
        (http(400, {"type": "t", "title": "T", "status": 400, "code": 30034, "detail": "D"}), 30034, "D"),
        (http(404, {"message": "no code"}), None, "no code"),
        (http(429, {"code": 20429, "message": "slow", "status": 429}), 20429, "slow"),
        (http(429, "<html>", "text/html"), 20429, ""),
        (http(400, {"code": "21610", "message": "a string"}), 21610, "a string"),
    ],
)  # fmt: skip
def test_a_readable_refusal_is_a_refusal(answer, code, words):
    with provider(answer) as (_, gateway), pytest.raises(SendRefused) as refused:
        gateway.send(TEXT, ours)
    assert refused.value.code == code
    assert words in refused.value.message


def test_what_leaves_is_what_was_asked_for_and_what_comes_back_is_read():
    with provider(http(201, MESSAGE), path="/base") as (scripted, gateway):
        message = gateway.send(TEXT, ours)
    head, _, body = scripted.asked[0].partition("\r\n\r\n")
    assert head.startswith(f"POST /base/2010-04-01/Accounts/{ACCOUNT}/Messages.json HTTP/1.1")
    assert body == (
        "To=%2B14045550123&StatusCallback=https%3A%2F%2Ftexts.example.com%2Ftwilio%2Fstatus%2Ft"
        "&ValidityPeriod=600&From=%2B14045550100&Body=Hello"
    )
    assert message.sid == MESSAGE["sid"]
    assert message.created_at == datetime(2025, 1, 14, 18, 4, 5, tzinfo=UTC)
    assert (message.sent_at, message.error_code, message.segments) == (None, None, 1)


def test_a_messaging_service_wins_over_a_number_and_no_validity_is_not_said():
    text = Outgoing(DANA, "Hello", OURS, SERVICE, "https://texts.example.com/s", None)
    with provider(http(201, MESSAGE | {"from": None, "num_segments": "0"})) as (scripted, gateway):
        message = gateway.send(text, ours)
    assert f"MessagingServiceSid={SERVICE}" in scripted.asked[0]
    assert "From=" not in scripted.asked[0]
    assert "ValidityPeriod" not in scripted.asked[0]
    assert (message.from_number, message.segments) == ("", 0)


def test_the_question_comes_when_the_connection_stands_and_nothing_has_left():
    seen: list[tuple[int, int]] = []
    with provider(http(201, MESSAGE), http(201, MESSAGE)) as (scripted, gateway):

        def asked() -> bool:
            threading.Event().wait(0.05)  # the server's thread takes the connection meanwhile
            seen.append((scripted.connections, len(scripted.asked)))
            return True

        gateway.send(TEXT, asked)
        gateway.send(TEXT, asked)
    assert seen == [(1, 0), (1, 1)]


def test_a_text_no_longer_ours_never_leaves():
    with provider(http(201, MESSAGE)) as (scripted, gateway):
        with pytest.raises(NotSent):
            gateway.send(TEXT, lambda: False)
        assert scripted.asked == []
        assert gateway.send(TEXT, ours).sid


def test_a_question_that_fails_is_the_callers_own_error():
    def lost() -> bool:
        raise RuntimeError("the database is away")

    with provider(http(201, MESSAGE)) as (scripted, gateway), pytest.raises(RuntimeError):
        gateway.send(TEXT, lost)
    assert scripted.asked == []


def test_the_question_is_asked_in_each_thread_of_its_own():
    answers = [http(201, MESSAGE)] * 8
    with provider(*answers) as (scripted, gateway):
        outcomes: list[str] = []

        def send(mine: bool) -> None:
            try:
                gateway.send(TEXT, lambda: mine)
                outcomes.append("sent")
            except NotSent:
                outcomes.append("not sent")

        for mine in (True, False) * 4:
            thread = threading.Thread(target=send, args=(mine,))
            thread.start()
            thread.join()
    assert outcomes == ["sent", "not sent"] * 4
    assert len(scripted.asked) == 4


def no_host(monkeypatch: pytest.MonkeyPatch) -> str:
    def unknown(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    return "http://provider.invalid"


def refused_port(monkeypatch: pytest.MonkeyPatch) -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


@pytest.mark.parametrize("nowhere", [no_host, refused_port])
def test_where_no_connection_stands_nothing_was_sent(
    monkeypatch: pytest.MonkeyPatch, nowhere: Callable[[pytest.MonkeyPatch], str]
):
    gateway = TwilioGateway(ACCOUNT, TOKEN, nowhere(monkeypatch), timeout=0.5)
    with pytest.raises(NotSent):
        gateway.send(TEXT, ours)
    with pytest.raises(NotSent):
        gateway.probe()
    with pytest.raises(SendUnknown):
        gateway.list_to(DANA)
    gateway.close()


def test_a_connection_that_never_comes_about_sent_nothing():
    """A listener whose queue is full: the kernel drops further attempts without a word."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = []
        for _ in range(3):
            waiting.append(socket.socket())
            waiting[-1].setblocking(False)
            waiting[-1].connect_ex(full.getsockname())
        gateway = TwilioGateway(
            ACCOUNT, TOKEN, f"http://127.0.0.1:{full.getsockname()[1]}", timeout=0.3
        )
        with pytest.raises(NotSent):
            gateway.send(TEXT, ours)
        gateway.close()
        for line in waiting:
            line.close()


def test_a_handshake_that_fails_sent_nothing():
    with provider(b"this is no TLS\r\n\r\n") as (scripted, _):
        gateway = TwilioGateway(ACCOUNT, TOKEN, scripted.url.replace("http", "https"), timeout=0.5)
        with pytest.raises(NotSent):
            gateway.send(TEXT, ours)
        gateway.close()


def test_a_proxy_in_the_environment_is_not_asked_for_this_machine(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with provider(http(201, MESSAGE)) as (_, gateway):
        assert gateway.send(TEXT, ours).sid


def test_characters_that_cannot_be_sent_are_refused_before_anything_leaves():
    text = Outgoing(DANA, "half an emoji \ud83d", OURS, None, "https://x.example", None)
    with provider(http(201, MESSAGE)) as (scripted, gateway), pytest.raises(SendRefused):
        gateway.send(text, ours)
    assert scripted.asked == []


def page(*messages: dict[str, Any], following: str | None = None) -> bytes:
    return http(200, {"messages": messages, "next_page_uri": following, "page": 0})


def at(moment: datetime) -> dict[str, Any]:
    return MESSAGE | {"date_created": f"{moment:%a, %d %b %Y %H:%M:%S} +0000"}


def test_since_counts_moments_whatever_zone_it_is_written_in():
    noon = datetime(2025, 1, 14, 12, 0, 0, tzinfo=UTC)
    rows = [at(noon + timedelta(minutes=m)) for m in (1, 0, -1)]
    with provider(page(*rows)) as (scripted, gateway):
        since = noon.replace(microsecond=1).astimezone(timezone(timedelta(hours=-5)))
        listed = gateway.list_to(DANA, since=since)
    assert [m.created_at for m in listed] == [noon + timedelta(minutes=1), noon]
    assert "DateSent" not in scripted.asked[0]


def test_the_list_goes_no_further_back_than_asked():
    noon = datetime(2025, 1, 14, 12, 0, 0, tzinfo=UTC)
    old = at(noon - timedelta(hours=2))
    with provider(page(at(noon), old, following="/2010-04-01/x?Page=1")) as (scripted, gateway):
        assert len(gateway.list_to(DANA, since=noon, limit=500)) == 1
    assert len(scripted.asked) == 1


def test_pages_are_followed_at_the_other_base():
    more = "/2010-04-01/Accounts/x/Messages.json?Page=1&PageToken=PASM1"
    with provider(page(MESSAGE, following=more), page(MESSAGE), path="/base") as (
        scripted,
        gateway,
    ):
        assert len(gateway.list_to(DANA)) == 2
    assert scripted.asked[1].startswith("GET /base" + more)


@pytest.mark.parametrize(
    "answer", [http(200, "{"), http(200, []), http(200, {}), http(404, {"code": 20404}), b""]
)
def test_trouble_reading_is_unknown(answer):
    with provider(answer, answer) as (_, gateway):
        with pytest.raises(SendUnknown):
            gateway.list_to(DANA)
        with pytest.raises(SendUnknown):
            gateway.fetch("SM1")


def test_an_odd_field_does_not_hide_a_message():
    odd = MESSAGE | {"error_code": "x", "num_segments": None, "num_media": "", "body": None}
    with provider(http(200, odd)) as (_, gateway):
        message = gateway.fetch("SM1")
    assert (message.error_code, message.segments, message.num_media, message.body) == (
        None,
        0,
        0,
        "",
    )


def test_the_probe_says_which_account_answers():
    with provider(
        http(200, {"sid": ACCOUNT, "friendly_name": "Kiwi Drying", "status": "active"})
    ) as (_, gateway):
        seen = gateway.probe()
    assert (seen.friendly_name, seen.status) == ("Kiwi Drying", "active")
