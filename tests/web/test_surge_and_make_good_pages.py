"""Surge mode's switch, and broken promises before a manager."""

from __future__ import annotations

from web.office import DANA, Browser, Office, office


def _bo(place: Office) -> Browser:
    return place.browser().sign_in("bo@example.com")


def _broken(place: Office, code: str, kind: str = "callback") -> int:
    place.sql(
        "INSERT INTO promises (kind, job_id, phone, words, due_at, state, cause, settled_at,"
        " created_at, stepped_to) SELECT :k, j.id, :p, 'We call you', j.created_at, 'broken',"
        " 'nobody called', j.created_at, j.created_at, j.created_at FROM jobs j WHERE code = :c",
        k=kind, p=DANA, c=code,
    )  # fmt: skip
    return int(place.sql("SELECT max(id) AS id FROM promises")[0].id)


def test_surge_is_switched_on_with_what_crews_can_do_and_off_again(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        wrong = ana.post("/surge", surge="on", per_day="many")
        assert wrong.status_code == 422
        assert "write one from 1 to 1000" in wrong.text
        assert 'value="many"' in wrong.text
        ana.post("/surge", surge="on", per_day="40")
        page = ana.get("/surge").text
        assert "by Ana Ruiz" in page
        assert "a visit is likely Wed Jan 14 or Thu Jan 15" in page
        ana.post("/surge", surge="off", per_day="40")
        assert place.sql("SELECT surge_since FROM company") == [(None,)]
        kinds = [row.kind for row in place.sql("SELECT kind FROM events ORDER BY id")]
        assert kinds == ["surge_on", "surge_off"]


def test_a_broken_promise_is_answered_once_with_a_gesture_and_a_text(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        promise, bo = _broken(place, code), _bo(place)
        assert "We call you" in bo.get("/make-good").text
        form = {"kind": "credit", "words": "$25 off", "text": "We owed you a call. We're sorry."}
        answer = bo.post(f"/make-good/{promise}", page="/make-good", **form)
        assert answer.status_code == 303
        assert place.sql("SELECT kind, words, by FROM gestures") == [
            ("credit", "$25 off", "Bo Lind")
        ]
        texts = place.sql("SELECT body, state FROM messages WHERE moment = 'manual'")
        assert texts == [("We owed you a call. We're sorry.", "held")]
        assert "Every broken promise has been answered" in bo.get("/make-good").text
        again = bo.post(f"/make-good/{promise}", page="/jobs/new", **form)
        assert again.status_code == 422
        assert len(place.sql("SELECT 1 FROM gestures")) == 1


def test_a_gesture_taken_back_leaves_the_promise_unanswered(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        promise, bo = _broken(place, code), _bo(place)
        bo.post(f"/make-good/{promise}", page="/make-good", kind="call", words="I called")
        deed = place.sql("SELECT max(id) AS id FROM deeds")[0].id
        bo.post(f"/deeds/{deed}/undo", page="/jobs/new")
        assert place.sql("SELECT 1 FROM gestures") == []
        assert "We call you" in bo.get("/make-good").text


def test_harsh_words_are_shown_before_they_leave_and_nothing_typed_is_lost(
    database_url: str,
) -> None:
    with office(database_url) as place:
        promise, bo = _broken(place, place.job()), _bo(place)
        form = {"kind": "call", "words": "called", "text": "Calm down, they were busy."}
        page = bo.post(f"/make-good/{promise}", page="/make-good", **form)
        assert page.status_code == 422
        assert "Calm down, they were busy." in page.text
        assert place.sql("SELECT 1 FROM gestures") == []


def test_what_is_suggested_fits_what_was_broken(database_url: str) -> None:
    with office(database_url) as place:
        code, bo = place.job(), _bo(place)
        _broken(place, code, "arrival")
        assert "The trip fee is waived (suggested)" in bo.get("/make-good").text
        _broken(place, code)
        assert "A credit on the bill (suggested)" in bo.get("/make-good").text


def test_making_good_is_for_managers(database_url: str) -> None:
    with office(database_url) as place:
        assert place.ana().get("/make-good").status_code == 403
