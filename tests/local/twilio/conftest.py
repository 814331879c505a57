"""A running local Twilio, the gateway over the real SDK, and somebody who answers webhooks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

import pytest
from fixtures.local_twilio import ACCOUNT, DANA, OURS, TOKEN, Heard, Office, hurried

from fieldcomm.clock import monotonic, sleep
from fieldcomm.local.twilio import LocalTwilio, Settings
from fieldcomm.messaging.gateway import Outgoing, ProviderMessage
from fieldcomm.messaging.twilio import TwilioGateway


@pytest.fixture
def office() -> Iterator[Office]:
    office = Office()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = parse_qsl(body, keep_blank_values=True)
            path = self.path.partition("?")[0]
            office.wait(path)
            office.heard.append(Heard(self.path, form, dict(self.headers)))
            status, kind, words = office.answers.get(path, (200, "text/xml", "<Response/>"))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(words.encode())))
            self.end_headers()
            self.wfile.write(words.encode())

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    office.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield office
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def settings(office: Office) -> Settings:
    return hurried(office)


@pytest.fixture
def twilio(settings: Settings) -> Iterator[LocalTwilio]:
    with LocalTwilio(settings) as running:
        yield running


@pytest.fixture
def gateway(twilio: LocalTwilio) -> Iterator[TwilioGateway]:
    gateway = TwilioGateway(ACCOUNT, TOKEN, twilio.url, timeout=0.8)
    yield gateway
    gateway.close()


@pytest.fixture
def send(gateway: TwilioGateway, office: Office) -> Callable[..., ProviderMessage]:
    def send(body: str = "We're on our way.", to: str = DANA, **said: object) -> ProviderMessage:
        usual: dict[str, object] = {
            "to": to,
            "body": body,
            "from_number": OURS,
            "messaging_service_sid": None,
            "status_callback": office.url + "/twilio/status/t0ken",
            "validity_seconds": 600,
        }
        return gateway.send(Outgoing(**(usual | said)), lambda: True)  # type: ignore[arg-type]

    return send


@pytest.fixture
def soon() -> Callable[[Callable[[], bool]], None]:
    def soon(true: Callable[[], bool], seconds: float = 5.0) -> None:
        until = monotonic() + seconds
        while not true():
            assert monotonic() < until, "it did not come to that"
            sleep(0.01)

    return soon
