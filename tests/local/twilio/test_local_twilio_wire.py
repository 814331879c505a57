"""Bytes on the wire: requests in a row, requests that are none, lines that go stale."""

from __future__ import annotations

import socket
import threading

import pytest
from fixtures.local_twilio import ACCOUNT

from fieldcomm.local.twilio.call import Caller, Patience
from fieldcomm.local.twilio.journal import Journal

GET = f"GET /2010-04-01/Accounts/{ACCOUNT}.json HTTP/1.1\r\nHost: x\r\n\r\n".encode()


def talk(url: str, said: bytes, answers: int) -> str:
    """What comes back until as many answers are there or the line is closed."""
    host, port = url.removeprefix("http://").split(":")
    heard = b""
    with socket.create_connection((host, int(port)), timeout=2) as line:
        line.sendall(said)
        while heard.count(b"HTTP/1.1 ") < answers or not heard.endswith(b"}"):
            got = line.recv(65536)
            if not got:
                break
            heard += got
    return heard.decode()


@pytest.mark.parametrize("answer_ms", [0, 5])
def test_requests_sent_in_one_go_are_answered_in_turn(twilio, answer_ms):
    twilio.phones.settings(answer_ms=answer_ms)
    assert talk(twilio.url, GET * 3, 3).count("HTTP/1.1 401 Unauthorized") == 3


def test_a_request_may_come_in_pieces(twilio):
    host, port = twilio.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=2) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in GET:
            line.sendall(bytes([byte]))
        assert line.recv(12) == b"HTTP/1.1 401"


@pytest.mark.parametrize(
    "said",
    [
        b"nonsense\r\n\r\n",
        b"GET http://x/ HTTP/1.1\r\n\r\n",
        b"GET / HTTP/2\r\n\r\n",
        b"GET / HTTP/1.1\r\nno header\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"x" * 1_100_000,
    ],
)
def test_what_is_no_request_is_told_so_and_cut_off(twilio, said):
    assert talk(twilio.url, said, 1).startswith("HTTP/1.1 400 Bad Request")
    assert talk(twilio.url, GET, 1).startswith("HTTP/1.1 401")


def test_a_line_the_other_end_has_closed_is_not_used_again():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        gone = threading.Event()

        def answer_once_a_line() -> None:
            for _ in range(2):
                line, _ = listener.accept()
                with line:
                    line.recv(65536)
                    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                gone.set()

        server = threading.Thread(target=answer_once_a_line)
        server.start()
        caller = Caller()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        assert caller.post(url, b"", {}, Patience()).fine
        assert gone.wait(2)
        assert caller.post(url, b"", {}, Patience()).fine
        caller.close()
        server.join()


def test_a_torn_line_of_the_journal_takes_no_other_with_it(tmp_path):
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b'{"is":"one"}\n{"is":"to')
    journal = Journal(path)
    journal.write("three")
    assert [facts["is"] for facts in journal.read()] == ["one", "three"]
    journal.close()
