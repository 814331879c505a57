"""What an outage swallowed is fetched, once; what is stale by then goes to a person."""

from __future__ import annotations

import time

from journeys.test_booking import booked
from journeys.town import DANA, LUIS, Town, town

from fieldcomm.services.poll_provider import poll_provider


def lost(place: Town, phone: str, body: str) -> None:
    """A text whose webhook found nobody home."""
    home = place.env["PUBLIC_URL"]
    place.twilio.phones.settings(sms_url="http://127.0.0.1:9/twilio/sms")
    sid = place.twilio.text(phone, body)
    until = time.monotonic() + 10
    while not any(hook.get("sid") == sid for hook in place.twilio.webhooks()):
        assert time.monotonic() < until, place.twilio.webhooks()
        time.sleep(0.01)
    place.twilio.phones.settings(sms_url=home + "/twilio/sms")


def test_a_swallowed_text_is_fetched_once(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        lost(place, DANA, "can I turn the fans off at night?")
        assert place.states(code, "reply") == []
        assert poll_provider(place.deps) == 1
        assert poll_provider(place.deps) == 0
        place.settle()
        assert place.moments(DANA) == ["job_opened", "reply_ack"]
        assert place.states(code, "reply") == ["open"]


def test_what_the_webhook_brought_is_not_fetched_again(database_url: str) -> None:
    with town(database_url) as place:
        place.job()
        place.text(DANA, "can I turn the fans off at night?")
        assert poll_provider(place.deps) == 0


def test_a_text_older_than_one_already_handled_goes_to_a_person(database_url: str) -> None:
    with town(database_url) as place:
        code = booked(place)
        lost(place, DANA, "cancel my appointment please")
        place.text(DANA, "sorry, ignore that, see you tomorrow")
        place.news()
        assert poll_provider(place.deps) == 1
        place.settle()
        assert place.visit(code) == "confirmed"
        assert "read_text" in place.tasks()
        assert place.news() == {}


def test_an_opt_out_counts_however_late_it_is_found(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        lost(place, DANA, "please stop texting me")
        place.text(DANA, "thanks")
        poll_provider(place.deps)
        place.settle()
        assert place.show(code)["customer"]["consent"] == "stopped"


def test_a_provider_that_is_down_keeps_texts_and_loses_none(database_url: str) -> None:
    with town(database_url) as place:
        place.twilio.faults("throttle", count=2)
        place.twilio.faults("drop_answer", count=1)
        code = booked_soon(place)
        place.patience_ends()
        place.settle()
        assert place.visit(code) == "proposed"
        assert place.moments(LUIS) == ["visit_proposed"]
        assert place.moments(DANA) == ["job_opened"]


def booked_soon(place: Town) -> str:
    from fieldcomm.services import visits
    from fieldcomm.services.add_job import add_job

    code = add_job(
        place.deps,
        customer_phone=DANA,
        customer_name="Dana Reed",
        address="14 Oak St, Atlanta",
        summary="kitchen drying",
        contractor_phone=LUIS,
    )
    visits.book(place.deps, code, window_from="2026-01-14T13:00", window_to="2026-01-14T15:00")
    until = time.monotonic() + 30
    while place.sql("SELECT 1 FROM messages WHERE direction = 'out' AND state <> 'delivered'"):
        place.patience_ends()
        for queue in ("inbox", "due", "outbox"):
            place.once(queue)
        assert time.monotonic() < until, place.messages(DANA)
    return code
