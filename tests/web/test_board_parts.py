"""What open boards ask for by themselves: live parts only, read once for all, new after each change."""

from __future__ import annotations

from datetime import timedelta

from web.office import ANA, NOON, office

from fieldcomm.services.promise_work import add_callback
from fieldcomm.services.triage import set_urgency

PARTS = {"X-Asks": "parts"}
VERSION = {"X-Asks": "version"}


def test_parts_have_the_rows_and_neither_frame_nor_keys_nor_messages(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        add_callback(place.deps, code, due=NOON + timedelta(minutes=10), owner_phone=ANA)
        ana = place.ana()
        ana.post(f"/jobs/{code}/note", page=f"/jobs/{code}", words="dog", back="/")
        parts, page = (ana.client.get("/", headers=asks).text for asks in (PARTS, {}))
        for words in ('<nav aria-label="Main"', 'id="filters"', "app.css", 'class="flash'):
            assert (words in parts, words in page) == (False, True), words
        for words in (f'id="job-{code}"', 'id="tally"', 'name="deed"', "<title>"):
            assert words in parts
        assert 'name="deed" value' not in parts
        assert 'name="csrf_token" value' not in parts


def test_boards_that_ask_after_the_same_change_share_one_reading(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        ana, bo = place.ana(), place.browser().sign_in("bo@example.com")
        with place.statements() as first:
            ana.get("/", headers=PARTS)
        with place.statements() as second:
            same = bo.get("/", headers=PARTS).text
        assert (first.count, second.count) == (5, 1)
        assert f'id="job-{code}"' in same
        with place.statements() as other:
            bo.get("/?owner=me", headers=PARTS)
        assert other.count == 5
        set_urgency(place.deps, code, "sewage", by="Bo Lind")
        assert "Sewage" in bo.get("/", headers=PARTS).text


def test_what_one_has_opened_for_themselves_is_not_shown_to_others(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        ana, bo = place.ana(), place.browser().sign_in("bo@example.com")
        assert f'id="more-{code}"' in ana.get(f"/?more={code}").text
        ana.get(f"/?more={code}", headers=PARTS)
        assert f'id="more-{code}"' not in bo.get("/", headers=PARTS).text


def test_who_has_claimed_what_is_said_to_each_in_their_own_words(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        place.sql(
            "INSERT INTO tasks (kind, words, opened_at) VALUES ('read_text', 'hm?', :now)", now=NOON
        )
        ana, bo = place.ana(), place.browser().sign_in("bo@example.com")
        ana.post("/inbox/task-1/claim", page="/")
        assert "You have it" in ana.get("/", headers=PARTS).text
        assert "Ana Ruiz has it" in bo.get("/", headers=PARTS).text


def test_asking_for_news_is_one_statement_and_tells_whoever_was_signed_out(
    database_url: str,
) -> None:
    with office(database_url) as place:
        ana = place.ana()
        asks = {**VERSION, "If-None-Match": ana.get("/version", headers=VERSION).headers["ETag"]}
        with place.statements() as said:
            assert ana.get("/version", headers=asks).status_code == 304
        assert said.count == 1
        place.sql("DELETE FROM web_sessions")
        assert ana.client.get("/version", headers=asks).status_code == 401
