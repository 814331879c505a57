"""Reports over a small history made by hand, whose answers are known."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree

from web.office import ATLANTA, DANA, FOX, LUIS, Browser, Office, office

WEEK = "/reports?period=custom&from=2026-01-05&to=2026-01-11"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of January 2026 in Atlanta; the 5th is a Monday."""
    return datetime(2026, 1, day, hour, minute, tzinfo=ATLANTA)


def bo(place: Office) -> Browser:
    return place.browser().sign_in("bo@example.com")


def sheet(place: Office, key: str, of: str = WEEK) -> list[list[str]]:
    answer = bo(place).get(of.replace("/reports", f"/reports/{key}.csv"))
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def promise(place: Office, state: str, due: datetime, kind: str = "callback", **more: Any) -> None:
    given = {"cause": "why" if state == "broken" else None, "by": None, **more}
    place.sql(
        "INSERT INTO promises (kind, job_id, phone, words, due_at, state, cause, settled_at,"
        " created_at, stepped_to, owner_contractor_id) SELECT :kind, (SELECT min(id) FROM jobs),"
        " :phone, 'x', :due, :state, :cause, CASE WHEN :state <> 'open' THEN"
        " CAST(:due AS timestamptz) END, :due, :due,"
        " (SELECT id FROM contractors WHERE phone = :by)",
        kind=kind, phone=DANA, due=due, state=state, **given,
    )  # fmt: skip


def text(place: Office, when: datetime, *, out: bool, **more: Any) -> None:
    given = {
        "phone": DANA, "moment": "manual" if out else "other", "state": "delivered" if out else "received",
        "segments": 1, "code": None, **more,
    }  # fmt: skip
    place.sql(
        "INSERT INTO messages (direction, state, phone, job_id, moment, body, segments, priority,"
        " created_at, sent_at, provider_sid, error_code) SELECT :direction, :state, :phone, j.id,"
        " :moment, 'x', :segments, 1, :at, :at, :sid, :code FROM jobs j"
        " JOIN contacts k ON k.id = j.contact_id WHERE k.phone = :phone",
        direction="out" if out else "in", at=when, sid=f"SM{place.deps.entropy.token()}", **given,
    )  # fmt: skip


def quiet_job(place: Office, phone: str = DANA, **given: Any) -> str:
    """A job opened on Monday the 5th at 9 am, without the texts of its opening."""
    code = place.job(phone, **given)
    place.sql("UPDATE jobs SET created_at = :at WHERE code = :code", at=at(5, 9), code=code)
    place.sql("UPDATE messages SET state = 'suppressed'")
    place.sql("DELETE FROM promises")
    return code


def test_promises_are_counted_by_what_came_of_them(database_url: str) -> None:
    with office(database_url) as place:
        quiet_job(place)
        for n in range(7):
            promise(place, "kept", at(5 + n, 10))
        promise(place, "kept_late", at(6, 10))
        promise(place, "broken", at(11, 23, 59), kind="arrival", by=LUIS)
        promise(place, "moved", at(6, 10))
        promise(place, "released", at(6, 10))
        promise(place, "open", at(6, 10))
        promise(place, "kept", at(12, 0))  # the week after
        promise(place, "broken", at(4, 23, 59))  # the week before
        promise(place, "released", at(6, 10), cause="taken back")
        assert sheet(place, "promises-by-week")[1:] == [
            ["2026-01-05", "7", "1", "1", "1", "1", "70 %"]
        ]
        assert sheet(place, "promises-by-kind")[1:] == [
            ["Arrivals", "0", "0", "0", "0", "1", "0 %"],
            ["Calls", "7", "1", "1", "1", "0", "77 %"],
        ]
        assert [r[0] for r in sheet(place, "promises-by-contractor")[1:]] == [
            "Luis Mora",
            "The office",
        ]


def test_silence_leaves_the_night_out_and_who_asked_for_less(database_url: str) -> None:
    with office(database_url) as place:
        code = quiet_job(place)
        quiet_job(place, FOX, customer_name="Sam Fox", address="3 Ivy Ln")
        place.sql("UPDATE phones SET frequency = 'daily' WHERE phone = :p", p=FOX)
        place.sql("UPDATE jobs SET finished_at = :at", at=at(6, 19))
        text(place, at(5, 10), out=True)
        text(place, at(5, 19), out=True)  # nine hours
        text(place, at(6, 9), out=True)  # one hour before eight, one after: two
        text(place, at(6, 12), out=True, state="undelivered")  # reached nobody
        rows = sheet(place, "silence")[1:]
        assert [(r[0], r[2]) for r in rows] == [
            (code, "10.0"), (code, "9.0"), (code, "2.0"), (code, "1.0"),
        ]  # fmt: skip
        assert rows[1][3:] == ["2026-01-05T15:00:00Z", "2026-01-06T00:00:00Z"]


def test_a_call_breaks_the_silence_too(database_url: str) -> None:
    with office(database_url) as place:
        code = quiet_job(place)
        place.sql("UPDATE jobs SET finished_at = :at", at=at(5, 19))
        place.sql(
            "INSERT INTO events (job_id, at, kind, actor) SELECT id, :at, 'call_spoke', 'Ana' FROM jobs",
            at=at(5, 15),
        )
        assert [(r[0], r[2]) for r in sheet(place, "silence")[1:]] == [(code, "6.0"), (code, "4.0")]


