"""Phones writing to us: webhooks, their failures, keywords and TwiML."""

from __future__ import annotations

import socket
import threading

import pytest
from fixtures.local_twilio import ACCOUNT, DANA, LUIS, OURS, SERVICE, TOKEN, hurried

from fieldcomm.local.twilio import LocalTwilio
from fieldcomm.messaging.gateway import SendRefused
from fieldcomm.messaging.signature import verify


def nobody_there() -> str:
    """An address that refuses connections."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def test_a_text_arrives_signed_with_all_of_twilios_parameters(twilio, office, soon):
    sid = twilio.text(DANA, "Is anybody coming? 👍 é")
    soon(lambda: len(office.heard) == 1)
    heard = office.heard[0]
    assert (heard["MessageSid"], heard["From"], heard["To"]) == (sid, DANA, OURS)
    assert (heard["Body"], heard["NumMedia"]) == ("Is anybody coming? 👍 é", "0")
    assert {name for name, _ in heard.form} == {
        "ToCountry",
        "ToState",
        "SmsMessageSid",
        "NumMedia",
        "ToCity",
        "FromZip",
        "SmsSid",
        "FromState",
        "SmsStatus",
        "FromCity",
        "Body",
        "FromCountry",
        "To",
        "ToZip",
        "NumSegments",
        "MessageSid",
        "AccountSid",
        "From",
        "ApiVersion",
    }
    assert verify(
        url_base=office.url,
        raw_target="/twilio/sms",
        form=heard.form,
        headers=heard.headers,
        auth_token=TOKEN,
        account_sid=ACCOUNT,
    )


def test_pictures_come_with_their_addresses(twilio, office, soon):
    sid = twilio.text(DANA, "", media=["http://127.0.0.1/1.jpg", "http://127.0.0.1/2.jpg"])
    soon(lambda: len(office.heard) == 1)
    assert sid.startswith("MM")
    assert office.heard[0]["NumMedia"] == "2"
    assert office.heard[0]["MediaUrl1"] == "http://127.0.0.1/2.jpg"


def test_the_texts_of_one_phone_come_in_turn(twilio, office, soon):
    said = [f"text {n}" for n in range(20)]
    for body in said:
        twilio.text(DANA, body)
    soon(lambda: len(office.heard) == 20)
    assert office.texts() == said


def test_the_list_holds_what_phones_wrote(twilio, gateway):
    sid = twilio.text(DANA, "hello")
    (listed,) = gateway.list_to(OURS)
    assert (listed.sid, listed.direction, listed.from_number) == (sid, "inbound", DANA)
    assert listed.status == "received"
    assert listed.sent_at is not None


def test_an_empty_response_says_nothing_and_a_message_is_delivered(twilio, office, soon):
    twilio.text(DANA, "one")
    soon(lambda: len(office.heard) == 1)
    twiml = "<?xml version='1.0'?><Response><Message><Body>Got it &amp; on it</Body></Message><Message>2</Message></Response>"
    office.answers["/twilio/sms"] = (200, "text/xml", twiml)
    twilio.text(DANA, "two")
    soon(lambda: len(twilio.thread(DANA)) == 4)
    assert [held["body"] for held in twilio.thread(DANA)] == ["one", "two", "Got it & on it", "2"]
    assert twilio.ledger() == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("text/html", "ok"),
        ("text/xml", "<Response>"),
        ("text/xml", "<Reply/>"),
        ("text/xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><Response><Message>&a;</Message></Response>"),
    ],
)
def test_an_answer_that_is_no_twiml_is_noted_and_sends_nothing(twilio, office, soon, kind, words):
    office.answers["/twilio/sms"] = (200, kind, words)
    twilio.text(DANA, "hi")
    soon(lambda: len(twilio.webhooks()) == 2)
    assert twilio.webhooks()[1]["error"].startswith(("12100", "12300"))
    assert len(twilio.thread(DANA)) == 1


def test_a_failing_webhook_is_not_tried_again_but_its_fallback_is(twilio, office, soon):
    twilio.phones.settings(fallback_url=office.url + "/twilio/fallback")
    office.answers["/twilio/sms"] = (503, "text/plain", "")
    twilio.text(DANA, "hi")
    soon(lambda: len(office.heard) == 2)
    assert [heard.target for heard in office.heard] == ["/twilio/sms", "/twilio/fallback"]
    assert office.heard[1]["ErrorCode"] == "11200"
    assert office.heard[1]["Body"] == "hi"


def test_nobody_there_is_tried_twice_then_the_fallback(twilio, office, soon):
    gone = nobody_there()
    twilio.phones.settings(sms_url=gone + "/x", fallback_url=office.url + "/twilio/fallback")
    twilio.text(DANA, "hi")
    soon(lambda: len(office.heard) == 1)
    tries = [(w["url"], w["answer"], w["try"]) for w in twilio.webhooks()]
    assert tries[:2] == [(gone + "/x", None, 1), (gone + "/x", None, 2)]
    assert office.heard[0]["ErrorUrl"] == gone + "/x"


def test_an_address_nobody_can_call_is_noted_and_the_next_text_goes_on(twilio, office, soon):
    twilio.phones.settings(sms_url="http://[texts")
    twilio.text(DANA, "lost")
    soon(lambda: [w["error"] for w in twilio.webhooks()] == ["ValueError"])
    twilio.phones.settings(sms_url=office.url)
    twilio.text(DANA, "heard")
    soon(lambda: office.texts() == ["heard"])


def test_without_a_fallback_the_text_is_lost_to_the_webhook_and_stays_in_the_list(
    twilio, gateway, soon
):
    twilio.phones.settings(sms_url=nobody_there())
    twilio.text(DANA, "hi")
    soon(lambda: len(twilio.webhooks()) == 2)
    assert [m.body for m in gateway.list_to(OURS)] == ["hi"]


def test_the_address_may_ask_for_more_tries_and_less_patience(twilio, office, soon):
    office.answers["/twilio/sms"] = (500, "text/plain", "")
    twilio.phones.settings(sms_url=office.url + "/twilio/sms#rc=2&rp=5xx,rt")
    twilio.text(DANA, "hi")
    soon(lambda: len(office.heard) == 3)
    assert {heard["MessageSid"] for heard in office.heard} == {office.heard[0]["MessageSid"]}
    answered = threading.Event()
    office.wait = lambda path: bool(answered.wait(2)) and None
    twilio.phones.settings(sms_url=office.url + "/twilio/sms#tt=100")
    twilio.text(LUIS, "hi")
    soon(lambda: twilio.webhooks()[-1]["error"] == "TimeoutError")
    answered.set()
    soon(lambda: len(office.heard) == 4)


@pytest.mark.parametrize("word", ["STOP", " stop ", "StopAll", "Cancel", "END", "quit", "revoke"])
def test_a_lone_stop_word_blocks_the_pair_until_start(twilio, send, office, soon, word):
    twilio.text(DANA, word)
    with pytest.raises(SendRefused) as refused:
        send()
    assert (refused.value.code, refused.value.status) == (21610, 400)
    send(to=LUIS)
    assert "unsubscribed" in twilio.thread(DANA)[1]["body"]
    assert twilio.thread(DANA)[1]["auto"]
    assert [phone["stopped"] for phone in twilio.phones.threads() if phone["phone"] == DANA] == [1]
    twilio.text(DANA, "unstop")
    assert "re-subscribed" in twilio.thread(DANA)[3]["body"]
    send()
    soon(lambda: office.texts() == [word, "unstop"])


@pytest.mark.parametrize("words", ["STOP PLEASE", "stop by at 3", "yes please", "help me"])
def test_more_than_the_word_alone_changes_nothing(twilio, send, words):
    twilio.text(DANA, words)
    send()
    assert len(twilio.thread(DANA)) == 1


def test_yes_means_nothing_to_somebody_who_never_stopped(twilio):
    twilio.text(DANA, "YES")
    assert len(twilio.thread(DANA)) == 1


def test_help_is_answered_by_the_provider_itself(twilio, office, soon):
    twilio.text(DANA, "HELP")
    assert [held["auto"] for held in twilio.thread(DANA)] == [False, True]
    soon(lambda: office.texts() == ["HELP"])
    assert office.heard[0]["OptOutType"] is None


def test_advanced_opt_out_says_what_it_did(office, soon):
    settings = hurried(office, advanced_opt_out=True, messaging_service_sid=SERVICE)
    with LocalTwilio(settings) as twilio:
        for word in ("STOP", "START", "HELP", "hello"):
            twilio.text(DANA, word)
        soon(lambda: len(office.heard) == 4)
    assert [heard["OptOutType"] for heard in office.heard] == ["STOP", "START", "HELP", None]
    assert office.heard[0]["MessagingServiceSid"] == SERVICE
