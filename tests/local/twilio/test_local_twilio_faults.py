"""Every fault on demand, as the real SDK behind our gateway meets it."""

from __future__ import annotations

import pytest
from fixtures.local_twilio import ACCOUNT, DANA, LUIS, TOKEN, hurried

from fieldcomm.local.twilio import LocalTwilio
from fieldcomm.messaging.gateway import NotSent, Outgoing, SendRefused, SendUnknown
from fieldcomm.messaging.local_phones import LocalPhonesDown
from fieldcomm.messaging.twilio import TwilioGateway


@pytest.mark.parametrize(
    ("fault", "taken"),
    [
        ({"kind": "drop_answer"}, 1),
        ({"kind": "drop_request"}, 0),
        ({"kind": "server_error"}, 0),
        ({"kind": "server_error", "accepted": True, "status": 503, "code": 20503}, 1),
        ({"kind": "server_error", "status": 400, "code": 20500}, 0),
        ({"kind": "html"}, 0),
        ({"kind": "html", "accepted": True}, 1),
        ({"kind": "html", "accepted": True, "status": 201}, 1),
        ({"kind": "html", "status": 404}, 0),
        ({"kind": "html", "status": 302}, 0),
        ({"kind": "slow", "ms": 1000}, 1),
        ({"kind": "refuse", "code": 30410}, 0),
    ],
)
def test_what_leaves_us_guessing_is_unknown(twilio, send, fault, taken):
    twilio.faults(**fault)
    with pytest.raises(SendUnknown):
        send()
    assert len(twilio.ledger()) == taken


@pytest.mark.parametrize(
    ("fault", "code", "status"),
    [
        ({"kind": "throttle"}, 20429, 429),
        ({"kind": "html", "status": 429}, 20429, 429),
        ({"kind": "refuse", "code": 30034}, 30034, 400),
        ({"kind": "refuse", "code": 21610}, 21610, 400),
        ({"kind": "refuse", "code": 20003}, 20003, 401),
    ],
)
def test_a_readable_refusal_keeps_its_code_and_takes_nothing(twilio, send, fault, code, status):
    twilio.faults(**fault)
    with pytest.raises(SendRefused) as refused:
        send()
    assert (refused.value.code, refused.value.status) == (code, status)
    assert twilio.ledger() == []


def test_down_refuses_connections_and_comes_back(twilio, send, soon):
    send("before")  # leaves a kept connection behind
    twilio.faults("down", seconds=0.4)

    def refused() -> bool:
        try:
            send("meanwhile")
        except NotSent:
            return True
        except SendUnknown:
            return False
        return False

    soon(refused)

    def answers() -> bool:
        try:
            return bool(send("after"))
        except NotSent:
            return False

    soon(answers)
    assert [entry["body"] for entry in twilio.ledger()][-1] == "after"


def test_a_fault_strikes_one_phone_as_often_as_told(twilio, send):
    twilio.faults("throttle", to=DANA, count=2)
    send(to=LUIS)
    for _ in range(2):
        with pytest.raises(SendRefused):
            send(to=DANA)
    send(to=DANA)
    twilio.faults("throttle")
    twilio.clear_faults()
    send()


def test_the_same_seed_strikes_the_same_calls(office):
    def run(seed: int) -> list[bool]:
        with LocalTwilio(hurried(office, seed=seed, callbacks=False)) as twilio:
            gateway = TwilioGateway(ACCOUNT, TOKEN, twilio.url)
            twilio.faults("throttle", probability=0.5)
            struck = []
            for n in range(30):
                text = Outgoing(DANA, str(n), "+14045550100", None, office.url, None)
                try:
                    gateway.send(text, lambda: True)
                    struck.append(False)
                except SendRefused:
                    struck.append(True)
            gateway.close()
            return struck

    assert run(7) == run(7) != run(8)


def test_an_early_callback_comes_before_the_answer(twilio, send, office, soon):
    twilio.faults("early_callback")
    message = send()
    assert office.statuses()[:2] == ["sending", "sent"]
    assert message.status == "queued"
    soon(lambda: office.statuses() == ["sending", "sent", "delivered"])


def test_an_early_callback_to_nobody_does_not_hold_the_answer(twilio, send):
    twilio.faults("early_callback")
    send(status_callback="")


def test_callbacks_can_come_twice_out_of_order_or_not_at_all(twilio, send, office, soon):
    twilio.faults("duplicate_callbacks", count=1)
    send()
    soon(lambda: len(office.heard) == 6)
    assert office.statuses().count("delivered") == 2
    twilio.clear_faults()
    office.heard.clear()
    twilio.faults("reorder_callbacks", count=1)
    send()
    soon(lambda: office.statuses() == ["sending", "delivered", "sent"])
    office.heard.clear()
    twilio.faults("lose_callbacks", count=1)
    sid = send().sid
    soon(lambda: twilio.ledger()[-1]["status"] == "delivered")
    assert (office.heard, twilio.ledger()[-1]["sid"]) == ([], sid)


@pytest.mark.parametrize(
    ("kind", "statuses"),
    [("undelivered", ["sending", "sent", "undelivered"]), ("failed", ["sending", "failed"])],
)
def test_a_text_can_end_badly_with_a_code(twilio, send, gateway, office, soon, kind, statuses):
    twilio.faults(kind, code=30006)
    sid = send().sid
    soon(lambda: office.statuses() == statuses)
    assert office.heard[-1]["ErrorCode"] == "30006"
    assert (gateway.fetch(sid).status, gateway.fetch(sid).error_code) == (kind, 30006)
    assert twilio.thread(DANA) == []


def test_a_lagging_list_shows_a_text_later_and_a_fetch_at_once(twilio, send, gateway, soon):
    twilio.faults("list_lag", seconds=1)
    sids = [send(str(n)).sid for n in range(5)]
    assert len(gateway.list_to(DANA)) < 5
    assert gateway.fetch(sids[-1]).sid == sids[-1]
    soon(lambda: len(gateway.list_to(DANA)) == 5)


@pytest.mark.parametrize("fault", ["drop_answer", "throttle", "server_error", "html", "slow"])
def test_trouble_reading_is_unknown(twilio, send, gateway, fault):
    sid = send().sid
    twilio.faults(fault, on="list", ms=1000)
    twilio.faults(fault, on="fetch", ms=1000)
    with pytest.raises(SendUnknown):
        gateway.list_to(DANA)
    with pytest.raises(SendUnknown):
        gateway.fetch(sid)


@pytest.mark.parametrize(
    "fault",
    [{"kind": "gremlins"}, {"kind": "html", "status": 42}, {"kind": "slow", "ms": "a lot"}],
)
def test_a_fault_nobody_knows_is_told_so(twilio, fault):
    with pytest.raises(LocalPhonesDown):
        twilio.faults(**fault)
