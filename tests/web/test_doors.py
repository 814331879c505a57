"""Every route says who may enter, forms carry their token, answers carry their headers."""

from __future__ import annotations

import re

import pytest
from fixtures.figures import Figure
from flask import Flask
from web.office import DANA, Browser, Office, office
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from fieldcomm.services.sessions import open_session
from fieldcomm.services.unit import unit
from fieldcomm.web.auth import Who, declared

PUBLIC = {
    "static", "bootstrap.static", "health.alive", "health.ready", "metrics.scrape",
    "auth.ask", "auth.enter", "auth.link", "auth.choose", "auth.leave",
    "public.status",
    "auth.ask_code", "auth.enter_with_code",
    "first_run.start", "first_run.make_admin",
    "public.tracking", "public.tell",
    "demo.phones", "demo.changed", "demo.text", "demo.time", "demo.go_wrong", "demo.storm",
    "public.sent_photo", "public.who_comes",
}  # fmt: skip
# What only managers may enter. A slip in a declaration shows as a difference from this table, and
# so does a new place of managers that nobody has written here.
MANAGERS = {
    "desk.team", "desk.add_mate", "desk.sending_unasked", "desk.mate", "desk.change_mate", "desk.link_for_mate",
    "desk.end_sessions_of_mate", "desk.reset_second_factor", "desk.deactivate_mate",
    "desk.team_rules",
    "desk.settings", "desk.save_settings", "desk.outlook", "desk.put_setting_back",
    "desk.provider", "desk.check_twilio", "desk.test_text",
    "desk.wordings", "desk.wording", "desk.save_words", "desk.preview_words",
    "desk.reports", "desk.report_csv", "desk.broken_promises", "desk.answer_broken",
    "desk.erase", "desk.do_erase", "desk.export", "desk.retention", "desk.set_retention",
    "desk.close_on", "desk.open_on", "desk.copy_week", "desk.add_day_off", "desk.remove_day_off",
    "desk.add_shifts", "desk.remove_shift",
    "first_run.go_on", "first_run.company", "first_run.keep_company", "first_run.texts",
    "first_run.connect", "first_run.check", "first_run.run_check", "first_run.first",
    "first_run.text_me", "first_run.first_contractor", "first_run.skip",
}  # fmt: skip
# Whatever else such a place does, these must never be open to dispatchers (UX: settings, erase,
# reports, users).
MANAGERS_BY_ADDRESS = re.compile(
    r"^/(team|settings|reports|welcome/(?!start)|export)|/customers/.*/erase"
)


def test_every_route_declares_who_may_enter_and_only_these_are_public(database_url: str) -> None:
    with office(database_url) as place:
        said = {
            rule.endpoint: declared(place.app, rule.endpoint)
            for rule in place.app.url_map.iter_rules()
        }
        assert [endpoint for endpoint, who in said.items() if who is None] == []
        assert {endpoint for endpoint, who in said.items() if who is Who.ANYBODY} == PUBLIC
        assert {endpoint for endpoint, who in said.items() if who is Who.MANAGER} == MANAGERS


def test_what_is_for_managers_by_its_address_is_declared_so(database_url: str) -> None:
    with office(database_url) as place:
        for rule in place.app.url_map.iter_rules():
            if MANAGERS_BY_ADDRESS.search(rule.rule):
                assert declared(place.app, rule.endpoint) is Who.MANAGER, rule.rule


def test_every_role_gets_through_every_door_that_is_its_own_and_no_other(
    database_url: str, figure: Figure
) -> None:
    """Anonymous, dispatcher, manager × every route × every method it takes."""
    with office(database_url) as place:
        code = place.job()
        doors = [door for rule in place.app.url_map.iter_rules() for door in _doors(rule, code)]
        assert len(doors) > 60
        wrong, browsers = [], {role: _as(place, role) for role in ROLES}
        for endpoint, method, path in doors:
            for role, allowed in _may(place.app, endpoint).items():
                browser, token = browsers[role]
                answer = browser.client.open(path, method=method, data={"csrf_token": token})
                answer.close()
                if _let_in(answer) != allowed:
                    wrong.append((role, method, path, answer.status_code))
                if "Set-Cookie" in answer.headers:  # it may have ended the session
                    browsers[role] = _as(place, role)
        assert wrong == []
    figure("Desk", f"{len(doors)} doors × {len(ROLES)} roles: each through its own and no other")


ROLES = {"anonymous": None, "dispatcher": "ana@example.com", "manager": "bo@example.com"}
_VALUES = {"code": None, "filename": "app.css", "path": "app.css"}


