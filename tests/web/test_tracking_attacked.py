"""Links of others, tampering, guessing, previews: nothing through, and nothing told."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from web.office import DANA, FOX, Office, office
from web.test_tracking_page import booked, path_of, send

from fieldcomm.services import tracking
from fieldcomm.services.read_inbox import read_next

TABLES = ("jobs", "visits", "promises", "messages", "events", "phones", "once", "tracking_links")


def _state(place: Office) -> str:
    return str([place.sql(f"SELECT * FROM {table} ORDER BY 1") for table in TABLES])


def _close(place: Office, days: int) -> None:
    place.sql(
        "UPDATE jobs SET status = 'closed', closed_at = :at",
        at=place.clock.business(timedelta()) - timedelta(days=days),
    )


def test_every_link_that_leads_nowhere_gets_the_same_answer(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        client = place.app.test_client()
        revoked = path_of(place, code)
        assert client.get(revoked).status_code == 200
        assert tracking.revoke(place.deps, code, by="Ana") == 2  # the text's and this one
        expired = path_of(place, code)
        place.sql("UPDATE tracking_links SET expires_at = :now WHERE revoked_at IS NULL",
                  now=place.clock.business(timedelta()))  # fmt: skip
        answers = [
            client.get(path)
            for path in (
                revoked,
                expired,
                "/t/" + "a" * 22,
                "/t/x",
                "/t/" + "é" * 22,
                "/t/%00",
                "/t/" + "a" * 4000,
            )
        ]
        assert {a.status_code for a in answers} == {404}
        assert len({a.data for a in answers}) == 1
        kept = [[h for h in sorted(a.headers.items()) if h[0] != "X-Request-ID"] for a in answers]
        assert len({str(headers) for headers in kept}) == 1
        posted = client.post(revoked, data={"do": "write", "words": "hi", "form": "x.y"})
        assert (posted.status_code, posted.data) == (404, answers[0].data)


def test_a_link_outlives_its_job_by_two_weeks(database_url: str) -> None:
    with office(database_url) as place:
        path = path_of(place, place.job())
        client = place.app.test_client()
        _close(place, 13)
        assert "This job is closed." in client.get(path).text
        _close(place, 14)
        assert client.get(path).status_code == 404


def test_looking_changes_nothing_however_often_and_by_whom(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        booked(place, code)
        path = path_of(place, code)
        before = _state(place)
        client = place.app.test_client()
        for agent in ("facebookexternalhit/1.1", "Slackbot-LinkExpanding 1.0", "Mozilla/5.0"):
            headers = {"User-Agent": agent}
            client.get(path, headers=headers)
            client.head(path, headers=headers)
            client.get(f"{path}?do=confirm&visit=1&version=1&said=confirm", headers=headers)
        assert _state(place) == before


def test_a_form_of_one_page_is_worth_nothing_on_another(database_url: str) -> None:
    with office(database_url) as place:
        dana, fox = path_of(place, place.job()), path_of(place, place.job(FOX))
        client = place.app.test_client()
        form = re.findall(r'name="form" value="([^"]+)"', client.get(dana).text)[0]
        before = _state(place)
        for bad in (form, form[:-1] + "0", "", ".", "a.b", "é.é", form.split(".")[0]):
            data = {"form": bad, "do": "write", "words": "hello"}
            assert client.post(fox, data=data).status_code == 400
        assert _state(place) == before
        data = {"form": form, "do": "write", "words": "hello"}
        assert client.post(dana, data=data).status_code == 303
        assert _state(place) != before


def test_nobody_acts_on_other_peoples_visits_and_promises(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        booked(place, code)
        fox = path_of(place, place.job(FOX, customer_name="Sam Fox", address="3 Ivy Ln"))
        (visit,) = place.sql("SELECT id, version FROM visits")
        (promise,) = place.sql(
            "INSERT INTO promises (kind, job_id, phone, words, due_at, state, settled_at,"
            " created_at, stepped_to) SELECT 'callback', id, :p, 'x', :now, 'kept', :now, :now,"
            " :now FROM jobs ORDER BY id LIMIT 1 RETURNING id",
            p=DANA, now=place.clock.business(timedelta()),
        )  # fmt: skip
        client = place.app.test_client()
        for data in (
            {"do": "confirm", "visit": visit.id, "version": visit.version},
            {"do": "other", "visit": visit.id, "version": visit.version, "words": "never"},
            {"do": "didnt", "promise": promise.id},
            {"do": "didnt", "promise": "9" * 15},
            {"do": "confirm", "visit": "-1", "version": "x"},
            {"do": "drop tables"},
        ):
            form = re.findall(r'name="form" value="([^"]+)"', client.get(fox).text)[0]
            answer = client.post(fox, data={"form": form, **data})
            assert answer.location.endswith("said=changed"), data
        assert place.sql("SELECT status FROM visits")[0].status == "accepted"
        assert place.sql("SELECT 1 FROM messages WHERE direction = 'in'") == []


def test_whoever_guesses_is_slowed_down_and_learns_nothing_from_it(database_url: str) -> None:
    with office(database_url) as place:
        path = path_of(place, place.job())
        client = place.app.test_client()
        codes = [client.get(f"/t/{n:022}").status_code for n in range(32)]
        assert codes == [404] * 30 + [429] * 2
        right, wrong = client.get(path), client.get("/t/x")
        assert right.status_code == wrong.status_code == 429
        assert right.data == wrong.data
        other = client.get(path, environ_base={"REMOTE_ADDR": "203.0.113.9"})
        assert other.status_code == 200
        place.clock.move(timedelta(minutes=10))
        assert client.get(path).status_code == 200


def test_a_page_that_is_hammered_stops_taking_forms(database_url: str) -> None:
    with office(database_url) as place:
        path = path_of(place, place.job())
        client = place.app.test_client()
        form = re.findall(r'name="form" value="([^"]+)"', client.get(path).text)[0]
        data = {"form": form, "do": "write", "words": "hello"}
        codes = [client.post(path, data=data).status_code for _ in range(42)]
        assert codes == [303] * 40 + [429] * 2
        assert len(place.sql("SELECT 1 FROM messages WHERE direction = 'in'")) == 1
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", '"><img src=x onerror=1>', "{{7*7}}"]
)
def test_names_and_words_come_out_inert(database_url: str, payload: str) -> None:
    with office(database_url) as place:
        place.sql("UPDATE contractors SET name = :n", n=payload)
        place.sql("UPDATE users SET name = :n", n=payload)
        place.sql("UPDATE company SET name = :n", n=payload)
        code = place.job(summary=payload)
        booked(place, code)
        path = path_of(place, code)
        shown = place.app.test_client().get(f"{path}?said={payload}").text
        assert "<script" not in shown
        assert "<img" not in shown
        assert "49" not in re.sub(r'(value|href|action|src)="[^"]*"', "", shown)
        send(place, path, "write", words=payload)
        assert place.ana().get(f"/jobs/{code}").text.count("<script>alert") == 0


def test_the_page_carries_the_headers_of_a_secret_address(database_url: str) -> None:
    with office(database_url) as place:
        for path in (path_of(place, place.job()), "/t/x"):
            answer = place.app.test_client().get(path)
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Cache-Control"] == "no-store"
            assert "noindex" in answer.headers["X-Robots-Tag"]
            assert "unsafe" not in answer.headers["Content-Security-Policy"]
            assert "Set-Cookie" not in answer.headers


def test_the_office_takes_links_back_and_may_undo_that(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        path = path_of(place, code)
        tracking.revoke(place.deps, code, by="Ana")
        assert place.app.test_client().get(path).status_code == 404
        assert place.app.test_client().get(path_of(place, code)).status_code == 200
        kinds = [r.kind for r in place.sql("SELECT kind FROM events ORDER BY id")]
        assert kinds.count("links_revoked") == 1


def test_a_wrong_number_keeps_no_way_into_the_page(database_url: str) -> None:
    """The first text already carries the link: whoever got it by mistake must see nothing."""
    with office(database_url) as place:
        path = path_of(place, place.job())
        client = place.app.test_client()
        assert client.get(path).status_code == 200
        place.sql(
            "INSERT INTO inbox (kind, sid, phone, source, params, received_at, arrived_at, state)"
            " VALUES ('text', 'SM1', :p, 'webhook', CAST(:body AS jsonb), :at, :at, 'unread')",
            p=DANA, body='{"Body": "Wrong number"}', at=place.clock.machine(),
        )  # fmt: skip
        read_next(place.deps, DANA)
        assert place.sql("SELECT 1 FROM tasks WHERE kind = 'wrong_number'")
        assert client.get(path).status_code == 404


def test_a_number_that_is_changed_takes_its_links_with_it(database_url: str) -> None:
    with office(database_url) as place:
        path, ana = path_of(place, place.job()), place.ana()
        contact = place.sql("SELECT id, customer_id FROM contacts")[0]
        page = f"/people/customers/{contact.customer_id}"
        form = {"name": "Dana Reed", "phone": FOX, "role": "decides", "is_texted": "1"}
        ana.post(f"{page}/contacts/{contact.id}", page=page, consent_words="yes", **form)
        assert place.app.test_client().get(path).status_code == 404
        deed = place.sql("SELECT max(id) AS id FROM deeds")[0].id
        ana.post(f"/deeds/{deed}/undo", page="/jobs/new")
        assert place.app.test_client().get(path).status_code == 200
