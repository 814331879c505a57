"""Signing in, choosing a password, signing out, and everybody who should not get in."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from fixtures.figures import Figure, sizes
from web.office import PASSWORD, Office, office

from fieldcomm.services.people import add_user
from fieldcomm.services.sign_in import TooManyTries, WrongPassword, sign_in


def _link(place: Office, email: str = "eve@example.com") -> str:
    made = add_user(place.deps, email=email, role="dispatcher", name="Eve Hart")
    return str(made["link"]).removeprefix("http://localhost")


def test_a_one_time_link_shows_a_form_and_lets_in_once(database_url: str) -> None:
    with office(database_url) as place:
        link = _link(place)
        scanner = place.browser()
        assert scanner.get(link).status_code == 200
        assert scanner.get(link).status_code == 200  # mail scanners look, and use nothing up
        eve = place.browser()
        assert eve.post(link, password=PASSWORD).location == "/"
        assert "Eve Hart" in eve.get("/").text
        assert scanner.get(link).status_code == 404
        assert scanner.client.get("/").status_code == 302


def test_a_link_ends_after_three_days_and_when_a_newer_one_is_made(database_url: str) -> None:
    with office(database_url) as place:
        first = _link(place)
        second = _link(place)
        assert place.browser().get(first).status_code == 404
        place.clock.move(timedelta(days=3, seconds=1))
        assert place.browser().get(second).status_code == 404


@pytest.mark.parametrize(
    "weak",
    ["short", "password1234", "eve.hart.2026!", "kiwidrying123", "aaaaaaaaaaaa", "123456789012"],
)
def test_passwords_guessers_try_first_are_refused_with_a_reason(
    database_url: str, weak: str
) -> None:
    with office(database_url) as place:
        eve = place.browser()
        answer = eve.post(_link(place), password=weak)
        assert answer.status_code == 422
        assert 'class="problem"' in answer.text
        assert eve.get("/").status_code == 302


def test_signing_in_gives_a_new_session_and_ends_the_one_that_was_there(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.browser()
        ana.client.set_cookie("fieldcomm", "planted-by-somebody-else")
        ana.sign_in("ana@example.com")
        first = ana.client.get_cookie("fieldcomm")
        assert first is not None
        assert first.value != "planted-by-somebody-else"
        assert first.http_only
        assert first.same_site == "Lax"
        stored = place.sql("SELECT token_hash FROM web_sessions")
        assert all(first.value not in row.token_hash for row in stored)
        ana.client.delete_cookie("fieldcomm")
        ana.sign_in("ana@example.com")
        second = ana.client.get_cookie("fieldcomm")
        assert second is not None
        assert second.value != first.value


def test_signing_out_makes_the_cookie_worthless(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        cookie = ana.client.get_cookie("fieldcomm")
        assert cookie is not None
        ana.post("/sign-out", page="/")
        thief = place.browser()
        thief.client.set_cookie("fieldcomm", cookie.value)
        assert thief.get("/").location == "/sign-in"


def test_a_session_ends_after_12_idle_hours_and_after_7_days_anyhow(database_url: str) -> None:
    with office(database_url) as place:
        idle, busy = place.ana(), place.ana()
        place.clock.move(timedelta(hours=12, seconds=1))
        assert idle.get("/").status_code == 302
        busy = place.ana()
        for _ in range(15):
            place.clock.move(timedelta(hours=11))
            assert busy.get("/").status_code == 200
        place.clock.move(timedelta(hours=11))  # 7 days and some hours after signing in
        assert busy.get("/").status_code == 302


def test_moving_business_time_ends_no_session(database_url: str) -> None:
    with office(database_url) as place:
        ana = place.ana()
        place.sql("UPDATE company SET clock_offset_ms = 30 * 24 * 3600 * 1000.0")
        assert ana.get("/").status_code == 200


@sizes(1000, 10_000)
def test_guessing_gets_nowhere_and_the_real_person_gets_in_after_a_wait(
    database_url: str, size: int, figure: Figure
) -> None:
    """The right password among them too, at the end: by then no guess is looked at."""
    with office(database_url) as place:
        looked_at = 0
        for n in range(size):
            guess = PASSWORD if n >= size - 50 else f"guess {n} of many"
            try:
                sign_in(
                    place.deps,
                    email="ana@example.com",
                    password=guess,
                    address=f"203.0.113.{n % 250}",
                )
            except WrongPassword:
                looked_at += 1
            except TooManyTries:
                pass
            else:
                raise AssertionError(f"guess {n} was let in")
            place.clock.move(timedelta(seconds=0.5 * 1000 / size))
        assert looked_at < 15
        answer = place.browser().post("/sign-in", email="ana@example.com", password=PASSWORD)
        assert answer.status_code == 429
        assert "Try again in" in answer.text
        place.clock.move(timedelta(minutes=15))
        place.browser().sign_in("ana@example.com")
    figure("Desk", f"{size:,} password guesses at one account: {looked_at} looked at, 0 let in")


@sizes(60, 2000)
def test_a_guesser_who_claims_to_come_from_elsewhere_is_slowed_down_all_the_same(
    database_url: str, size: int, figure: Figure
) -> None:
    with office(database_url) as place:
        browser, codes = place.browser(), set()
        browser.client.environ_base["REMOTE_ADDR"] = "9.9.9.9"  # out in the world: no proxy of ours
        token = browser.token("/sign-in")
        for n in range(size):
            headers = {
                "X-Forwarded-For": f"198.51.100.{n % 250}",
                "X-Real-IP": f"198.51.100.{n % 250}",
                "Forwarded": f"for=198.51.100.{n % 250}",
            }
            form = {"csrf_token": token, "email": f"p{n}@example.com", "password": "x" * 12}
            answer = browser.client.post("/sign-in", data=form, headers=headers)
            codes.add((n >= 30, answer.status_code))
        assert codes == {(False, 401), (True, 429)}
    figure("Desk", f"{size:,} guesses with forged addresses: 30 looked at, 0 let in")


def test_unknown_people_are_answered_and_slowed_down_alike(database_url: str) -> None:
    with office(database_url) as place:
        known = [_status(place, "bo@example.com", n) for n in range(8)]
        unknown = [_status(place, "nobody@example.com", n + 100) for n in range(8)]
        assert [s for s, _ in known] == [s for s, _ in unknown] == [401] * 5 + [429] * 3
        assert known[0][1] == unknown[0][1]


def _status(place: Office, email: str, n: int) -> tuple[int, int]:
    browser = place.browser()
    browser.client.environ_base["REMOTE_ADDR"] = f"198.51.100.{n}"
    answer = browser.post("/sign-in", email=email, password="not the password")
    return answer.status_code, len(answer.text) - len(email)


@sizes(1000, 10_000)
def test_guesses_from_everywhere_at_everybody_are_looked_at_a_dozen_times_an_hour_each(
    database_url: str, monkeypatch: pytest.MonkeyPatch, size: int, figure: Figure
) -> None:
    """50 e-mails (Ana's and Bo's among them) from 20 addresses, a thousand an hour."""
    looked_at = 0

    def count(_known: str | None, _password: str) -> bool:
        nonlocal looked_at
        looked_at += 1
        return False

    # What a guess costs is measured elsewhere; here only how many are looked at.
    monkeypatch.setattr("fieldcomm.services.sign_in.matches", count)
    emails = ["ana@example.com", "bo@example.com", *(f"p{n}@example.com" for n in range(48))]
    with office(database_url) as place:
        for n in range(size):
            with suppress(WrongPassword, TooManyTries):
                email, address = emails[n % 50], f"203.0.113.{n * 7 % 20}"
                sign_in(place.deps, email=email, password=f"guess {n}", address=address)
            place.clock.move(timedelta(seconds=3.6))
        # Five free tries, then waits that double up to a quarter of an hour.
        assert looked_at <= 50 * 13 * size / 1000
    figure(
        "Desk",
        f"{size:,} guesses at 50 accounts from 20 addresses: {looked_at:,} looked at, 0 let in",
    )


def test_unknown_people_take_as_long_as_known_ones(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both are compared with a hash of the same cost."""
    verified: list[str] = []
    real = PasswordHasher.verify

    def watched(self: PasswordHasher, known: str, password: str) -> bool:
        verified.append(known.split("$")[3])
        return bool(real(self, known, password))

    monkeypatch.setattr(PasswordHasher, "verify", watched)
    with office(database_url) as place:
        for email in ("ana@example.com", "nobody@example.com"):
            with pytest.raises(WrongPassword):
                sign_in(place.deps, email=email, password="not the password", address="203.0.113.7")
    assert len(verified) == 2
    assert verified[0] == verified[1]


