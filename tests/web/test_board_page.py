"""The board: the nearest to a broken promise first, in a constant number of statements."""

from __future__ import annotations

import re
from datetime import timedelta

from web.office import ANA, LUIS, NOON, Office, office

from fieldcomm.services.promise_work import add_callback
from fieldcomm.services.visits import book

STATEMENTS = 5  # session with version, company, jobs, inbox, filters and colleagues


def _order(place: Office) -> list[str]:
    return re.findall(r'<li class="job tone-(\w+)" id="job-(\w+)"', place.ana().get("/").text)


def test_jobs_stand_in_the_order_their_promises_may_break(database_url: str) -> None:
    with office(database_url) as place:
        calm = place.job("+14045550131", customer_name="Calm Home")
        unsure = place.job("+14045550132", customer_name="Unsure Home", contractor_phone=LUIS)
        asked = place.job("+14045550133", customer_name="Asked Home")
        soon = place.job("+14045550134", customer_name="Soon Home")
        late = place.job("+14045550135", customer_name="Late Home")
        book(
            place.deps,
            unsure,
            window_from=NOON + timedelta(hours=20),
            window_to=NOON + timedelta(hours=22),
        )
        place.sql(
            "INSERT INTO tasks (kind, job_id, words, opened_at) SELECT 'read_text', id, 'hm?', :now"
            " FROM jobs WHERE code = :c", c=asked, now=NOON,
        )  # fmt: skip
        add_callback(place.deps, late, due=NOON + timedelta(minutes=10), owner_phone=ANA)
        add_callback(place.deps, soon, due=NOON + timedelta(minutes=50), owner_phone=ANA)
        place.clock.move(timedelta(minutes=30))
        assert _order(place) == [
            ("late", late), ("soon", soon), ("asked", asked), ("unsure", unsure), ("calm", calm),
        ]  # fmt: skip
        page = place.ana().get("/").text
        assert "20 min late" in page
        assert "in 20 min" in page
        assert "12:10 pm EST" in page


def test_danger_stands_above_everything_and_is_taken_by_one(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        for kind, words in (("read_text", "first"), ("safety", "gas smell in the basement")):
            place.sql(
                "INSERT INTO tasks (kind, job_id, phone, words, opened_at)"
                " SELECT :k, j.id, c.phone, :w, :now FROM jobs j JOIN contacts c ON c.id = j.contact_id"
                " WHERE code = :c", k=kind, w=words, c=code, now=NOON,
            )  # fmt: skip
        ana, bo = place.ana(), place.browser().sign_in("bo@example.com")
        page = ana.get("/").text
        assert page.index("gas smell") < page.index("first")
        task = place.sql("SELECT id FROM tasks WHERE kind = 'safety'")[0].id
        path = f"/tasks/{task}/settle"
        assert ana.post(path, page="/").status_code == 303
        bo.post(path, page="/")
        assert "Ana Ruiz has settled that already" in bo.get("/").text
        assert (
            place.sql("SELECT settled_by FROM tasks WHERE kind = 'safety'")[0].settled_by
            == "Ana Ruiz"
        )


def test_the_board_needs_as_many_statements_for_sixty_jobs_as_for_two(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        for n in range(2):
            place.job(f"+1404555{2000 + n}", customer_name=f"Home {n}")
        with place.statements() as few:
            ana.get("/")
        for n in range(2, 60):
            place.job(f"+1404555{2000 + n}", customer_name=f"Home {n}")
        with place.statements() as many:
            page = ana.get("/").text
        assert many.count == few.count <= STATEMENTS
        assert page.count('<li class="job ') == 50
        assert "Page 1 of 2" in page
        assert ana.get("/?page=2").text.count('<li class="job ') == 10
        assert ana.get("/?page=99999999999").status_code == 200


def test_a_job_is_found_by_name_phone_code_and_address(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        place.job("+14045550124", customer_name="Fox family", address="3 Ivy St, Atlanta")
        ana = place.ana()
        for search in ("dana", "555-0123", code.lower(), "14 oak"):
            page = ana.get(f"/?q={search}").text
            assert "Dana Reed" in page, search
            assert "Fox family" not in page, search
        nobody = ana.get("/?q=100%25_\\x").text
        assert "No open job matches" in nobody


def test_an_empty_board_offers_the_one_next_step(database_url: str) -> None:
    with office(database_url) as place:
        assert 'href="/jobs/new"' in place.ana().get("/").text


def test_the_version_changes_when_something_happens_and_only_then(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        code = place.job()
        seen = ana.get("/version").headers["ETag"]
        assert ana.get("/version", headers={"If-None-Match": seen}).status_code == 304
        ana.post(f"/jobs/{code}/note", page=f"/jobs/{code}", words="dog in the yard")
        assert ana.get("/version", headers={"If-None-Match": seen}).status_code == 200


def test_a_call_is_logged_from_the_board_with_a_next_word(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        add_callback(place.deps, code, due=NOON + timedelta(minutes=20), owner_phone=ANA)
        ana = place.ana()
        ana.post(f"/jobs/{code}/call", page="/", heard="spoke", next_in="60", back="/?")
        promises = place.sql(
            "SELECT state, due_at FROM promises WHERE kind = 'callback' ORDER BY id"
        )
        assert [p.state for p in promises] == ["kept", "open"]
        assert promises[1].due_at == NOON + timedelta(hours=1)


def test_the_next_word_named_on_a_call_is_a_promise_and_told_to_whom_nobody_reached(
    database_url: str,
) -> None:
    with office(database_url) as place:
        codes = [place.job(), place.job("+14045550124", address="3 Ivy St")]
        ana = place.ana()
        place.sql("UPDATE messages SET state = 'delivered', provider_sid = 'SM' || id")
        for code, heard in zip(codes, ("spoke", "no_answer"), strict=True):
            add_callback(place.deps, code, due=NOON + timedelta(minutes=40), owner_phone=ANA)
            place.sql("DELETE FROM messages WHERE moment = 'callback_set'")
            ana.post(f"/jobs/{code}/call", page="/", heard=heard, next_in="120", back="/")
        ends = place.sql("SELECT state FROM promises WHERE kind = 'callback' ORDER BY id")
        assert [p.state for p in ends] == ["kept", "open", "moved", "open"]
        told = place.sql("SELECT phone FROM messages WHERE moment = 'call_tried'")
        assert [row.phone for row in told] == ["+14045550124"]
        told = place.sql("SELECT 1 FROM messages WHERE moment LIKE 'callback%'")
        assert told == []
