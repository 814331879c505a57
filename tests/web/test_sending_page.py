"""The big pause and going on: seen on every page, honest about what will leave and what will not."""

from __future__ import annotations

from datetime import timedelta

from web.office import DANA, FOX, Office, office

from fieldcomm.services.claim import claim
from fieldcomm.services.due import look
from fieldcomm.services.stop_sending import stop_sending
from fieldcomm.services.unit import unit


def test_one_switch_with_reason_and_name_seen_on_every_page(database_url: str) -> None:
    with office(database_url) as place:
        code, ana = place.job(), place.ana()
        assert ana.post("/sending/pause", page="/sending", reason=" ").status_code == 422
        assert ana.post("/sending/pause", page="/sending", reason="Wrong prices").status_code == 303
        for path in ("/", f"/jobs/{code}", "/broadcasts", "/jobs/new"):
            page = ana.get(path).text
            assert "All sending is paused" in page, path
            assert "Wrong prices" in page
            assert "Ana Ruiz" in page
        assert "All sending is paused" not in place.browser().get("/sign-in").text
        ana.post("/sending/pause", page="/sending", reason="again")
        assert place.sql("SELECT paused_reason FROM company")[0].paused_reason == "Wrong prices"
        ana.post("/sending/go-on", page="/sending")
        assert "All sending is paused" not in ana.get("/").text


def test_safety_still_goes_and_nobody_looks_at_the_rest(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        ana = place.ana()
        ana.post("/sending/pause", page="/sending", reason="Wrong prices")
        assert "outbox" not in look(place.deps).heads
        assert claim(place.deps, 10)[0] == []
        place.sql(
            "INSERT INTO messages (direction, state, phone, moment, body, segments, priority,"
            " created_at, quiet_exempt) VALUES ('out', 'queued', :p, 'safety', 'Get out', 1, 0,"
            " :at, true)", p=DANA, at=place.clock.machine(),
        )  # fmt: skip
        assert "outbox" in look(place.deps).heads
        assert [one.body for one in claim(place.deps, 10)[0]] == ["Get out"]


def test_before_going_on_it_shows_what_leaves_and_what_has_gone_stale(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        place.job(FOX, customer_name="Sam Fox")
        ana = place.ana()
        ana.post("/sending/pause", page="/sending", reason="Wrong prices")
        assert "2 texts would leave" in ana.get("/sending").text
        place.sql("UPDATE phones SET consent = 'stopped' WHERE phone = :p", p=FOX)
        page = ana.get("/sending").text
        assert "1 text would leave" in page
        assert "1: opted out" in page
        place.clock.move(timedelta(hours=26))
        place.sql("UPDATE phones SET consent = 'given'")
        page = place.ana().get("/sending").text
        assert "0 texts would leave" in page
        assert "2: too late to be useful" in page


def test_after_the_provider_refused_us_somebody_says_go_on(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        ana = place.ana()
        with unit(place.deps) as work:
            stop_sending(work, 20003)
        assert "Twilio has stopped us" in ana.get("/").text
        assert "Sending has stopped" in ana.get("/").text
        assert claim(place.deps, 10) == ([], None)
        ana.post("/sending/resume", page="/sending")
        assert "Twilio has stopped us" not in ana.get("/").text
        assert place.sql("SELECT 1 FROM tasks WHERE settled_at IS NULL") == []
        assert len(claim(place.deps, 10)[0]) == 1


def restored(place: Office) -> None:
    place.clock.move(timedelta(seconds=1))
    at = place.clock.machine()
    place.sql("INSERT INTO restores (restored_at, look_at) VALUES (:at, :at)", at=at)


def test_after_a_restore_every_page_says_why_nothing_leaves(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        restored(place)
        ana = place.ana()
        assert "Restored from a backup" in ana.get("/").text
        page = ana.get("/sending").text
        assert "no Twilio account to ask" in page
        assert "Go on without asking" not in page  # a manager's to decide
        assert ana.post("/sending/unasked", page="/sending", sure="yes").status_code == 403
        assert "No texts go out right now" in place.browser().get("/status").text


def test_a_manager_who_means_it_lets_sending_go_on_unasked(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        restored(place)
        bo = place.browser().sign_in("bo@example.com")
        place.clock.move(timedelta(minutes=1))
        assert bo.post("/sending/unasked", page="/sending").status_code == 422
        assert bo.post("/sending/unasked", page="/sending", sure="yes").status_code == 303
        assert "Restored from a backup" not in bo.get("/jobs/new").text
        assert "Twilio was not asked" in bo.get("/").text
        states = place.sql("SELECT state, moment FROM messages ORDER BY id")
        assert [tuple(row) for row in states] == [("suppressed", "job_opened"), ("queued", "alert")]