def test_one_address_trying_many_accounts_is_slowed_down(database_url: str) -> None:
    with office(database_url) as place:
        outcomes = []
        for n in range(40):
            try:
                sign_in(
                    place.deps, email=f"p{n}@example.com", password="x" * 12, address="203.0.113.7"
                )
            except (WrongPassword, TooManyTries) as error:
                outcomes.append(type(error))
        assert outcomes == [WrongPassword] * 30 + [TooManyTries] * 10


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example"]
)
def test_signing_in_never_leads_elsewhere(database_url: str, wanted: str) -> None:
    with office(database_url) as place:
        answer = place.browser().post(
            "/sign-in", email="ana@example.com", password=PASSWORD, next=wanted
        )
        assert answer.location == "/"


def test_the_page_asked_for_comes_after_signing_in(database_url: str) -> None:
    with office(database_url) as place:
        browser = place.browser()
        assert browser.get("/people/contractors").location == "/sign-in?next=/people/contractors"
        answer = browser.post(
            "/sign-in", email="ana@example.com", password=PASSWORD, next="/people/contractors"
        )
        assert answer.location == "/people/contractors"


def test_with_https_cookies_are_for_this_host_alone(database_url: str) -> None:
    with office(database_url, PUBLIC_URL="https://desk.example.com") as place:
        browser = place.browser()
        page = browser.client.get("/sign-in", base_url="https://desk.example.com")
        token = page.text.split('csrf_token" value="')[1].split('"')[0]
        answer = browser.client.post(
            "/sign-in",
            base_url="https://desk.example.com",
            headers={"Referer": "https://desk.example.com/sign-in"},
            data={"csrf_token": token, "email": "ana@example.com", "password": PASSWORD},
        )
        cookies = answer.headers.getlist("Set-Cookie")
        mine = next(c for c in cookies if c.startswith("__Host-fieldcomm="))
        assert "Secure" in mine
        assert "HttpOnly" in mine
        assert "Strict-Transport-Security" in answer.headers
