"""Sending: the state of it, Twilio asked at the desk, a test text, the pause."""

from __future__ import annotations

from dataclasses import replace

from web.office import BO, OURS, Browser, Office, office

from fieldcomm.messaging.gateway import AccountSeen, NumberSeen, SendRefused
from fieldcomm.web import make_web


class Twilio:
    """Answers as Twilio does when asked about our account."""

    def __init__(self, account: AccountSeen | Exception, number: NumberSeen | None) -> None:
        self.account = account
        self.held = number

    def probe(self) -> AccountSeen:
        if isinstance(self.account, Exception):
            raise self.account
        return self.account

    def number(self, phone: str) -> NumberSeen | None:
        return self.held


def bo(place: Office) -> Browser:
    return place.browser().sign_in("bo@example.com")


def asked(place: Office, twilio: Twilio) -> str:
    app = make_web(replace(place.deps, gateway=twilio))  # type: ignore[arg-type]
    browser = Browser(app.test_client()).sign_in("bo@example.com")
    return browser.post("/settings/sending/check", page="/settings/sending").text


def test_it_says_who_sends_and_where_texts_must_come(database_url: str) -> None:
    with office(database_url) as place:
        page = bo(place).get("/settings/sending").text
        assert "404-555-0100" in page
        assert "1 segment a second" in page
        assert "http://localhost/twilio/sms" in page


def test_twilio_is_asked_and_what_to_do_is_said(database_url: str) -> None:
    with office(database_url) as place:
        seen = AccountSeen("Kiwi", "active")
        page = asked(place, Twilio(seen, NumberSeen(OURS, "https://elsewhere.example/")))
        assert "takes our credentials (Kiwi)" in page
        assert "elsewhere.example" in page
        assert "A message comes in" in page
        page = asked(place, Twilio(SendRefused(20003, 401), None))
        assert "does not take our credentials" in page


def test_a_test_text_goes_to_my_own_phone(database_url: str) -> None:
    with office(database_url) as place:
        browser = bo(place)
        browser.post("/settings/sending/test", page="/settings/sending")
        row = place.sql("SELECT phone, body FROM messages WHERE moment = 'test_text'")[0]
        assert row.phone == BO
        assert "test text from Kiwi Drying" in row.body
        assert "The last one" in browser.get("/settings/sending").text


def test_the_pause_is_recorded_and_taken_away(database_url: str) -> None:
    with office(database_url) as place:
        browser = bo(place)
        browser.post("/settings/sending/pause", page="/settings/sending", paused="yes")
        assert place.sql("SELECT paused FROM company")[0].paused
        page = browser.get("/settings/sending").text
        assert "is paused" in page
        assert "<strong>paused</strong>" in page
        browser.post("/settings/sending/pause", page="/settings/sending", paused="")
        assert not place.sql("SELECT paused FROM company")[0].paused


def test_a_sender_twilio_stopped_is_resumed_by_a_person(database_url: str) -> None:
    with office(database_url) as place:
        place.sql("UPDATE senders SET paused = 'Twilio refuses our number (code 21606)'")
        browser = bo(place)
        assert "code 21606" in browser.get("/settings/sending").text
        browser.post("/settings/sending/resume", page="/settings/sending")
        assert place.sql("SELECT paused FROM senders")[0].paused is None
