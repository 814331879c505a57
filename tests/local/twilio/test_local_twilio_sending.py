"""Texts going out, through the real SDK over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import requests
from fixtures.local_twilio import ACCOUNT, DANA, LUIS, OURS, SERVICE, TOKEN, hurried
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from fieldcomm.local.twilio import LocalTwilio
from fieldcomm.messaging.gateway import Outgoing, SendRefused
from fieldcomm.messaging.signature import verify
from fieldcomm.messaging.twilio import TwilioGateway


@pytest.fixture
def client(twilio):
    """The bare SDK, for the calls our gateway does not make."""
    http = TwilioHttpClient(timeout=2)
    client = Client(ACCOUNT, TOKEN, http_client=http)
    client.api.base_url = twilio.url
    yield client
    http.session.close()


def test_a_text_from_a_number_is_queued_then_sending_then_sent_then_delivered(send, office, soon):
    message = send()
    assert message.status == "queued"
    assert (message.from_number, message.to, message.segments) == (OURS, DANA, 1)
    soon(lambda: office.statuses() == ["sending", "sent", "delivered"])


def test_every_callback_is_signed_over_its_exact_address(send, office, soon):
    send(status_callback=office.url + "/twilio/status/a%2Fb?x=%C3%A9&y=%7e")
    soon(lambda: len(office.heard) == 3)
    for heard in office.heard:
        assert heard.target == "/twilio/status/a%2Fb?x=%C3%A9&y=%7e"
        assert verify(
            url_base=office.url,
            raw_target=heard.target,
            form=heard.form,
            headers=heard.headers,
            auth_token=TOKEN,
            account_sid=ACCOUNT,
        )


def test_a_messaging_service_first_accepts_and_names_no_sender(office, soon, settings):
    settings.messaging_service_sid = SERVICE
    with LocalTwilio(settings) as twilio:
        gateway = TwilioGateway(ACCOUNT, TOKEN, twilio.url)
        text = Outgoing(DANA, "Hello", None, SERVICE, office.url + "/s", None)
        message = gateway.send(text, lambda: True)
        assert (message.status, message.from_number, message.segments) == ("accepted", "", 0)
        soon(lambda: office.statuses() == ["queued", "sending", "sent", "delivered"])
        later = gateway.fetch(message.sid)
        assert (later.status, later.from_number, later.segments) == ("delivered", OURS, 1)
        assert office.heard[0]["MessagingServiceSid"] == SERVICE
        gateway.close()


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        (21604, {"to": ""}),
        (21211, {"to": "+1404555012٣"}),
        (21211, {"to": "404"}),
        (21603, {"from_number": None}),
        (21606, {"from_number": "+14045550199"}),
        (21602, {"body": "  "}),
        (21617, {"body": "x" * 1601}),
        (21609, {"status_callback": "not an address"}),
        (21609, {"status_callback": "https://my_office.example.com/status"}),
        (21609, {"status_callback": "https://texts.example.com/" + "x" * 4000}),
        (21624, {"validity_seconds": 36001}),
        (21701, {"messaging_service_sid": "MG" + "0" * 32}),
    ],
)
def test_what_twilio_refuses_is_refused_with_its_code(send, twilio, code, wrong):
    with pytest.raises(SendRefused) as refused:
        send(**wrong)
    assert refused.value.code == code
    assert twilio.ledger() == []


def test_a_wrong_token_is_told_so(twilio):
    gateway = TwilioGateway(ACCOUNT, "another token", twilio.url)
    with pytest.raises(SendRefused) as refused:
        gateway.probe()
    assert (refused.value.code, refused.value.status) == (20003, 401)
    gateway.close()


def test_the_sdk_reads_our_refusals_as_twilio_writes_them(client):
    with pytest.raises(TwilioRestException) as refused:
        client.messages("SM" + "0" * 32).fetch()
    assert (refused.value.code, refused.value.status) == (20404, 404)
    with pytest.raises(TwilioRestException) as refused:
        client.messages.create(to="+1", from_=OURS, body="x")
    assert "'To' number" in refused.value.msg


def test_a_finished_text_can_be_redacted_and_deleted_and_the_ledger_keeps_it(
    send, client, twilio, soon
):
    sid = send("secret").sid
    with pytest.raises(TwilioRestException) as refused:
        client.messages(sid).delete()
    assert refused.value.code == 20009
    soon(lambda: client.messages(sid).fetch().status == "delivered")
    assert client.messages(sid).update(body="").body == ""
    assert client.messages(sid).delete()
    with pytest.raises(TwilioRestException):
        client.messages(sid).fetch()
    (entry,) = twilio.ledger()
    assert (entry["body"], entry["status"]) == ("secret", "deleted")
    assert [held["body"] for held in twilio.thread(DANA)] == ["secret"]


def test_a_text_can_be_canceled_until_it_is_sending(office, client, twilio, soon):
    twilio.phones.settings(sent_after=1.0, delivered_after=1.1)
    sid = client.messages.create(to=DANA, from_=OURS, body="x", status_callback=office.url).sid
    assert client.messages(sid).update(status="canceled").status == "canceled"
    with pytest.raises(TwilioRestException) as refused:
        client.messages(sid).update(status="canceled")
    assert refused.value.code == 30409
    assert office.heard == []


def test_lists_filter_by_both_ends_newest_first_and_go_on_over_pages(send, gateway, client):
    sids = [send(f"text {n}").sid for n in range(7)]
    send("another", to=LUIS)
    assert [m.sid for m in gateway.list_to(DANA)] == sids[::-1]
    assert [m.sid for m in client.messages.list(to=DANA, page_size=2)] == sids[::-1]
    assert [m.sid for m in client.messages.list(to=DANA, page_size=3, limit=4)] == sids[:2:-1]
    assert len(client.messages.list(from_=OURS)) == 8
    assert client.messages.list(to=DANA, from_=LUIS) == []


def test_a_new_text_between_two_pages_shifts_nothing(send, client):
    sids = [send(f"text {n}").sid for n in range(4)]
    page = client.messages.page(to=DANA, page_size=2)
    first = [m.sid for m in page]
    send("one more")
    assert first + [m.sid for m in page.next_page()] == sids[::-1]


def test_date_filters_find_only_what_was_sent(send, client, twilio, soon):
    sid = send().sid
    soon(lambda: client.messages(sid).fetch().status == "delivered")
    twilio.phones.settings(sent_after=5)
    send("not sent yet")
    sent = client.messages(sid).fetch().date_sent
    day = timedelta(days=1)
    assert [m.sid for m in client.messages.list(date_sent_after=sent)] == [sid]
    assert [m.sid for m in client.messages.list(date_sent_before=str(sent.date()))] == [sid]
    assert [m.sid for m in client.messages.list(date_sent=sent)] == [sid]
    assert client.messages.list(date_sent_before=sent - day) == []
    assert client.messages.list(date_sent_after=sent + day) == []


def test_the_phone_shows_a_text_once_it_is_delivered(send, twilio, soon):
    sid = send("Hello Dana").sid
    soon(lambda: bool(twilio.thread(DANA)))
    (shown,) = twilio.thread(DANA)
    assert (shown["sid"], shown["mine"], shown["body"]) == (sid, False, "Hello Dana")
    assert twilio.thread(LUIS) == []


def test_callbacks_can_be_signed_with_a_shared_key(office, soon):
    keys = {"webhooks_sharedkey_1": "a shared secret"}
    with LocalTwilio(hurried(office, signing_key=("webhooks_sharedkey_1", "a shared secret"))) as t:
        t.text(DANA, "hi")
        soon(lambda: len(office.heard) == 1)
    heard = office.heard[0]
    seen = {
        "url_base": office.url,
        "raw_target": heard.target,
        "form": heard.form,
        "headers": heard.headers,
        "auth_token": TOKEN,
        "account_sid": ACCOUNT,
    }
    assert "HMAC_SHA256" in heard.headers["X-Twilio-Webhooks-Signature-Settings"]
    assert verify(**seen, shared_keys=keys)
    assert not verify(**seen)


def test_what_was_accepted_survives_a_restart_and_goes_on(office, tmp_path, soon):
    settings = hurried(office, journal=tmp_path / "journal.jsonl")
    settings.sent_after = settings.delivered_after = 60
    with LocalTwilio(settings) as twilio:
        gateway = TwilioGateway(ACCOUNT, TOKEN, twilio.url)
        gateway.send(Outgoing(DANA, "é", OURS, None, office.url + "/s", None), lambda: True)
        twilio.text(LUIS, "STOP")
        gateway.close()
        taken, said = twilio.ledger()[0], twilio.thread(LUIS)
    with settings.journal.open("ab") as torn:
        torn.write(b'{"is":"message","sid":"SM')
    settings.sent_after = settings.delivered_after = 0.02
    with LocalTwilio(settings) as twilio:
        assert twilio.ledger()[0] | {"status": "queued"} == taken
        assert twilio.thread(LUIS) == said
        soon(lambda: "delivered" in office.statuses())
    with LocalTwilio(settings) as twilio:
        assert twilio.ledger()[0]["status"] == "delivered"
        assert [held["body"] for held in twilio.thread(DANA)] == ["é"]
        gateway = TwilioGateway(ACCOUNT, TOKEN, twilio.url)
        with pytest.raises(SendRefused) as refused:
            gateway.send(Outgoing(LUIS, "x", OURS, None, office.url, None), lambda: True)
        assert refused.value.code == 21610
        gateway.close()


def test_no_request_is_read_without_the_account(twilio):
    url = f"{twilio.url}/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    assert requests.get(url, timeout=2).json()["code"] == 20003
    other = url.replace(ACCOUNT, "AC" + "f" * 32)
    assert requests.get(other, auth=(ACCOUNT, TOKEN), timeout=2).json()["code"] == 20404


def test_the_whole_account_is_listed_newest_first_from_a_time_on(send, gateway, twilio):
    sids = [send("one").sid, send("two", to=LUIS).sid]
    twilio.text(DANA, "three")
    listed = gateway.list_since(datetime.now(UTC) - timedelta(minutes=1), limit=10)
    assert [m.body for m in listed] == ["three", "two", "one"]
    assert [m.sid for m in listed[:0:-1]] == sids
    assert len(gateway.list_since(datetime.now(UTC) - timedelta(minutes=1), limit=2)) == 2
    assert gateway.list_since(datetime.now(UTC) + timedelta(minutes=1), limit=10) == []
