"""Incidents at the desk, and the page everybody may read: honest, light, about nobody."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta
from pathlib import Path

from web.office import DANA, Browser, Office, office

from fieldcomm.services.add_job import add_job
from fieldcomm.services.receive import receive_text
from fieldcomm.services.run_incidents import run_incidents

ICE = {
    "title": "Ice on the roads",
    "happened": "No crew of ours can drive before noon.",
    "why": "Freezing rain last night.",
    "next_by": "2026-01-13T14:00",
}
STATIC = Path(__file__).parent.parent.parent / "fieldcomm" / "web" / "static"


def opened(place: Office, browser: Browser, **changed: str) -> str:
    answer = browser.post("/incidents", **(ICE | changed))
    assert answer.status_code == 303, answer.text
    place.clock.move(timedelta(seconds=11))
    return str(answer.location)


def public(place: Office) -> str:
    answer = place.browser().get("/status")
    assert answer.status_code == 200
    return answer.text


def tasks(place: Office) -> list[str]:
    return [row.kind for row in place.sql("SELECT kind FROM tasks WHERE settled_at IS NULL")]


def with_gateway(place: Office) -> None:
    object.__setattr__(place.deps, "gateway", object())


def test_an_incident_is_public_when_it_cannot_be_taken_back_any_more(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        answer = ana.post("/incidents", **ICE)
        assert "Ice on the roads" not in public(place)
        assert "Undo" in ana.get(answer.location).text
        place.clock.move(timedelta(seconds=11))
        page = public(place)
        for words in ("Ice on the roads", "No crew of ours", "Freezing rain", "2:00 pm EST"):
            assert words in page


def test_taken_back_it_was_never_said(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        path = ana.post("/incidents", **ICE).location
        deed = place.sql("SELECT max(id) AS id FROM deeds")[0].id
        ana.post(f"/deeds/{deed}/undo", page=path)
        place.clock.move(timedelta(hours=3))
        assert "Ice on the roads" not in public(place)
        run_incidents(place.deps)
        assert tasks(place) == []


def test_the_next_word_is_a_promise_the_board_reminds_of_before_it_is_late(
    database_url: str,
) -> None:
    with office(database_url) as place:
        ana = place.ana()
        path = opened(place, ana)
        run_incidents(place.deps)
        assert tasks(place) == []
        place.clock.move(timedelta(hours=1, minutes=46))
        run_incidents(place.deps)
        assert tasks(place) == ["incident_due"]
        assert "The next word on an incident is due" in ana.get("/").text
        place.clock.move(timedelta(minutes=20))
        run_incidents(place.deps)
        assert tasks(place) == ["incident_late"]
        assert "we're late" in public(place).replace("&#39;", "'")
        said = ana.post(
            f"{path}/update", page=path, words="We start at 3.", next_by="2026-01-13T16:00"
        )
        assert said.status_code == 303
        assert tasks(place) == []
        place.clock.move(timedelta(seconds=11))
        assert "We start at 3." in public(place)
        assert "4:00 pm EST" in public(place)


def test_an_update_taken_back_leaves_the_reminder_where_it_was(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        path = opened(place, ana)
        place.clock.move(timedelta(hours=1, minutes=50))
        run_incidents(place.deps)
        ana.post(f"{path}/update", page=path, words="Soon.", next_by="2026-01-13T16:00", anyway="1")
        deed = place.sql("SELECT max(id) AS id FROM deeds")[0].id
        ana.post(f"/deeds/{deed}/undo", page=path)
        place.clock.move(timedelta(minutes=1))
        assert tasks(place) == ["incident_due"]
        assert "Soon." not in public(place)
        assert "2:00 pm EST" in public(place)


def test_over_it_stays_for_two_weeks_and_then_goes(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        path = opened(place, ana)
        ana.post(f"{path}/resolve", page=path, words="The salt trucks came; we are back.")
        assert "Next word from us by" in public(place)
        place.clock.move(timedelta(seconds=11))
        page = public(place)
        assert "Next word from us by" not in page
        assert "we are back" in page
        assert ana.post(f"{path}/resolve", page="/incidents", words="x").status_code == 422
        place.clock.move(timedelta(days=15))
        assert "Ice on the roads" not in public(place)


def test_what_is_missing_or_unkind_is_shown_and_nothing_typed_is_lost(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        for changed in ({"why": ""}, {"next_by": ""}, {"next_by": "2026-01-12T10:00"}):
            answer = ana.post("/incidents", **(ICE | changed))
            assert answer.status_code == 422
            assert "No crew of ours" in answer.text
        harsh = {"happened": "Only a few customers are affected."}
        assert ana.post("/incidents", **(ICE | harsh)).status_code == 422
        assert place.sql("SELECT 1 FROM incidents") == []


def test_the_page_says_by_itself_when_we_are_behind(database_url: str) -> None:
    with office(database_url) as place:
        with_gateway(place)
        place.job(DANA)
        assert "All is well" in public(place)
        place.clock.move(timedelta(minutes=30))
        assert "Our texts go out late, since about 12:00 pm EST" in public(place)
        place.sql("UPDATE messages SET state = 'suppressed'")
        receive_text(place.deps, sid="SM1", phone=DANA, params={"Body": "hello?"})
        place.clock.move(timedelta(minutes=5))
        assert "We are slow to read your texts" in public(place)


def test_the_page_says_by_itself_that_we_or_the_provider_stopped(database_url: str) -> None:
    with office(database_url) as place:
        with_gateway(place)
        place.sql("UPDATE senders SET paused = 'Twilio refuses our account (code 20003)'")
        page = public(place)
        assert "No texts go out right now" in page
        assert "20003" not in page
        assert "404-555-0100" in page
        place.sql("UPDATE senders SET paused = NULL")
        place.sql("UPDATE company SET paused = true, paused_reason = 'wrong prices went out'")
        assert "No texts go out right now" in public(place)
        assert "wrong prices" not in public(place)


def test_with_the_database_away_it_still_says_that_we_are_down(database_url: str) -> None:
    with office(database_url) as place:
        place.sql("ALTER TABLE company RENAME TO gone")
        answer = place.browser().get("/status")
        assert answer.status_code == 503
        assert "Our own system is down" in answer.text
        assert "404-555-0100" in answer.text


def test_it_is_about_nobody_light_and_kept_for_half_a_minute(database_url: str) -> None:
    with office(database_url) as place:
        add_job(place.deps, customer_name="Dana Reed", customer_phone=DANA, address="14 Oak St",
                summary="kitchen")  # fmt: skip
        ana = place.ana()
        for n in range(8):
            opened(place, ana, title=f"Incident {n}", happened="x " * 250)
        answer = place.browser().get("/status")
        assert "Dana" not in answer.text
        assert "Oak" not in answer.text
        assert "Ana" not in answer.text
        assert answer.headers["Cache-Control"] == "public, max-age=30"
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert "<script" not in answer.text
        weight = len(answer.data) + sum(
            (STATIC / name).stat().st_size for name in ("status.css", "icons.svg", "icon.svg")
        )
        assert weight <= 50_000
        assert len(gzip.compress(answer.data)) < 20_000
        assert set(re.findall(r'(?:src|href)="(https?:)?//', answer.text)) == set()


def test_payloads_come_out_inert(database_url: str) -> None:
    with office(database_url) as place:
        opened(place, place.ana(), title="<script>x</script>", why='"><img src=x onerror=y>')
        page = public(place)
        assert "<script>" not in page
        assert "<img" not in page


def test_an_incident_goes_out_by_text_with_its_next_word(database_url: str) -> None:
    with office(database_url) as place:
        place.job(DANA)
        ana = place.ana()
        path = opened(place, ana)
        id_ = path.rsplit("/", 1)[1]
        form = ana.get(f"/broadcasts/new?incident={id_}").text
        assert "No crew of ours can drive before noon." in form
        made = ana.post("/broadcasts/new", words="No crew can drive before noon.", incident=id_)
        assert "Next word from us by 2 pm" in ana.get(made.location).text
        assert "Broadcast of" in ana.get(path).text
