"""When nobody is there to send, the desk says so within one poll, and until somebody is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from browser.chromium import chromium, served, sign_in
from web.office import BO, Office, office

from fieldcomm.services.heartbeat import Pulse
from fieldcomm.services.standing_still import standing_still
from fieldcomm.store.engine import make_engine

S = timedelta(seconds=1)
VERSION, PARTS = {"X-Asks": "version"}, {"X-Asks": "parts"}


def beat(place: Office, *processes: str) -> None:
    for process in processes:
        Pulse(place.deps, process).beat()


def said(page: str) -> str:
    """The banner in words, as it is read out."""
    found = re.search(r'<div id="stopped"[^>]*role="status"[^>]*>(.*?)</div>\s*(?:<|$)', page, re.S)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()).replace(" .", ".")


def test_since_when_nothing_leaves_is_said_in_a_sentence_and_goes_by_itself(
    database_url: str,
) -> None:
    with office(database_url) as place:
        ana = place.ana()
        assert said(ana.get("/").text) == ""  # before its first tick that is the set-up's matter
        beat(place, "clock", "worker-outbox")
        place.clock.move(60 * S)
        assert said(ana.get("/").text) == ""
        place.clock.move(61 * S)
        for path, asks in (("/", {}), ("/", PARTS), ("/people", {}), ("/sending", {})):
            page = said(ana.get(path, headers=asks).text)
            assert page.startswith("Texts have not been going out since 12:00 pm EST. Please tell")
        beat(place, "clock")
        assert said(ana.get("/").text) == ""


def test_while_a_worker_still_sends_it_claims_no_more_than_that_texts_are_late(
    database_url: str,
) -> None:
    with office(database_url) as place:
        beat(place, "clock")
        place.clock.move(121 * S)
        beat(place, "worker-outbox")
        assert said(place.ana().get("/").text).startswith(
            "Texts have been going out late, or not at all, since 12:00 pm EST."
        )


def test_it_names_who_was_texted_about_it(database_url: str) -> None:
    with office(database_url) as place:
        beat(place, "clock")
        place.clock.move(180 * S)
        for minutes in (-60, 2):  # an alert of before is another matter
            place.sql(
                "INSERT INTO messages (direction, state, phone, moment, body, segments, priority,"
                " created_at, accepted_at, provider_sid) VALUES ('out', 'accepted', :p, 'behind',"
                " 'hm', 1, 0, :at, :at, :sid)", p=BO, sid=f"SM{minutes}", at=place.clock.machine() + (minutes - 3) * 60 * S,
            )  # fmt: skip
        page = said(place.ana().get("/").text)
        assert "Bo Lind was texted about it at 12:02 pm EST. Nothing is lost" in page


def test_without_workers_the_clock_sends_and_there_is_nothing_to_say(database_url: str) -> None:
    with office(database_url) as place:
        beat(place, "clock", "worker-outbox", "worker-due", "worker-inbox")
        place.clock.move(timedelta(hours=1))
        beat(place, "clock")
        assert said(place.ana().get("/").text) == ""


def test_the_next_poll_knows_it_in_one_statement_and_the_board_needs_no_more_than_six(
    database_url: str,
) -> None:
    with office(database_url) as place:
        place.job()
        beat(place, "clock")
        ana = place.ana()
        place.clock.move(59 * S)
        asks = {**VERSION, "If-None-Match": ana.get("/version", headers=VERSION).headers["ETag"]}
        assert ana.get("/version", headers=asks).status_code == 304
        place.clock.move(0.9 * S)  # the minute of the version stays the same
        assert ana.get("/version", headers=asks).status_code == 304
        place.clock.move(0.2 * S)
        with place.statements() as polled:
            answer = ana.get("/version", headers=asks)
        assert (answer.status_code, polled.count) == (200, 1)
        asks["If-None-Match"] = answer.headers["ETag"]
        with place.statements() as polled:
            assert ana.get("/version", headers=asks).status_code == 304
        assert polled.count == 1
        ana.post("/sending/pause", page="/sending", reason="Wrong prices")
        with place.statements() as board:
            page = ana.get("/").text
        assert board.count <= 6
        assert "Texts have not been going out" in said(page)
        assert "All sending is paused" in page


def test_a_database_that_is_away_is_no_reason_to_fail(database_url: str) -> None:
    with office(database_url) as place:
        gone = make_engine("postgresql://nobody@127.0.0.1:1/none", pool=1)
        assert standing_still(replace(place.deps, engine=gone), None) is None


@pytest.mark.browser
def test_it_comes_to_an_open_board_whose_row_is_pointed_at_and_leaves_again(
    database_url: str,
) -> None:
    with office(database_url) as place:
        code = place.job()
        beat(place, "clock")
        with served(place) as home, chromium() as browser:
            page = browser.new_page()
            sign_in(page, home, "ana@example.com")
            page.locator(f"#job-{code} .job-who").hover()
            place.clock.move(120 * S)
            page.get_by_role("status").get_by_text("Texts have not been going out").wait_for(
                timeout=5000
            )
            assert page.locator("#silent").is_visible()
            beat(place, "clock")
            page.locator("#silent").wait_for(state="detached", timeout=5000)
