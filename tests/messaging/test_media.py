"""Pictures are fetched from Twilio alone, with our credentials, and never more than we take."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from fieldcomm.messaging.media import MediaGone, MediaRefused, MediaUnknown, TwilioMedia

ACCOUNT, TOKEN = "AC" + "a" * 32, "a token for tests"
PATH = f"/2010-04-01/Accounts/{ACCOUNT}/Messages/MM{'1' * 32}/Media/ME{{0}}"


class Provider(BaseHTTPRequestHandler):
    asked: list[tuple[str, str | None]] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers.get("Authorization")))
        kind = self.path[-1]
        status = {"0": 200, "2": 404, "3": 307, "4": 500, "5": 401}.get(kind, 200)
        self.send_response(status)
        if kind == "3":
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.end_headers()
        if status == 200:
            self.wfile.write(b"x" * 1000)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def base() -> Iterator[str]:
    Provider.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def url(base: str, last: str) -> str:
    return base + PATH.format("2" * 31 + last)


def test_it_is_asked_for_with_our_credentials(base: str) -> None:
    assert TwilioMedia(ACCOUNT, TOKEN, base).fetch(url(base, "0"), 5000) == b"x" * 1000
    said = "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
    assert Provider.asked == [(PATH.format("2" * 31 + "0"), said)]


@pytest.mark.parametrize(
    ("last", "error"),
    [("2", MediaGone), ("3", MediaRefused), ("4", MediaUnknown), ("5", MediaRefused)],
)
def test_what_the_answer_means(base: str, last: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        TwilioMedia(ACCOUNT, TOKEN, base).fetch(url(base, last), 5000)


def test_no_more_is_read_than_we_take(base: str) -> None:
    with pytest.raises(MediaRefused, match="larger"):
        TwilioMedia(ACCOUNT, TOKEN, base).fetch(url(base, "0"), 999)


@pytest.mark.parametrize(
    "disguise",
    [
        "http://127.0.0.1:9{path}",
        "{base}.evil.example{path}",
        "{base}@127.0.0.1:9{path}",
        "{base}/../..{path}",
        "{base}{path}?x=http://127.0.0.1",
        "{base}/local/settings",
        "file:///etc/passwd",
        "",
    ],
)
def test_nothing_else_is_ever_asked(base: str, disguise: str) -> None:
    wanted = disguise.format(base=base, path=PATH.format("2" * 32))
    with pytest.raises(MediaRefused):
        TwilioMedia(ACCOUNT, TOKEN, base).fetch(wanted, 5000)
    assert Provider.asked == []


def test_of_another_account_neither(base: str) -> None:
    with pytest.raises(MediaRefused):
        TwilioMedia("AC" + "b" * 32, TOKEN, base).fetch(url(base, "0"), 5000)


def test_a_provider_that_is_away_is_asked_again_later() -> None:
    base = "http://127.0.0.1:9"
    with pytest.raises(MediaUnknown):
        TwilioMedia(ACCOUNT, TOKEN, base).fetch(url(base, "0"), 5000)
