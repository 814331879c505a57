"""My account: the password, the second factor and the sessions, and everybody who should not get at them."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
from web.office import PASSWORD, Browser, Office, office

from fieldcomm.services.people import add_user
from fieldcomm.services.sign_in_links import use_link
from fieldcomm.services.tries import FREE_TRIES

NEW = "walnut ribbon comet field"
STEP = timedelta(seconds=30)


def _totp(place: Office, email: str = "ana@example.com") -> pyotp.TOTP:
    found = place.sql("SELECT totp_secret FROM users WHERE email = :e", e=email)
    return pyotp.TOTP(found[0].totp_secret)


def _code(place: Office, email: str = "ana@example.com") -> str:
    return _totp(place, email).at(place.clock.machine())


def _set_up(place: Office, browser: Browser, email: str = "ana@example.com") -> list[str]:
    """Turns the second factor on; returns the recovery codes."""
    browser.post("/account/second-factor", page="/account")
    page = browser.post(
        "/account/second-factor/confirm",
        page="/account/second-factor",
        code=_code(place, email),
    ).text
    place.clock.move(STEP)  # that code is used up
    return re.findall(r"<li>([a-z2-9]{4}(?:-[a-z2-9]{4}){3})</li>", page)


def _half(place: Office) -> Browser:
    browser = place.browser()
    answer = browser.post("/sign-in", email="ana@example.com", password=PASSWORD)
    assert answer.location.startswith("/sign-in/code")
    return browser


def _give(browser: Browser, code: str) -> int:
    return browser.post("/sign-in/code", code=code).status_code


def test_a_new_password_needs_the_current_one_and_ends_every_other_session(
    database_url: str,
) -> None:
    with office(database_url) as place:
        ana, other = place.ana(), place.ana()
        wrong = ana.post("/account/password", page="/account", current="not it", new=NEW)
        assert wrong.status_code == 422
        assert "not your current password" in wrong.text
        weak = ana.post("/account/password", page="/account", current=PASSWORD, new="anaruiz12345")
        assert weak.status_code == 422
        assert other.get("/").status_code == 200
        before = ana.client.get_cookie("fieldcomm")
        ana.post("/account/password", page="/account", current=PASSWORD, new=NEW)
        after = ana.client.get_cookie("fieldcomm")
        assert before
        assert after
        assert before.value != after.value
        assert ana.get("/").status_code == 200
        assert other.get("/").status_code == 302
        place.browser().sign_in("ana@example.com", NEW)


def test_guessing_the_current_password_on_an_open_page_is_slowed_down(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        answers = [
            ana.post("/account/password", page="/account", current=f"guess {n}", new=NEW).text
            for n in range(FREE_TRIES["account"] + 2)
        ]
        assert "Too many tries" in answers[-1]
        assert "Too many tries" not in answers[0]


def test_a_second_factor_is_confirmed_by_a_code_and_then_asked_for(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        ana.post("/account/second-factor", page="/account")
        shown = ana.get("/account/second-factor")
        secret = _totp(place).secret
        assert secret in re.sub(r"\s", "", shown.text)
        assert 'src="data:image/svg+xml' in shown.text
        assert "no-store" in shown.headers["Cache-Control"]
        wrong = ana.post(
            "/account/second-factor/confirm", page="/account/second-factor", code="000000"
        )
        assert wrong.status_code == 422
        place.browser().sign_in("ana@example.com")  # not on before it is confirmed
        assert len(_set_up(place, ana)) == 10
        assert ana.get("/account/second-factor").status_code == 302  # never shown again
        browser = _half(place)
        assert browser.get("/").status_code == 302  # half-way in opens nothing
        assert _give(browser, _code(place)) == 303
        assert browser.get("/").status_code == 200


def test_a_code_lets_in_once(database_url: str) -> None:
    with office(database_url) as place:
        _set_up(place, place.ana())
        code = _code(place)
        assert _give(_half(place), code) == 303
        assert _give(_half(place), code) == 401


def test_a_recovery_code_lets_in_once(database_url: str) -> None:
    with office(database_url) as place:
        codes = _set_up(place, place.ana())
        assert _give(_half(place), codes[3].upper()) == 303
        assert _give(_half(place), codes[3]) == 401
        stored = [row.code_hash for row in place.sql("SELECT code_hash FROM recovery_codes")]
        assert len(stored) == 9
        assert not any(code.replace("-", "") in stored for code in codes)


def test_guesses_of_codes_are_slowed_down_whatever_address_they_come_from(
    database_url: str,
) -> None:
    with office(database_url) as place:
        _set_up(place, place.ana())
        looked_at = 0
        browser = _half(place)
        for n in range(100):
            if n == 3:
                browser = _half(place)  # knowing the password again begins no new count
            browser.client.environ_base["REMOTE_ADDR"] = f"198.51.100.{n % 250}"
            status = browser.client.post(
                "/sign-in/code",
                data={"code": f"{n:06}", "csrf_token": browser.token("/sign-in")},
            ).status_code
            looked_at += status == 401
            assert status in (401, 429)
        assert looked_at == FREE_TRIES["code"]


def test_half_way_in_ends_after_five_minutes(database_url: str) -> None:
    with office(database_url) as place:
        _set_up(place, place.ana())
        browser = _half(place)
        place.clock.move(timedelta(minutes=5, seconds=1))
        answer = browser.client.post(
            "/sign-in/code",
            data={"code": _code(place), "csrf_token": browser.token("/sign-in")},
        )
        assert answer.location == "/sign-in"
        assert browser.get("/").status_code == 302


def test_a_link_for_a_forgotten_password_does_not_go_around_the_second_factor(
    database_url: str,
) -> None:
    with office(database_url) as place:
        _set_up(place, place.ana())
        made = add_user(place.deps, email="ana@example.com", role="dispatcher")
        opened = use_link(place.deps, str(made["link"]).rsplit("/", 1)[1], NEW)
        assert opened.half
        browser = place.browser()
        browser.client.set_cookie("fieldcomm", opened.token)
        assert browser.get("/").status_code == 302


def test_turning_it_off_needs_the_password(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        _set_up(place, ana)
        ana.post("/account/second-factor/off", page="/account", current="not it")
        assert _half(place)
        ana.post("/account/second-factor/off", page="/account", current=PASSWORD)
        place.browser().sign_in("ana@example.com")
        assert place.sql("SELECT 1 FROM recovery_codes") == []


def test_sessions_are_listed_and_ended_one_by_one_or_all_others(database_url: str) -> None:
    with office(database_url) as place:
        phone, desk = place.browser(), place.browser()
        phone.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (iPhone) Safari/604.1"
        for browser in (phone, desk):
            browser.sign_in("ana@example.com")
        third = place.ana()
        assert "Safari on iPhone" in desk.get("/account").text
        number = place.sql(
            "SELECT id FROM web_sessions WHERE data ->> 'browser' = 'Safari on iPhone'"
        )[0].id
        bo = place.browser().sign_in("bo@example.com")
        bo.post(f"/account/sessions/{number}/end", page="/account")  # not his to end
        assert phone.get("/").status_code == 200
        desk.post(f"/account/sessions/{number}/end", page="/account")
        assert phone.get("/").status_code == 302
        desk.post("/account/sessions/end-others", page="/account")
        assert third.get("/").status_code == 302
        assert desk.get("/").status_code == 200
        assert bo.get("/").status_code == 200


def test_where_managers_need_a_second_factor_nothing_else_opens_before(database_url: str) -> None:
    with office(database_url) as place:
        bo, ana = place.browser().sign_in("bo@example.com"), place.ana()
        bo.post("/team/rules", page="/team", managers_need_totp="1")
        assert bo.get("/").location.startswith("/account")
        assert (
            bo.client.post("/team/rules", data={"csrf_token": bo.token("/account")}).status_code
            == 403
        )
        assert ana.get("/").status_code == 200
        _set_up(place, bo, "bo@example.com")
        assert bo.get("/team").status_code == 200
