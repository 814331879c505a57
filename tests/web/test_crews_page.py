"""The day by crew, moving it, the rota and handing over, as pages."""

from __future__ import annotations

import re

import pytest
from web.office import ANA, DANA, FOX, LUIS, MIA, Office, office

from fieldcomm.services.promise_work import add_callback
from fieldcomm.services.visits import book


def _book(place: Office, phone: str = DANA, hour: int = 13, **given: object) -> tuple[str, int]:
    code = place.job(phone, **given)
    book(
        place.deps,
        code,
        window_from=f"2026-01-13T{hour}:00",
        window_to=f"2026-01-13T{hour + 2}:00",
        contractor_phone=LUIS,
        tell_now=True,
    )
    return code, int(place.sql("SELECT max(id) AS id FROM visits")[0].id)


def _luis(place: Office) -> int:
    return int(place.sql("SELECT id FROM contractors WHERE phone = :p", p=LUIS)[0].id)


def _fields(html: str) -> dict[str, str]:
    """What a browser would send of the form: values as they stand, radios as checked."""
    found = dict(re.findall(r'<input[^>]*name="([\w-]+)"[^>]*value="([^"]*)"', html))
    for name, value in re.findall(r'type="radio" name="([\w-]+)" value="(\w+)" ?checked', html):
        found[name] = value
    for name, body in re.findall(r'<select[^>]*name="([\w-]+)"[^>]*>(.*?)</select>', html, re.S):
        chosen = re.search(r'value="([^"]*)" selected', body)
        found[name] = chosen[1] if chosen else ""
    return found


def test_the_day_shows_every_crew_its_windows_and_who_said_yes(database_url: str) -> None:
    with office(database_url) as place:
        code, _ = _book(place)
        page = place.ana().get("/crews").text
        assert "1:00–3:00 pm EST" in page
        assert code in page
        assert "customer has not said C" in page
        assert "Mia Chen" in page
        assert "Nothing booked: room for a visit." in page
        other = place.ana().get("/crews?day=2026-01-14").text
        assert code not in other
        assert place.ana().get("/crews?day=whatever").status_code == 200
        assert "style=" not in page


