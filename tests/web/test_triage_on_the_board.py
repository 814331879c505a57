"""What presses comes first, what can rest sleeps, and nothing late stays asleep."""

from __future__ import annotations

import re
from datetime import timedelta

from web.office import ANA, DANA, FOX, LUIS, NOON, Browser, Office, office

from fieldcomm.services.promise_work import add_callback
from fieldcomm.services.triage import set_urgency, snooze
from fieldcomm.services.visits import book

H = timedelta(hours=1)


def _codes(browser: Browser, path: str = "/") -> list[str]:
    return re.findall(r'<li class="job [^"]*" id="job-(\w+)"', browser.get(path).text)


def _two(place: Office) -> tuple[str, str]:
    return place.job(), place.job(FOX, customer_name="Sam Fox", address="3 Ivy Ln")


def test_within_a_risk_the_more_urgent_stands_first(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        codes = [place.job(f"+1404555014{n}", address=f"{n} Elm") for n in range(5)]
        for code, urgency in zip(codes[1:], ("no_heat", "infants", "sewage", "rising_water"), strict=True):  # fmt: skip
            answer = ana.post(f"/jobs/{code}/urgency", page="/", urgency=urgency, back="/")
            assert answer.status_code == 303
        assert _codes(ana) == [*reversed(codes[1:]), codes[0]]
        assert "Rising water" in ana.get("/").text
        add_callback(place.deps, codes[0], due=NOON + timedelta(minutes=20), owner_phone=ANA)
        assert _codes(ana)[0] == codes[0]
        ana.post(f"/jobs/{codes[4]}/urgency", page="/", urgency="", back="/")
        assert _codes(ana)[-1] == codes[4]
        assert ana.post(f"/jobs/{codes[4]}/urgency", page="/", urgency="boredom").status_code == 422


def test_a_snoozed_job_leaves_the_list_is_found_and_wakes_at_its_time(database_url: str) -> None:
    with office(database_url) as place:
        one, other = _two(place)
        ana = place.ana()
        ana.post(f"/jobs/{one}/snooze", page="/", until="2026-01-15T08:00", reason="Adjuster comes Thursday", back="/")  # fmt: skip
        assert _codes(ana) == [other]
        assert "1 snoozed" in ana.get("/").text
        assert _codes(ana, "/?snoozed=1") == [one]
        assert "Adjuster comes Thursday (Ana Ruiz)" in ana.get("/?snoozed=1").text
        assert _codes(ana, "/?q=dana") == [one]
        place.clock.move(44 * H)
        assert _codes(place.ana()) == [one, other]


def test_it_wakes_at_once_when_they_write_or_something_is_near(database_url: str) -> None:
    with office(database_url) as place:
        one, other = _two(place)
        ana = place.ana()
        for code in (one, other):
            snooze(place.deps, code, until=NOON + 48 * H, reason="waits", by="Ana")
        assert _codes(ana) == []
        assert "Every open job is asleep" in ana.get("/").text
        place.sql("UPDATE phones SET last_in_at = :at WHERE phone = :p", at=NOON + H, p=DANA)
        assert _codes(ana) == [one]
        add_callback(place.deps, other, due=NOON + timedelta(minutes=25), owner_phone=ANA)
        assert set(_codes(ana)) == {one, other}


def test_what_is_late_cannot_be_put_to_sleep_and_what_was_typed_stays(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        add_callback(place.deps, code, due=NOON + timedelta(minutes=10), owner_phone=ANA)
        place.clock.move(H)
        answer = place.ana().post(
            f"/jobs/{code}/snooze", page="/", until="2026-01-15T08:00", reason="tired", back="/"
        )
        assert answer.status_code == 422
        assert "is late. Settle or move that first" in answer.text
        assert 'value="tired"' in answer.text
        assert place.sql("SELECT snoozed_until FROM jobs")[0].snoozed_until is None


def test_a_snooze_is_taken_back_and_a_sleeper_woken(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        ana = place.ana()
        form = {"until": "2026-01-15T08:00", "reason": "waits", "back": "/"}
        ana.post(f"/jobs/{code}/snooze", page="/", **form)
        undo = re.search(r'action="(/deeds/\d+/undo)"', ana.get("/").text)
        assert undo
        ana.post(undo[1], page="/")
        assert _codes(ana) == [code]
        ana.post(f"/jobs/{code}/snooze", page="/", **form)
        ana.post(f"/jobs/{code}/wake", page="/", back="/")
        assert _codes(ana) == [code]


def test_filters_live_in_the_address_and_are_kept_by_name(database_url: str) -> None:
    with office(database_url) as place:
        one, other = _two(place)
        set_urgency(place.deps, other, "sewage", by="Ana")
        place.sql("UPDATE jobs SET owner_id = 2, waiting_on = 'insurer' WHERE code = :c", c=one)
        ana, bo = place.ana(), place.browser().sign_in("bo@example.com")
        assert _codes(ana, "/?urgency=any") == [other]
        assert _codes(ana, "/?urgency=sewage&owner=me") == [other]
        assert _codes(bo, "/?owner=me") == _codes(ana, "/?owner=2") == [one]
        assert _codes(ana, "/?waiting_on=insurer") == [one]
        assert _codes(ana, "/?risk=late") == []
        assert "No open job is like that" in ana.get("/?risk=late").text
        assert _codes(ana, "/?risk=nonsense&owner=%27--&urgency=x&page=-3") == [other, one]
        ana.post("/filters", page="/", name="<b>Mine</b>", back="/?owner=me&urgency=any&evil=1")
        page = ana.get("/").text
        assert 'href="/?urgency=any&amp;owner=me"' in page
        assert "&lt;b&gt;Mine&lt;/b&gt;" in page
        assert "Mine" not in bo.get("/").text.replace("mine", "")
        drop = re.search(r'action="(/filters/\d+/drop)"', page)
        assert drop
        bo.post(drop[1], page="/")
        assert drop[1] in ana.get("/").text
        ana.post(drop[1], page="/")
        assert drop[1] not in ana.get("/").text


def test_the_next_page_keeps_the_filter(database_url: str) -> None:
    with office(database_url) as place:
        for n in range(51):
            place.job(f"+1404555{2000 + n}", address=f"{n} Elm")
        page = place.ana().get("/?waiting_on=crew").text
        assert 'href="/?waiting_on=crew&amp;page=2"' in page
        assert len(_codes(place.ana(), "/?waiting_on=crew&page=2")) == 1


def test_an_arrival_at_risk_has_one_click_that_asks_whoever_knows(database_url: str) -> None:
    with office(database_url) as place:
        one, other = _two(place)
        ana = place.ana()
        when = {"window_from": NOON + 20 * H, "window_to": NOON + 22 * H, "contractor_phone": LUIS}
        book(place.deps, one, **when)
        book(place.deps, other, tell_now=True, **when)
        page = ana.get("/").text
        assert f'action="/jobs/{one}/ask-crew"' in page
        assert f'action="/jobs/{other}/ask-customer"' in page
        ana.post(f"/jobs/{one}/ask-crew", page="/", back="/")
        ana.post(f"/jobs/{other}/ask-customer", page="/", back="/")
        said = place.sql("SELECT phone, moment, state FROM messages ORDER BY id DESC LIMIT 2")
        assert [tuple(row) for row in said] == [
            (FOX, "visit_reminder", "held"), (LUIS, "visit_proposed", "held"),
        ]  # fmt: skip


def test_a_pause_of_everything_is_said_on_the_board(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        assert "is paused" not in ana.get("/").text
        place.sql("UPDATE company SET paused = true")
        assert "All sending is paused" in ana.get("/").text
