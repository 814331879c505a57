"""The control API and its client."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest
import requests
from fixtures.local_twilio import ACCOUNT, DANA, LUIS, OURS, TOKEN

from fieldcomm.messaging.gateway import Outgoing
from fieldcomm.messaging.local_phones import LocalPhones, LocalPhonesDown
from fieldcomm.messaging.twilio import TwilioGateway


def test_the_ledger_holds_every_create_as_it_came(twilio, send, office):
    first, second = send("one"), send("two", to=LUIS)
    entries = twilio.ledger()
    assert [entry["sid"] for entry in entries] == [first.sid, second.sid]
    assert entries[1] | {"created": None, "status": None} == {
        "sid": second.sid,
        "to": LUIS,
        "from": OURS,
        "messaging_service_sid": None,
        "body": "two",
        "status_callback": office.url + "/twilio/status/t0ken",
        "created": None,
        "status": None,
    }
    assert twilio.phones.ledger(after=1) == entries[1:]
    assert [entry["sid"] for entry in twilio.phones.ledger(to=LUIS)] == [second.sid]


def test_a_reset_forgets_all_but_the_settings(twilio, send):
    twilio.phones.settings(answer_ms=1)
    send()
    twilio.text(DANA, "STOP")
    twilio.faults("throttle")
    twilio.reset()
    assert (twilio.ledger(), twilio.phones.threads()) == ([], [])
    assert twilio.phones.settings()["answer_ms"] == 1
    send()


@pytest.mark.parametrize(
    ("phone", "to", "body"),
    [("404", OURS, "x"), (DANA, LUIS, "x"), (DANA, OURS, ""), (DANA, OURS, "\ud83d")],
)
def test_a_text_that_cannot_be_is_told_so(twilio, phone, to, body):
    with pytest.raises(LocalPhonesDown):
        twilio.phones.text(phone, to, body)
    assert twilio.phones.threads() == []


def test_settings_change_all_or_nothing(twilio):
    before = twilio.phones.settings()
    with pytest.raises(LocalPhonesDown):
        twilio.phones.settings(answer_ms=5, auth_token="mine now")
    assert twilio.phones.settings() == before


def test_a_page_in_a_browser_cannot_play_our_phones(twilio):
    url = twilio.url + "/local/reset"
    json = {"Content-Type": "application/json"}
    assert requests.post(url, headers=json | {"Host": "evil.example"}, timeout=2).status_code == 403
    plain = {"Content-Type": "text/plain"}
    assert requests.post(url, headers=plain, data="{}", timeout=2).status_code == 400
    assert requests.post(url, headers=json, data="{", timeout=2).status_code == 400
    assert requests.get(twilio.url + "/local/nothing", timeout=2).status_code == 404


def test_nobody_there_is_told_so():
    with pytest.raises(LocalPhonesDown):
        LocalPhones("http://127.0.0.1:1").threads()


def test_as_a_process_it_says_where_it_is_and_stops_when_told(tmp_path):
    command = [sys.executable, "-m", "fieldcomm.local.twilio", "--number", OURS]
    command += ["--account-sid", ACCOUNT, "--auth-token", TOKEN]
    command += ["--journal", str(tmp_path / "deep" / "journal.jsonl")]
    for stop, texts in ((signal.SIGKILL, 1), (signal.SIGTERM, 2)):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            gateway = TwilioGateway(ACCOUNT, TOKEN, url)
            gateway.send(Outgoing(DANA, "hi", OURS, None, "", None), lambda: True)
            phones = LocalPhones(url)
            assert len(phones.ledger()) == texts
            phones.close()
            gateway.close()
            process.send_signal(stop)
            assert process.wait(timeout=10) in (0, -signal.SIGKILL)
