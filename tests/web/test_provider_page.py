"""Sending: the state of it, Twilio asked at the desk, a test text."""

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