def test_answers_are_timed_from_the_first_question_of_a_row(database_url: str) -> None:
    with office(database_url) as place:
        quiet_job(place)
        text(place, at(5, 10), out=False)
        text(place, at(5, 10, 5), out=False)  # the same question still
        text(place, at(5, 10, 6), out=True, moment="reply_ack")
        text(place, at(5, 10, 20), out=True)
        text(place, at(6, 10), out=False)
        text(place, at(6, 10, 40), out=True)
        text(place, at(7, 10), out=False, moment="thanks")  # wants no answer
        text(place, at(7, 11), out=True)
        text(place, at(8, 10), out=False)  # never answered
        assert sheet(place, "answers-by-week")[1:] == [
            ["2026-01-05", "3", "2", "23.0", "36.6", "2", "30.0", "38.0"]
        ]


def test_chases_are_counted_by_job_and_for_each_open_job(database_url: str) -> None:
    with office(database_url) as place:
        code = quiet_job(place)
        quiet_job(place, FOX, customer_name="Sam Fox", address="3 Ivy Ln")
        for moment in ("ask_when", "ask_when", "complaint", "thanks"):
            text(place, at(6, 10), out=False, moment=moment)
        assert sheet(place, "chases-by-job")[1:] == [[code, "Dana Reed", "3"]]
        assert sheet(place, "chases-by-week")[1:] == [["2026-01-05", "3"]]
        shown = bo(place).get(WEEK).text
        assert "<strong>1.50</strong>" in shown
        assert "3 in 2 jobs" in shown


def test_cost_failures_and_opt_outs(database_url: str) -> None:
    with office(database_url) as place:
        quiet_job(place)
        text(place, at(6, 10), out=True, segments=100)
        text(place, at(6, 11), out=True, segments=2, state="undelivered", code=30006)
        text(place, at(6, 12), out=False, segments=10)
        text(place, at(6, 13), out=True, segments=50, state="suppressed")
        place.sql(
            "INSERT INTO consents (phone, state, source, wording, actor, at)"
            " VALUES (:p, 'stopped', 'text', 'STOP', 'customer', :at)", p=DANA, at=at(7, 9),
        )  # fmt: skip
        # 102 x (0.0083 + 0.0035) + 10 x (0.0083 + 0.0025)
        assert sheet(place, "cost-by-week")[1:] == [["2026-01-05", "2", "102", "1", "10", "1.31"]]
        assert sheet(place, "failures")[1:] == [
            ["30006", "a landline, or a carrier we cannot reach", "1", "1"]
        ]
        assert sheet(place, "opt-outs")[1:] == [["2026-01-05", "1"]]


def test_a_name_like_a_formula_is_only_words_in_the_csv_and_inert_on_the_page(
    database_url: str,
) -> None:
    with office(database_url) as place:
        for n, name in enumerate(
            ('=HYPERLINK("http://x")', "+1", "-2", "@x", "<script>x</script>")
        ):
            phone = f"+1404555014{n}"
            quiet_job(place, phone, customer_name=name, address=f"{n} Elm")
            text(place, at(6, 10), out=False, moment="ask_when", phone=phone)
        place.sql(
            "UPDATE contractors SET name = '</text><script>x</script>' WHERE phone = :p", p=LUIS
        )
        promise(place, "kept", at(6, 10), by=LUIS)
        cells = [cell for row in sheet(place, "chases-by-job") for cell in row]
        assert '\'=HYPERLINK("http://x")' in cells
        assert not [c for c in cells if c[:1] in "=+-@" and c]
        shown = bo(place).get(WEEK).text
        assert "<script>x" not in shown


def test_charts_hold_no_style_and_no_script_and_are_named(database_url: str) -> None:
    with office(database_url) as place:
        quiet_job(place)
        promise(place, "kept", at(6, 10))
        shown = bo(place).get(WEEK).text
        charts = re.findall(r'<svg[^>]*class="chart".*?</svg>', shown, re.DOTALL)
        assert len(charts) >= 4
        for chart in charts:
            root = ElementTree.fromstring(chart)
            assert not re.search(r"<style|<script|style=|pygal\.config", chart)
            names = [c.tag.rpartition("}")[2] for c in root][:2]
            assert sorted(names) == ["desc", "title"]
            assert root.get("role") == "img"


def test_only_managers_see_reports(database_url: str) -> None:
    with office(database_url) as place:
        assert place.ana().get("/reports").status_code == 403
        assert place.ana().get("/reports/silence.csv").status_code == 403
        assert bo(place).get("/reports/nothing.csv").status_code == 404


def test_an_empty_period_offers_what_to_do_and_bad_days_are_said(database_url: str) -> None:
    with office(database_url) as place:
        browser = bo(place)
        assert "Nothing happened in these days" in browser.get(WEEK).text
        answer = browser.get("/reports?period=custom&from=2026-01-11&to=2026-01-05")
        assert answer.status_code == 422
        assert "swap them" in answer.text
        assert 'value="2026-01-11"' in answer.text
        for odd in (
            "from=x&to=%00",
            "period=four_weeks",
            "period=' or 1=1",
            "period=custom&from=9999-12-31&to=9999-12-31",
        ):
            assert browser.get(f"/reports?{odd}").status_code in (200, 422)


def test_the_number_of_statements_does_not_grow_with_the_history(database_url: str) -> None:
    with office(database_url) as place:
        browser = bo(place)
        quiet_job(place)
        browser.get(WEEK)
        with place.statements() as few:
            browser.get(WEEK)
        for n in range(40):
            promise(place, "kept", at(5, 10) + timedelta(hours=n))
            text(place, at(5, 10) + timedelta(hours=n), out=n % 2 == 0)
        with place.statements() as many:
            browser.get(WEEK)
        assert few.count == many.count <= 14
