"""The desk tells many at once: written, looked at, counted by hand, watched, stopped."""

from __future__ import annotations

import re
from datetime import timedelta

from web.office import DANA, FOX, Browser, Office, office

from fieldcomm.services.run_broadcasts import run_broadcasts

WORDS = "The roads are iced and our crews start at noon."


def drafted(browser: Browser, **form: str) -> str:
    answer = browser.post("/broadcasts/new", words=WORDS, whom="waiting", **form)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def two_waiting(place: Office) -> Browser:
    place.job(DANA)
    place.job(FOX, customer_name="Sam Fox")
    return place.ana()


def test_from_the_words_to_the_last_count(database_url: str) -> None:
    with office(database_url) as place:
        ana = two_waiting(place)
        assert "Write the first broadcast" in ana.get("/broadcasts").text
        path = drafted(ana)
        check = ana.get(path).text
        assert "Dana, Kiwi Drying here: The roads are iced" in check
        assert "2 phones" in check
        assert "Type 2 to confirm" in check
        wrong = ana.post(f"{path}/confirm", page=path, count="3")
        assert wrong.status_code == 422
        assert "Type 2 to confirm." in wrong.text
        assert 'value="3"' in wrong.text
        assert ana.post(f"{path}/confirm", page=path, count="2").status_code == 303
        assert "Undo" in ana.get(path).text
        place.clock.move(timedelta(seconds=12))
        run_broadcasts(place.deps)
        ana.post(f"{path}/pause", page=path)
        page = ana.get(path).text
        assert "Paused" in page
        assert '<progress id="progress" max="2" value="0">' in page
        ana.post(f"{path}/resume", page=path)
        place.sql("UPDATE messages SET state = 'delivered', provider_sid = 'SM1' WHERE id ="
                  " (SELECT min(id) FROM messages WHERE broadcast_id IS NOT NULL)")  # fmt: skip
        ana.post(f"{path}/stop", page=path)
        assert "1 sent, 1 stopped" in ana.get(path).text
        assert "1 stopped" in ana.get("/broadcasts").text


def test_undo_brings_the_draft_back(database_url: str) -> None:
    with office(database_url) as place:
        ana = two_waiting(place)
        path = drafted(ana)
        ana.post(f"{path}/confirm", page=path, count="2")
        deed = place.sql("SELECT max(id) AS id FROM deeds")[0].id
        ana.post(f"/deeds/{deed}/undo", page=path)
        assert "Check before sending" in ana.get(path).text
        place.clock.move(timedelta(minutes=1))
        run_broadcasts(place.deps)
        assert place.sql("SELECT 1 FROM messages WHERE moment = 'broadcast'") == []


def test_a_double_click_tells_nobody_twice(database_url: str) -> None:
    with office(database_url) as place:
        ana = two_waiting(place)
        path = drafted(ana)
        html = ana.get(path).text
        form = {
            name: re.findall(rf'name="{name}" value="([^"]+)"', html)[1]
            for name in ("csrf_token", "deed")
        }
        for _ in range(2):
            answer = ana.client.post(f"{path}/confirm", data={**form, "count": "2"})
            assert answer.status_code == 303
        place.clock.move(timedelta(seconds=12))
        run_broadcasts(place.deps)
        assert len(place.sql("SELECT 1 FROM messages WHERE moment = 'broadcast'")) == 2


def test_words_that_hurt_are_shown_first_and_kept_only_on_record(database_url: str) -> None:
    with office(database_url) as place:
        ana = two_waiting(place)
        form = {"words": "Only a few customers are affected.", "whom": "open"}
        asked = ana.post("/broadcasts/new", **form)
        assert asked.status_code == 422
        assert "their trouble is small" in asked.text
        assert "Only a few customers are affected." in asked.text
        assert '<option value="open" selected>' in asked.text
        assert place.sql("SELECT 1 FROM broadcasts") == []
        path = str(ana.post("/broadcasts/new", **form, anyway="1").location)
        assert "kept these words against the tone check" in ana.get(path).text
        assert place.sql("SELECT overrode FROM broadcasts")[0].overrode


def test_nothing_typed_is_lost_and_a_draft_is_gone_on_with(database_url: str) -> None:
    with office(database_url) as place:
        ana = two_waiting(place)
        long = ana.post("/broadcasts/new", words="x" * 300, place="Decatur", visit_on="2026-01-14")
        assert long.status_code == 422
        assert "x" * 300 in long.text
        assert 'value="Decatur"' in long.text
        path = drafted(ana, place="Atlanta", words_es="Hay hielo.")
        id_ = path.rsplit("/", 1)[1]
        form = ana.get(f"/broadcasts/new?draft={id_}").text
        assert WORDS in form
        assert "Hay hielo." in form
        assert 'value="Atlanta"' in form
        again = ana.post("/broadcasts/new", draft=id_, words="Better words.", whom="open")
        assert again.location == path
        ana.post(f"{path}/discard", page=path)
        assert ana.get(path).status_code == 404


def test_what_does_not_exist_or_came_too_late_is_said_calmly(database_url: str) -> None:
    with office(database_url) as place:
        ana = two_waiting(place)
        path = drafted(ana)
        assert ana.get("/broadcasts/999").status_code == 404
        for word in ("pause", "resume", "stop"):
            answer = ana.post(f"{path}/{word}", page=path)
            assert answer.status_code == 303
            assert "Too late" in ana.get(path).text
        assert ana.post("/broadcasts/999/confirm", page=path, count="2").status_code == 303


def test_payloads_in_words_come_out_inert(database_url: str) -> None:
    with office(database_url) as place:
        place.job(DANA, customer_name='<b onclick="x">Dana</b>')
        ana = place.ana()
        words = '<script>alert(1)</script> {{ company }} {% for %} =cmd|"/c"'
        path = str(ana.post("/broadcasts/new", words=words, words_es="<i>", anyway="1").location)
        for page in (path, "/broadcasts", f"/broadcasts/new?draft={path.rsplit('/', 1)[1]}"):
            html = ana.get(page).text
            assert "<script>alert" not in html
            assert "<b onclick" not in html
            assert "&lt;script&gt;" in html
            assert "{{ company }}" in html
