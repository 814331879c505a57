"""The demo's phones: text as anybody, move the clock, let things fail."""

from __future__ import annotations

import re
import time

from journeys.town import DANA, LUIS, Town, town
from web.office import Browser, office

from fieldcomm.web import make_web
from fieldcomm.web.demo.linked import linked


def _browser(place: Town) -> Browser:
    return Browser(make_web(place.deps).test_client())


def test_dana_texts_from_the_page_and_the_answer_stands_on_her_screen(database_url: str) -> None:
    with town(database_url) as place:
        place.job()
        page = _browser(place)
        page.post("/demo/text", page="/demo", phone=DANA, body="when are you coming?")
        _until_read(place)
        shown = page.get("/demo").text
        assert "when are you coming?" in shown
        assert place.heard(DANA)[-1][:20] in shown.replace("&#39;", "'")
        assert "EST" in shown


def test_quick_replies_are_sent_as_whoever_stands_above_them(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job(contractor_phone=LUIS)
        place.book(code, "2026-01-14T13:00", "2026-01-14T15:00")
        page = _browser(place)
        page.post("/demo/text", page="/demo", phone=LUIS, quick="Y")
        _until_read(place)
        assert place.show(code)["visits"][0]["status"] == "accepted"


def test_an_empty_text_and_a_number_nobody_has_are_refused_in_words(database_url: str) -> None:
    with town(database_url) as place:
        page = _browser(place)
        page.post("/demo/text", page="/demo", phone=DANA, body="  ")
        assert "Write something first" in page.get("/demo").text
        page.post("/demo/text", page="/demo", phone="12", body="hi")
        assert 'role="alert"' in page.get("/demo").text


def test_the_clock_moves_and_says_where_it_stands(database_url: str) -> None:
    with town(database_url) as place:
        page = _browser(place)
        before = place.now()
        page.post("/demo/time", page="/demo", minutes="30")
        assert 29 * 60 < (place.now() - before).total_seconds() < 32 * 60
        assert "10:30 am EST now" in page.get("/demo").text
        page.post("/demo/time", page="/demo", amount="-3", unit="h")
        assert "Say how far" in page.get("/demo").text


def test_while_the_provider_is_down_the_page_says_so(database_url: str) -> None:
    with office(database_url) as place:  # nothing listens where its provider should be
        page = place.browser()
        assert "does not answer right now" in page.get("/demo").text
        page.post("/demo/text", page="/demo", phone=DANA, body="hello?")
        assert "did not answer" in page.get("/demo").text


def _until_read(place: Town) -> None:
    for _ in range(100):
        place.settle()
        if place.sql("SELECT 1 FROM inbox WHERE kind = 'text' AND state = 'read'"):
            return
        time.sleep(0.02)


def test_the_board_stands_beside_the_phones_and_our_links_can_be_tapped(database_url: str) -> None:
    with town(database_url) as place:
        code = place.job()
        page = _browser(place)
        shown = page.get("/demo").text
        board = shown[shown.index('id="demo-board"') : shown.index('class="handsets"')]
        assert code in board
        links = re.findall(r'<a href="(/t/[0-9A-Za-z]{22})"', shown)
        assert page.get(links[0]).status_code == 200


def test_a_link_to_anywhere_else_stays_plain_words(database_url: str) -> None:
    with office(database_url) as place, place.app.test_request_context():
        body = "<b>http://evil.example/t/" + "a" * 22 + " javascript:alert(1)"
        assert str(linked(body)) == body.replace("<", "&lt;").replace(">", "&gt;")


def test_texts_may_be_made_late_and_prompt_again(database_url: str) -> None:
    with town(database_url) as place:
        page = _browser(place)
        page.post("/demo/fault", page="/demo", fault="late")
        assert "arrive late" in page.get("/demo").text
        page.post("/demo/fault", page="/demo", fault="none")
        page.post("/demo/fault", page="/demo", fault="explode")
        assert "no such failure" in page.get("/demo").text
