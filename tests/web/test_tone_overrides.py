"""Wherever words go to customers: harsh ones are shown first, and meant all the same are on record."""

from __future__ import annotations

from web.office import DANA, LUIS, Office, office

HARSH = "Calm down, they were busy."


def _overridden(place: Office) -> list[str]:
    found = place.sql("SELECT data FROM events WHERE kind = 'tone_overridden' ORDER BY id")
    return [row.data["what"] for row in found]


def test_an_incident_said_so_knowingly_is_on_record(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        form = {"title": "Ice", "happened": HARSH, "why": "Ice.", "next_by": "2026-01-13T16:00"}
        assert ana.post("/incidents", **form).status_code == 422
        assert _overridden(place) == []
        path = str(ana.post("/incidents", **form, anyway="1").location)
        ana.post(f"{path}/update", page=path, words=HARSH, next_by="2026-01-13T16:30", anyway="1")
        ana.post(f"{path}/resolve", page=path, words=HARSH, anyway="1")
        assert _overridden(place) == ["incident", "incident_update", "incident_over"]


def test_a_gesture_said_so_knowingly_is_on_record(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        place.sql(
            "INSERT INTO promises (kind, job_id, phone, words, due_at, state, cause, settled_at,"
            " created_at, stepped_to) SELECT 'callback', j.id, :p, 'We call you', j.created_at,"
            " 'broken', 'nobody called', j.created_at, j.created_at, j.created_at FROM jobs j",
            p=DANA,
        )
        promise = place.sql("SELECT max(id) AS id FROM promises")[0].id
        bo = place.browser().sign_in("bo@example.com")
        form = {"kind": "call", "words": "called", "text": HARSH, "anyway": "1"}
        bo.post(f"/make-good/{promise}", page="/make-good", **form)
        assert _overridden(place) == ["make_good"]


def test_a_day_moved_for_harsh_reasons_is_looked_at_again_and_then_on_record(
    database_url: str,
) -> None:
    with office(database_url) as place:
        code, ana = place.job(), place.ana()
        window = {"window_from": "2026-01-13T13:00", "window_to": "2026-01-13T15:00"}
        ana.post(f"/jobs/{code}/visits", page=f"/jobs/{code}", contractor=LUIS, **window)
        crew = place.sql("SELECT id FROM contractors WHERE phone = :p", p=LUIS)[0].id
        visit = place.sql("SELECT id FROM visits")[0].id
        path = f"/crews/{crew}/move"
        form = {
            "day": "2026-01-13",
            "reason": "other",
            "words": HARSH,
            "visit": str(visit),
            f"way-{visit}": "call",
            f"by-{visit}": "2026-01-13T16:00",
        }
        page = ana.post(path, **form, step="go")
        assert page.status_code == 200
        assert 'name="anyway"' in page.text
        assert place.sql("SELECT 1 FROM days_off") == []
        assert ana.post(path, **form, step="go", anyway="1").status_code == 303
        assert _overridden(place) == ["move_day"]
