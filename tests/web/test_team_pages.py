"""The team: added, changed, let go; never so that nobody can manage or be reached."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from web.office import ANA, BO, DANA, FOX, PASSWORD, Browser, Office, office

from fieldcomm.services.change_user import deactivate
from fieldcomm.services.promise_work import add_callback
from fieldcomm.services.unit import unit
from fieldcomm.store.locks import lock_phones


def _bo(place: Office) -> Browser:
    return place.browser().sign_in("bo@example.com")


def _id(place: Office, email: str) -> int:
    return int(place.sql("SELECT id FROM users WHERE email = :e", e=email)[0].id)


def _change(place: Office, browser: Browser, email: str, **form: str) -> int:
    row = place.sql("SELECT * FROM users WHERE email = :e", e=email)[0]
    usual = {"name": row.name, "phone": row.phone or "", "role": row.role}
    usual |= {"on_call": "1"} if row.on_call else {}
    sent = {key: value for key, value in (usual | form).items() if value != "off"}
    page = f"/team/{row.id}"
    return browser.post(page, **sent).status_code


def _add(browser: Browser, **form: str) -> str:
    usual = {"name": "Eve Hart", "email": "eve@example.com", "role": "manager", "phone": ""}
    answer = browser.post("/team", **(usual | form))
    found = re.search(r'value="http://localhost(/sign-in/[^"]+)"', answer.text)
    return found[1] if found else f"{answer.status_code}"


def test_somebody_added_gets_a_link_shown_once_and_gets_in(database_url: str) -> None:
    with office(database_url) as place:
        bo = _bo(place)
        link = _add(bo, phone="404 555 0103", on_call="1")
        assert link not in bo.get("/team").text
        eve = place.browser()
        eve.post(link, password=PASSWORD)
        page = eve.get("/team").text
        assert "404-555-0103" in page
        assert "Bo Lind added Eve Hart: manager" in page


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(database_url: str) -> None:
    with office(database_url) as place:
        bo = _bo(place)
        answer = bo.post(
            "/team", name="Eve Hart", email="eve@example.com", role="dispatcher", phone=ANA
        )
        assert answer.status_code == 422
        assert "already the phone of a user, Ana Ruiz" in answer.text
        assert 'value="Eve Hart"' in answer.text
        assert _add(bo, email="ana@example.com") == "422"
        assert _add(bo, role="owner") == "422"


def test_the_last_manager_who_can_sign_in_stays_one(database_url: str) -> None:
    with office(database_url) as place:
        bo = _bo(place)
        assert _change(place, bo, "bo@example.com", role="dispatcher") == 422
        page = f"/team/{_id(place, 'bo@example.com')}"
        assert bo.post(f"{page}/deactivate", page=page).status_code == 422
        link = _add(bo)
        assert _change(place, bo, "bo@example.com", role="dispatcher") == 422  # Eve never came yet
        place.browser().post(link, password=PASSWORD)
        assert _change(place, bo, "bo@example.com", role="dispatcher") == 303
        assert bo.get("/").status_code == 302  # signs in anew, with fewer rights
        assert place.browser().sign_in("bo@example.com").get("/team").status_code == 403


def test_somebody_with_a_phone_stays_on_call(database_url: str) -> None:
    with office(database_url) as place:
        bo = _bo(place)
        assert _change(place, bo, "ana@example.com", on_call="off") == 303
        assert _change(place, bo, "bo@example.com", on_call="off") == 422
        assert _change(place, bo, "bo@example.com", phone="") == 422
        assert _change(place, bo, "ana@example.com", on_call="1") == 303
        assert _change(place, bo, "bo@example.com", on_call="off") == 303
        assert "A danger alert reaches nobody" in bo.get("/team").text


def test_a_new_link_replaces_a_forgotten_password(database_url: str) -> None:
    with office(database_url) as place:
        bo, page = _bo(place), f"/team/{_id(place, 'ana@example.com')}"
        shown = bo.post(f"{page}/link", page=page).text
        link = re.search(r'value="http://localhost(/sign-in/[^"]+)"', shown)
        assert link
        ana = place.browser()
        ana.post(link[1], password="walnut ribbon comet field")
        assert ana.get("/").status_code == 200


def test_whoever_leaves_is_out_at_once_and_what_they_owe_goes_to_somebody(
    database_url: str,
) -> None:
    with office(database_url) as place:
        code = place.job()
        ana, bo = place.ana(), _bo(place)
        number, heir = _id(place, "ana@example.com"), _id(place, "bo@example.com")
        place.sql("UPDATE jobs SET owner_id = :id", id=number)
        place.sql("UPDATE promises SET owner_user_id = :id", id=number)
        page = f"/team/{number}"
        assert code in bo.get(page).text
        assert bo.post(f"{page}/deactivate", page=page).status_code == 422
        assert ana.get("/").status_code == 200
        assert bo.post(f"{page}/deactivate", page=page, heir=str(heir)).status_code == 303
        assert ana.get("/").status_code == 302
        refused = place.browser().post("/sign-in", email="ana@example.com", password=PASSWORD)
        assert refused.status_code == 401
        owners = place.sql("SELECT DISTINCT owner_user_id FROM promises WHERE state = 'open'")
        assert [row.owner_user_id for row in owners] == [heir]
        assert [row.owner_id for row in place.sql("SELECT owner_id FROM jobs")] == [heir]
        assert "Handed over" in bo.get(f"/jobs/{code}").text
        shown = bo.get("/team").text
        assert "Ana Ruiz" in shown
        assert ANA not in shown
        assert "Bo Lind deactivated Ana Ruiz" in shown
        back = bo.post(f"{page}/link", page=page).text
        link = re.search(r'value="http://localhost(/sign-in/[^"]+)"', back)
        assert link
        assert place.browser().post(link[1], password=PASSWORD).status_code == 303


def test_a_manager_ends_sessions_and_resets_a_second_factor_and_it_is_recorded(
    database_url: str,
) -> None:
    with office(database_url) as place:
        ana, bo = place.ana(), _bo(place)
        number = _id(place, "ana@example.com")
        page = f"/team/{number}"
        bo.post(f"{page}/sessions", page=page)
        assert ana.get("/").status_code == 302
        place.sql("UPDATE users SET totp_secret = 'JBSWY3DPEHPK3PXP', totp_since = created_at")
        place.sql("UPDATE users SET totp_since = NULL WHERE email = 'bo@example.com'")
        bo.post(f"{page}/second-factor", page=page)
        place.ana()
        shown = bo.get("/team").text
        assert "Bo Lind turned off the second factor of Ana Ruiz" in shown
        assert "Bo Lind ended the sessions of Ana Ruiz" in shown


def test_dispatchers_see_no_team_and_no_way_there(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        assert ana.get("/team").status_code == 403
        assert "/team" not in ana.get("/account").text
        assert "/team" in _bo(place).get("/account").text
        assert BO not in ana.get("/account").text


def test_whoever_takes_over_from_one_who_leaves_is_told_and_has_a_phone(database_url: str) -> None:
    with office(database_url) as place:
        code, other = place.job(), place.job(FOX, customer_name="Sam Fox")
        add_callback(place.deps, code, due="2026-01-13T15:00", owner_phone=ANA)
        number, heir = _id(place, "ana@example.com"), _id(place, "bo@example.com")
        place.sql("UPDATE jobs SET owner_id = :id", id=number)
        bo, page = _bo(place), f"/team/{number}"
        place.sql("UPDATE users SET phone = NULL WHERE id = :id", id=heir)
        _add(bo, phone="404 555 0103", on_call="1")
        refused = bo.post(f"{page}/deactivate", page=page, heir=str(heir))
        assert "Bo Lind has no phone on file" in refused.text
        eve = _id(place, "eve@example.com")
        assert bo.post(f"{page}/deactivate", page=page, heir=str(eve)).status_code == 303
        (told,) = place.sql("SELECT phone, body FROM messages WHERE moment = 'handed_over'")
        assert told.phone == "+14045550103"
        assert f"Ana hands over to you: 1 Dana Reed ({code}) by 3 pm" in told.body
        assert "The jobs behind them are yours too" in told.body
        for job in (code, other):
            assert "Ana Ruiz has left" in bo.get(f"/jobs/{job}").text
        assert "2 jobs to Eve Hart" in bo.get("/team").text


def test_what_somebody_owes_stands_still_while_they_leave(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        number, heir = _id(place, "ana@example.com"), _id(place, "bo@example.com")
        place.sql("UPDATE jobs SET owner_id = :id", id=number)
        with unit(place.deps) as work, ThreadPoolExecutor() as other:
            lock_phones(work.session, [DANA])
            leaving = other.submit(deactivate, place.deps, number, heir=heir, by="Bo")
            with pytest.raises(TimeoutError):
                leaving.result(timeout=0.5)
            work.session.commit()
            leaving.result(timeout=10)
        assert [row.owner_id for row in place.sql("SELECT owner_id FROM jobs")] == [heir]