def test_the_day_costs_the_same_statements_however_full_it_is(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        _book(place)
        with place.statements() as few:
            ana.get("/crews")
        for n in range(5):
            _book(place, f"+1404555014{n}", hour=12 + n)
        with place.statements() as many:
            ana.get("/crews")
        assert many.count == few.count


def test_a_sick_day_is_suggested_looked_at_and_moved_and_taken_back(database_url: str) -> None:
    with office(database_url) as place:
        _book(place)
        path, ana = f"/crews/{_luis(place)}/move", place.ana()
        form = ana.get(f"{path}?reason=sick").text
        assert "Mia Chen (0 that day)" in form
        fields = _fields(form)
        seen = ana.client.post(path, data=fields)
        assert seen.status_code == 200
        assert "a crew member is out sick. We still come today between 1 and 3 pm" in seen.text
        assert "1 household texted, once each" in seen.text
        assert "1 promise moved in time" in seen.text
        assert place.sql("SELECT 1 FROM messages WHERE moment = 'day_moved'") == []
        done = ana.client.post(path, data={**fields, "step": "go"})
        assert done.location == "/crews?day=2026-01-13"
        page = ana.get("/crews?day=2026-01-13").text
        assert "day is moved: 1 visit, 1 household texted, 2 crews told." in page.replace(
            "&#39;", "'"
        )
        assert "Undo" in page
        assert "off: out sick" in page
        again = ana.client.post(path, data={**fields, "step": "go"})
        assert again.status_code == 303
        assert len(place.sql("SELECT 1 FROM messages WHERE moment = 'day_moved'")) == 1
        deed = place.sql("SELECT max(id) AS id FROM deeds")[0].id
        ana.post(f"/deeds/{deed}/undo", page="/jobs/new")
        crew = place.sql(
            "SELECT c.phone FROM visits v JOIN contractors c ON c.id = v.contractor_id"
        )
        assert crew[0].phone == LUIS
        assert place.sql("SELECT 1 FROM days_off") == []


def test_what_does_not_work_comes_back_at_its_visit_with_everything_typed(
    database_url: str,
) -> None:
    with office(database_url) as place:
        _, visit = _book(place)
        path, ana = f"/crews/{_luis(place)}/move", place.ana()
        fields = _fields(ana.get(f"{path}?reason=other").text)
        fields |= {
            "words": "our pump is broken",
            f"way-{visit}": "rebook",
            f"from-{visit}": "2026-01-15T12:00",
            f"until-{visit}": "2026-01-15T11:00",
        }
        answer = ana.client.post(path, data=fields)
        assert answer.status_code == 422
        assert f'href="#visit-{visit}"' in answer.text
        assert "give a later end" in answer.text
        assert 'value="2026-01-15T11:00"' in answer.text
        assert 'value="our pump is broken"' in answer.text
        changed = ana.client.post(path, data={**fields, "step": "change"})
        assert 'value="2026-01-15T11:00"' in changed.text
        assert ana.client.post(path, data={**fields, "words": ""}).status_code == 422


def test_a_visit_booked_meanwhile_is_not_left_behind(database_url: str) -> None:
    with office(database_url) as place:
        _book(place)
        path, ana = f"/crews/{_luis(place)}/move", place.ana()
        fields = _fields(ana.get(path).text)
        _book(place, FOX, hour=16)
        answer = ana.client.post(path, data={**fields, "step": "go"})
        assert answer.status_code == 422
        assert "has changed since" in answer.text
        assert place.sql("SELECT 1 FROM days_off") == []


def test_the_sick_task_on_the_board_leads_to_the_crews_day(database_url: str) -> None:
    with office(database_url) as place:
        _book(place)
        place.sql(
            "INSERT INTO tasks (kind, phone, words, opened_at)"
            " VALUES ('sick', :p, 'Luis: all of it', now())",
            p=LUIS,
        )
        ana = place.ana()
        link = re.search(r'href="(/crews/out[^"]+)"', ana.get("/").text)
        assert link
        assert ana.get(link[1]).location == f"/crews/{_luis(place)}/move?reason=sick"
        assert ana.get("/crews/out/999999").location == "/crews"
        assert ana.get("/crews/9999/move").status_code == 404


def test_a_day_without_visits_says_so(database_url: str) -> None:
    with office(database_url) as place:
        page = place.ana().get(f"/crews/{_luis(place)}/move").text
        assert "there is nothing to move" in page


def test_dispatchers_see_the_rota_and_managers_change_it(database_url: str) -> None:
    with office(database_url) as place:
        ana_id = place.sql("SELECT id FROM users WHERE phone = :p", p=ANA)[0].id
        shift = {
            "user": ana_id,
            "kind": "on_call",
            "on": "2026-01-13",
            "start": "18:00",
            "end": "08:00",
        }
        ana, bo = place.ana(), place.browser().sign_in("bo@example.com")
        assert "Add to the rota" not in ana.get("/rota").text
        assert ana.post("/rota/shifts", page="/hand-over", **shift).status_code in (400, 403)
        assert bo.post("/rota/shifts", page="/rota", **shift).status_code == 303
        page = ana.get("/rota").text
        assert "on call 6 pm–Wed 8 am" in page
        assert "Nobody with a phone is on call" in page
        wrong = bo.post("/rota/shifts", page="/rota", **{**shift, "on": "never"})
        assert wrong.status_code == 422
        assert "at least one day" in wrong.text
        assert 'value="18:00"' in wrong.text
        assert bo.post("/rota/closed", page="/rota", closed="2026-01-15").status_code == 303
        assert "our day off" in ana.get("/rota").text
        off = {"contractor": _luis(place), "first": "2026-01-13", "last": "2026-01-14"}
        assert bo.post("/rota/days-off", page="/rota", **off).status_code == 303
        assert ana.get("/rota").text.count('class="entry day-off"') == 2


def test_what_somebody_owes_is_handed_over_on_one_page(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        assert (
            "You owe nobody" in ana.get("/hand-over").text or "Your" in ana.get("/hand-over").text
        )
        add_callback(place.deps, place.job(), due="2026-01-13T15:00", owner_phone=ANA)
        page = ana.get("/hand-over").text
        assert "Dana Reed" in page
        assert "Bo Lind, on call" in page
        promise = place.sql("SELECT id FROM promises WHERE kind = 'callback'")[0].id
        bo = place.sql("SELECT id FROM users WHERE name = 'Bo Lind'")[0].id
        wrong = ana.post("/hand-over", **{f"to-{promise}": "9999", "note": "fans"})
        assert wrong.status_code == 422
        assert ">fans</textarea>" in wrong.text
        assert ana.post("/hand-over", **{f"to-{promise}": bo, "note": "fans"}).status_code == 303
        assert place.sql("SELECT owner_user_id FROM promises WHERE id = :i", i=promise) == [(bo,)]


@pytest.mark.parametrize("path", ["/crews", "/rota", "/hand-over"])
def test_what_people_write_stays_words(database_url: str, path: str) -> None:
    with office(database_url) as place:
        bad = '"><script>alert(1)</script>'
        place.sql("UPDATE contractors SET name = :n WHERE phone = :p", n=bad, p=MIA)
        code, _ = _book(place, customer_name=bad, address=bad, summary=bad)
        add_callback(place.deps, code, due="2026-01-13T15:00", owner_phone=ANA, words=bad)
        ana = place.ana()
        assert "<script>alert" not in ana.get(path).text
        seen = ana.client.post(
            f"/crews/{_luis(place)}/move",
            data={
                **_fields(ana.get(f"/crews/{_luis(place)}/move?reason=other").text),
                "words": bad,
            },
        )
        assert seen.status_code in (200, 422)
        assert "<script>alert" not in seen.text
