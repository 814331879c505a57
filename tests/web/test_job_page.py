"""The job page: everything a dispatcher does with a job, and nothing typed is lost."""

from __future__ import annotations

import pytest
from web.office import ANA, DANA, FOX, LUIS, Office, office

from fieldcomm.services.views import show_job


def _do(place: Office, code: str, path: str, **form: str):  # type: ignore[no-untyped-def]
    return place.ana().post(f"/jobs/{code}/{path}", page=f"/jobs/{code}", **form)


def test_a_text_is_written_and_stands_on_the_timeline_with_its_state(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        assert _do(place, code, "text", body="We can bring two more fans at 4.").status_code == 303
        page = place.ana().get(f"/jobs/{code}").text
        assert "We can bring two more fans at 4." in page
        assert "waiting to leave" in page


def test_a_harsh_text_is_shown_with_why_and_can_be_sent_all_the_same(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        harsh = "CALM DOWN, our crew is busy, they will come when they can"
        answer = _do(place, code, "text", body=harsh)
        assert answer.status_code == 422
        assert "Send anyway" in answer.text
        assert harsh in answer.text
        assert place.sql("SELECT 1 FROM messages WHERE moment = 'manual'") == []
        assert _do(place, code, "text", body=harsh, anyway="1").status_code == 303
        assert len(place.sql("SELECT 1 FROM messages WHERE moment = 'manual'")) == 1


def test_writing_is_measured_while_it_is_written(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        said = place.ana().post("/texts/check", page="/jobs/new", body="x" * 161).json
        assert said == {"units": 161, "segments": 2, "unusual": False, "findings": [],
            "preview": "x" * 161,
        }  # fmt: skip


def test_who_opted_out_is_called_not_texted(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        place.sql("UPDATE phones SET consent = 'stopped' WHERE phone = :p", p=DANA)
        assert "opted out of texts" in place.ana().get(f"/jobs/{code}").text
        answer = _do(place, code, "text", body="hello")
        assert answer.status_code == 422


def test_a_visit_is_booked_accepted_confirmed_moved_and_called_off(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job(contractor_phone=LUIS)
        times = {"window_from": "2026-01-14T13:00", "window_to": "2026-01-14T15:00"}
        assert _do(place, code, "visits", kind="repair", **times).status_code == 303
        visit = place.sql("SELECT id FROM visits")[0].id
        page = place.ana().get(f"/jobs/{code}").text
        assert "tomorrow 1:00–3:00 pm EST" in page
        assert "Luis Mora said yes" in page
        _do(place, code, f"visits/{visit}/accept")
        _do(place, code, f"visits/{visit}/confirm")
        assert show_job(place.deps, code)["visits"][0]["status"] == "confirmed"
        later = {"window_from": "2026-01-15T09:00", "window_to": "2026-01-15T11:00"}
        _do(place, code, f"visits/{visit}/move", **later, cause="the truck broke down")
        assert show_job(place.deps, code)["visits"][0]["status"] == "proposed"
        _do(place, code, f"visits/{visit}/cancel", cause="the truck is still out")
        assert show_job(place.deps, code)["visits"][0]["status"] == "cancelled"


def test_a_window_that_cannot_be_comes_back_with_what_was_typed(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        answer = _do(
            place, code, "visits", kind="pickup", window_from="2026-01-14T15:00",
            window_to="2026-01-14T13:00", contractor=LUIS, tell_now="on",
        )  # fmt: skip
        assert answer.status_code == 422
        assert 'value="2026-01-14T15:00"' in answer.text
        assert "<option selected>pickup</option>" in answer.text
        assert 'id="form-book" open' in answer.text
        assert 'role="alert"' in answer.text


def test_a_callback_is_promised_and_a_call_settles_it(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        _do(place, code, "callback", due="2026-01-13T15:00", owner=ANA, words="the estimate")
        page = place.ana().get(f"/jobs/{code}").text
        assert "3:00 pm EST" in page
        assert "the estimate" in page
        _do(place, code, "call", heard="spoke", next_by="")
        kept = [p for p in show_job(place.deps, code)["promises"] if p["kind"] == "callback"]
        assert [p["state"] for p in kept] == ["kept"]


def test_news_is_released_and_a_crews_proposal_in_better_words(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        _do(place, code, "update", words="The insurer has approved the drying.")
        place.sql(
            "INSERT INTO updates (job_id, text, state, author, created_at)"
            " SELECT id, 'floor wetr than thought', 'proposed', 'Luis Mora', now() FROM jobs"
        )
        proposal = place.sql("SELECT id FROM updates WHERE state = 'proposed'")[0].id
        assert "floor wetr than thought" in place.ana().get(f"/jobs/{code}").text
        _do(
            place, code, f"updates/{proposal}/release", words="The floor is wetter than we thought."
        )
        told = [
            row.text
            for row in place.sql("SELECT text FROM updates WHERE state = 'released' ORDER BY id")
        ]
        assert told == [
            "The insurer has approved the drying.",
            "The floor is wetter than we thought.",
        ]


def test_a_job_waits_on_somebody_is_noted_and_cancelled(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        _do(place, code, "waiting", waiting_on="insurer")
        _do(place, code, "note", words="gate code 4711")
        page = place.ana().get(f"/jobs/{code}").text
        assert "gate code 4711" in page
        assert show_job(place.deps, code)["waiting_on"] == "insurer"
        _do(place, code, "cancel", words="sold the house", tell="on")
        job = show_job(place.deps, code)
        assert job["status"] == "cancelled"
        assert all(p["state"] != "open" for p in job["promises"])
        assert job["messages"][-1]["moment"] == "job_cancelled"


def test_a_done_job_closes_only_when_nothing_is_owed(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        _do(place, code, "callback", due="2026-01-13T15:00", owner=ANA)
        place.sql("UPDATE jobs SET status = 'done'")
        assert "We still owe them" in _do(place, code, "close").text
        _do(place, code, "call", heard="spoke")
        assert _do(place, code, "close").status_code == 303
        assert show_job(place.deps, code)["status"] == "closed"


def test_an_unknown_code_is_a_calm_404_and_a_small_one_finds_its_job(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        assert place.ana().get("/jobs/Z9Z").status_code == 404
        assert place.ana().get(f"/jobs/{code.lower()}").location == f"/jobs/{code}"


PAYLOAD = """"><script>alert(1)</script>'{{7*7}}<img src=x onerror=alert(1)>"""


def test_what_people_write_stays_words(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job(
            customer_name=PAYLOAD, address=PAYLOAD, summary=PAYLOAD, consent_words=PAYLOAD
        )
        _do(place, code, "note", words=PAYLOAD)
        _do(place, code, "text", body=PAYLOAD, anyway="1")
        _do(place, code, "callback", due="2026-01-13T15:00", owner=ANA, words=PAYLOAD)
        place.sql(
            "INSERT INTO tasks (kind, job_id, words, opened_at) SELECT 'call', id, :w, now() FROM jobs",
            w=PAYLOAD,
        )
        ana = place.ana()
        ana.post("/people/contractors", name=PAYLOAD, phone="404-555-0199")
        pages = [
            ana.get(path).text
            for path in ("/", f"/jobs/{code}", "/people/contractors", "/jobs/new")
        ]
        pages.append(ana.get("/", query_string={"q": PAYLOAD}).text)
        pages.append(
            _do(place, code, "visits", kind=PAYLOAD, window_from=PAYLOAD, window_to=PAYLOAD).text
        )
        pages.append(ana.post("/jobs/new", phone=PAYLOAD, name=PAYLOAD, zone=PAYLOAD).text)
        for page in pages:
            assert "<script>alert" not in page
            assert "<img src=x" not in page
            assert "{{7*7}}" in page or "7*7" not in page
            assert "49<img" not in page


@pytest.mark.parametrize("nul", ["\0", "a\0b"])
def test_what_postgresql_cannot_hold_is_no_error(database_url: str, nul: str) -> None:
    with office(database_url) as place:
        code = place.job()
        for path, form in (
            ("text", {"body": nul}),
            ("note", {"words": nul}),
            ("update", {"words": nul}),
        ):
            assert _do(place, code, path, **form).status_code in (303, 422)
        assert place.ana().get("/", query_string={"q": nul}).status_code == 200


def test_a_proposal_is_let_go_on_its_own_job_only_and_by_name(database_url: str) -> None:
    with office(database_url) as place:
        code, other = place.job(), place.job(FOX, address="9 Elm St, Atlanta")
        place.sql(
            "INSERT INTO updates (job_id, text, state, author, created_at)"
            " SELECT id, 'Walls are dry', 'proposed', 'Luis', created_at FROM jobs WHERE code = :c",
            c=code,
        )
        proposal = place.sql("SELECT id FROM updates")[0].id
        refused = _do(place, other, f"updates/{proposal}/release", words="")
        assert refused.status_code == 422
        assert place.sql("SELECT state FROM updates") == [("proposed",)]
        assert _do(place, code, f"updates/{proposal}/release", words="").status_code == 303
        told = place.sql("SELECT actor, data FROM events WHERE kind = 'update_released'")[0]
        assert (told.actor, told.data["text"]) == ("Ana Ruiz", "Walls are dry")
