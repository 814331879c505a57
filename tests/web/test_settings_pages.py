"""Settings: every problem at once, what it would do, who changed it, planned anew at once."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from web.office import DANA, FOX, LUIS, Browser, Office, office

from fieldcomm.services import visits
from fieldcomm.services.change_settings import change_settings
from fieldcomm.services.deps import Deps
from fieldcomm.services.promise_work import add_callback
from fieldcomm.services.replan import replan
from fieldcomm.services.run_due import run_due
from fieldcomm.services.unit import unit

SLOTS = {
    "check_in_times": "09:30, 16:30",
    "check_in_spread_minutes": "60",
    "covered_for": "3",
    "changes_floor": "48",
    "empty_check_ins": "3",
}
HOURS = {
    "quiet_hours": "20:00-08:00",
    "working_hours": "Mon-Fri 08:00-18:00",
    "reply_within": "60",
    "close_after_quiet": "14",
}
LADDERS = {
    "prompt_before": "30",
    "board_before": "10",
    "apologise_after": "5",
    "manager_after": "15",
    "accept_within": "30",
    "remind_at": "17:00",
    "morning_list_at": "07:00",
    "ask_before_window": "30",
    "ask_before_end": "15",
    "safety_climb": "3",
    "safety_climb_later": "15",
}


def bo(place: Office) -> Browser:
    return place.browser().sign_in("bo@example.com")


def save(browser: Browser, section: str, **typed: str) -> Any:
    usual = {"check-ins": SLOTS, "hours": HOURS, "ladders": LADDERS}.get(section, {})
    path = f"/settings/{section}"
    page = "/settings" if section == "company" else path
    return browser.post(path, page=page, **{"do": "save", **usual, **typed})


def next_check_ins(place: Office) -> dict[str, datetime]:
    rows = place.sql(
        "SELECT phone, next_check_in_at AS at FROM phones WHERE next_check_in_at IS NOT NULL"
    )
    return {row.phone: row.at for row in rows}


def promise_nothing(place: Office) -> None:
    place.sql("UPDATE promises SET state = 'released', next_step_at = NULL, settled_at = due_at")


def at(hour: int, minute: int = 0, day: int = 13) -> datetime:
    """On that day of January by the clock in Atlanta."""
    return datetime(2026, 1, day, hour + 5, minute, tzinfo=UTC)


def undone(deps: Deps) -> bool:
    with unit(deps) as work:
        return work.company.replan_after is not None


def test_only_managers_see_the_settings(database_url: str) -> None:
    with office(database_url) as place:
        assert place.ana().get("/settings").status_code == 403
        assert "/settings" not in place.ana().get("/").text
        assert bo(place).get("/settings").status_code == 200
        assert 'href="/settings' in bo(place).get("/").text


@pytest.mark.parametrize(
    "path",
    ["", "/check-ins", "/hours", "/ladders", "/wording", "/wording/check_in", "/sending"],
)
def test_every_page_has_one_heading_and_says_where_one_is(database_url: str, path: str) -> None:
    with office(database_url) as place:
        page = bo(place).get(f"/settings{path}").text
        assert len(re.findall(r"<h1", page)) == 1
        tabs = page.partition('aria-label="Settings"')[2].partition("</nav>")[0]
        assert tabs.count('aria-current="page"') == 1
        assert "style=" not in page


def test_every_problem_is_named_at_once_and_nothing_typed_is_lost(database_url: str) -> None:
    with office(database_url) as place:
        answer = save(
            bo(place),
            "check-ins",
            check_in_times="half past nine",
            check_in_spread_minutes="1000",
            empty_check_ins="<b>",
        )
        assert answer.status_code == 422
        assert "3 things to put right" in answer.text
        for key in ("check_in_times", "check_in_spread_minutes", "empty_check_ins"):
            assert f'href="#{key}"' in answer.text
        assert 'value="half past nine"' in answer.text
        assert 'value="&lt;b&gt;"' in answer.text
        assert place.sql("SELECT count(*) AS n FROM setting_changes")[0].n == 0


@pytest.mark.parametrize(
    ("section", "typed", "why"),
    [
        ("check-ins", {"check_in_times": "09:30, 12:00"}, "4 hours apart"),
        ("check-ins", {"check_in_times": "09:30, 19:30"}, "outside the quiet hours"),
        ("hours", {"quiet_hours": "16:00-08:00"}, "check-ins"),
        ("hours", {"quiet_hours": "22:00-06:00"}, "cover the night"),
        ("ladders", {"board_before": "30"}, "closer to the time"),
        ("company", {"timezone": "Mars/Olympus"}, "no time zone"),
        ("company", {"review_link": "javascript:alert(1)"}, "https://"),
        ("company", {"public_phone": "12"}, "no phone number"),
        ("company", {"holidays_country": "Atlantis"}, "two letters"),
    ],
)
def test_what_does_not_fit_together_is_refused(
    database_url: str, section: str, typed: dict[str, str], why: str
) -> None:
    with office(database_url) as place:
        answer = save(bo(place), section, **typed)
        assert answer.status_code == 422
        assert why in answer.text.replace("&#39;", "'") or why == "check-ins"


def test_what_the_environment_decides_is_shown_and_stays(database_url: str) -> None:
    with office(database_url, CHECK_IN_TIMES="09:30,16:30") as place:
        page = bo(place).get("/settings/check-ins").text
        assert "CHECK_IN_TIMES" in page
        assert 'name="check_in_times"' not in page
        assert save(bo(place), "check-ins", check_in_times="10:00").status_code == 303
        assert place.sql("SELECT check_in_times AS times FROM company")[0].times == [
            "09:30",
            "16:30",
        ]


def test_saving_slots_moves_every_check_in_and_says_who_changed_what(database_url: str) -> None:
    with office(database_url) as place:
        place.job(DANA)
        place.job(FOX, customer_name="Sam Fox")
        promise_nothing(place)
        assert set(next_check_ins(place).values()) == {at(16, 30)}
        browser = bo(place)
        tried = browser.post(
            "/settings/check-ins",
            page="/settings/check-ins",
            **{**SLOTS, "check_in_times": "10:00, 15:00", "do": "try"},
        )
        assert "2 households" in tried.text
        assert "3:00 pm EST" in tried.text
        assert set(next_check_ins(place).values()) == {at(16, 30)}
        assert save(browser, "check-ins", check_in_times="10:00, 15:00").status_code == 303
        assert set(next_check_ins(place).values()) == {at(15)}
        assert not undone(place.deps)
        page = browser.get("/settings/check-ins").text
        assert "Bo Lind" in page
        assert "09:30, 16:30" in page
        assert "<strong>10:00, 15:00</strong>" in page


def test_a_word_promised_before_the_slots_moved_is_kept_by_its_time(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job(DANA)
        due = place.sql("SELECT due_at FROM promises WHERE kind = 'check_in'")[0].due_at
        assert due == at(17, 30)
        browser = bo(place)
        later = {**SLOTS, "check_in_times": "09:30, 18:00"}
        tried = browser.post("/settings/check-ins/outlook", page="/settings/check-ins", **later)
        assert "1 was promised an earlier word" in tried.text
        save(browser, "check-ins", check_in_times="09:30, 18:00")
        assert next_check_ins(place) == {DANA: at(16, 30)}
        # What happens to the job meanwhile does not forget it.
        visits.book(
            place.deps,
            code,
            window_from="2026-01-16T13:00",
            window_to="2026-01-16T15:00",
            contractor_phone=LUIS,
        )
        assert next_check_ins(place) == {DANA: at(16, 30)}
        place.clock.move(at(16, 31) - place.clock.machine())
        run_due(place.deps)
        texts = place.sql("SELECT expires_at FROM messages WHERE moment = 'check_in'")
        assert [text.expires_at for text in texts] == [at(17, 30)]
        assert next_check_ins(place) == {DANA: at(9, 30, day=14)}
        broken = place.sql("SELECT count(*) AS n FROM promises WHERE state = 'broken'")
        assert broken[0].n == 0


def test_ladders_that_stand_already_move_with_their_timings(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        add_callback(place.deps, code, due="2026-01-13T16:00", owner_phone=None)
        visits.book(
            place.deps,
            code,
            window_from="2026-01-16T13:00",
            window_to="2026-01-16T15:00",
            tell_now=True,
        )
        step = "SELECT next_step_at AS at FROM promises WHERE kind = 'callback'"
        assert place.sql(step)[0].at == at(15, 30)
        save(bo(place), "ladders", prompt_before="60", remind_at="18:30", morning_list_at="06:15")
        assert place.sql(step)[0].at == at(15)
        assert place.sql("SELECT next_step_at AS at FROM visits")[0].at == at(18, 30, day=15)
        lists = {row.at for row in place.sql("SELECT next_list_at AS at FROM contractors")}
        assert lists == {at(18, 30)}
        kept = place.sql("SELECT policy FROM company")[0].policy
        assert kept == {"prompt_before": 60, "remind_at": "18:30", "morning_list_at": "06:15"}


def test_back_to_the_defaults_keeps_nothing_of_ones_own(database_url: str) -> None:
    with office(database_url) as place:
        browser = bo(place)
        save(browser, "ladders", prompt_before="60")
        page = browser.get("/settings/ladders").text
        assert "Default: 30 minutes." in page
        save(browser, "ladders")
        assert place.sql("SELECT policy FROM company")[0].policy == {}


def test_the_picture_of_the_ladder_follows_what_is_typed(database_url: str) -> None:
    with office(database_url) as place:
        browser = bo(place)
        typed = {**LADDERS, "prompt_before": "45"}
        part = browser.post("/settings/ladders/outlook", page="/settings/ladders", **typed).text
        assert "2:15 pm" in part
        assert "<html" not in part
        assert "2:30 pm" in browser.get("/settings/ladders").text


def test_a_change_is_put_back_unless_somebody_built_on_it(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        promise_nothing(place)
        browser = bo(place)
        save(browser, "check-ins", check_in_times="10:00, 15:00")
        first = place.sql("SELECT max(id) AS id FROM setting_changes")[0].id
        save(browser, "check-ins", check_in_times="10:00, 14:00")
        second = place.sql("SELECT max(id) AS id FROM setting_changes")[0].id
        back = "/settings/changes/{}/back"
        browser.post(back.format(first), page="/settings/check-ins", back="/settings/check-ins")
        assert "changed again since" in browser.get("/settings/check-ins").text
        browser.post(back.format(second), page="/settings/check-ins")
        assert set(next_check_ins(place).values()) == {at(15)}
        browser.post(back.format(first), page="/settings/check-ins")
        assert set(next_check_ins(place).values()) == {at(16, 30)}


def test_two_managers_do_not_overwrite_each_other_unseen(database_url: str) -> None:
    with office(database_url) as place:
        browser = bo(place)
        page = browser.get("/settings/hours").text
        found = re.search(r'name="seen" value="(\d+)"', page)
        assert found
        change_settings(place.deps, "hours", {**HOURS, "reply_within": "90"}, by="Cy", user_id=None)
        answer = save(browser, "hours", quiet_hours="20:30-08:00", seen=found[1])
        assert answer.status_code == 422
        assert "Cy changed this page" in answer.text
        assert 'value="20:30-08:00"' in answer.text


def test_a_form_sent_twice_is_saved_once(database_url: str) -> None:
    with office(database_url) as place:
        browser = bo(place)
        for _ in range(2):
            save(browser, "hours", reply_within="90", deed="the same form")
        assert place.sql("SELECT count(*) AS n FROM setting_changes")[0].n == 1


def test_planning_anew_that_died_is_finished_by_the_workers(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        promise_nothing(place)
        place.sql("UPDATE company SET check_in_times = '[\"09:30\", \"15:00\"]', replan_after = ''")
        run_due(place.deps)
        assert set(next_check_ins(place).values()) == {at(15)}
        assert not undone(place.deps)
        assert replan(place.deps) is False


def test_texts_name_the_phone_for_calls(database_url: str) -> None:
    with office(database_url) as place:
        answer = save(
            bo(place),
            "company",
            timezone="America/New_York",
            callbacks_per_hour="4",
            holidays_country="us",
            public_phone="404 555 0150",
            review_link="https://kiwi.example/review",
        )
        assert answer.status_code == 303
        place.job()
        body = place.sql("SELECT body FROM messages WHERE moment = 'job_opened'")[0].body
        assert "404-555-0150" in body
        company = place.sql("SELECT * FROM company")[0]
        assert (company.holidays_country, company.callbacks_per_hour) == ("US", 4)