def _doors(rule: Rule, code: str) -> list[tuple[str, str, str]]:
    """With a plausible value for every part of the address, so that a door cannot hide behind it."""

    def value(found: re.Match[str]) -> str:
        kind, name = found[1] or "", found[2]
        if name == "code":
            return code
        return "999999" if kind.startswith(("int", "float")) else _VALUES.get(name) or "x"

    path = re.sub(r"<(?:([^:<>]+):)?([^<>]+)>", value, rule.rule)
    methods = sorted((rule.methods or set()) - {"OPTIONS", "HEAD"})
    return [(rule.endpoint, method, path) for method in methods]


def _may(app: Flask, endpoint: str) -> dict[str, bool]:
    who = declared(app, endpoint)
    return {
        "anonymous": who is Who.ANYBODY,
        "dispatcher": who in (Who.ANYBODY, Who.DISPATCHER),
        "manager": who is not None,
    }


def _as(place: Office, role: str) -> tuple[Browser, str]:
    """A fresh browser that is signed in without the work of a password."""
    browser, email = place.browser(), ROLES[role]
    if email:
        browser.client.set_cookie("fieldcomm", _session(place, email))
    return browser, browser.token("/sign-in" if email is None else "/account")


def _session(place: Office, email: str) -> str:
    user_id = place.sql("SELECT id FROM users WHERE email = :e", e=email)[0].id
    with unit(place.deps) as work:
        return open_session(work, user_id)


def _let_in(answer: TestResponse) -> bool:
    """Neither turned away nor sent to sign in. What is behind the door may still be missing."""
    if answer.request.path.startswith("/sign-in"):
        return True  # where one is sent to; wrong passwords are answered there, by 401
    sent_away = answer.status_code == 302 and answer.location.partition("?")[0] == "/sign-in"
    return answer.status_code not in (401, 403) and not sent_away


def test_every_form_of_the_desk_needs_its_token(database_url: str, figure: Figure) -> None:
    with office(database_url) as place:
        code = place.job()
        ana = place.ana()
        posts = [r for r in place.app.url_map.iter_rules() if "POST" in r.methods]
        assert len(posts) > 15
        for _, method, path in (door for rule in posts for door in _doors(rule, code)):
            if method != "POST" or path.startswith("/t/"):
                continue  # tracking signs its forms itself: test_tracking_attacked.py
            for form in ({}, {"csrf_token": "made up"}):
                answer = ana.client.post(
                    path, data={"body": "hi", "email": "ana@example.com", **form}
                )
                assert answer.status_code == 400, path
        assert place.sql("SELECT 1 FROM messages WHERE moment = 'manual'") == []
    figure("Desk", f"{len(posts)} forms without a token or with a made-up one: 0 through")


def test_a_token_of_another_session_is_no_token(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        ana, bo = place.ana(), place.browser().sign_in("bo@example.com")
        token = bo.token("/jobs/new")
        answer = ana.client.post(f"/jobs/{code}/note", data={"csrf_token": token, "words": "x"})
        assert answer.status_code == 400


def test_answers_forbid_framing_sniffing_and_anything_from_elsewhere(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        ana = place.ana()
        for path in (
            "/",
            f"/jobs/{code}",
            "/jobs/new",
            "/people/contractors",
            "/sign-in/x",
            "/nothing",
            "/healthz",
        ):
            answer = ana.get(path)
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "same-origin"
            assert not re.search(r"<script(?![^>]*\bsrc=)|\bstyle=|\bon\w+=\"", answer.text), path
            assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", answer.text), path


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("get", "/nothing/here", 404),
        ("post", "/people/contractors/x", 404),
        ("post", "/healthz", 405),
    ],
)
def test_errors_are_calm_pages(database_url: str, method: str, path: str, code: int) -> None:
    with office(database_url) as place:
        answer = getattr(place.ana().client, method)(path, headers={"Accept": "text/html"})
        assert answer.status_code in (code, 400)
        assert "<h1>" in answer.text
        assert "Traceback" not in answer.text


def test_what_fails_inside_shows_nothing_of_the_inside(
    database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with office(database_url) as place:
        ana = place.ana()
        place.sql("ALTER TABLE contractors RENAME TO gone")
        answer = ana.get("/people/contractors", headers={"Accept": "text/html"})
        assert answer.status_code == 500
        assert "went wrong on our side" in answer.text
        assert "gone" not in answer.text
        assert "SELECT" not in answer.text + capsys.readouterr().err


def test_a_form_too_large_is_refused(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        ana = place.ana()
        answer = ana.client.post(f"/jobs/{code}/note", data={"words": "x" * 3_000_000})
        assert answer.status_code == 413
        assert "too large" in answer.text


def test_where_texts_are_real_there_are_no_demo_phones(database_url: str) -> None:
    with office(database_url, FIELDCOMM_CLOCK="real") as place:
        object.__setattr__(place.clock, "adjustable", False)
        assert place.ana().get("/demo").status_code == 404
        assert (
            place.browser().post("/demo/text", page="/sign-in", phone=DANA, body="hi").status_code
            == 404
        )
