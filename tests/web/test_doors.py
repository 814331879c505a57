"""Every route says who may enter, forms carry their token, answers carry their headers."""

from __future__ import annotations

import re

import pytest
from web.office import DANA, office

from fieldcomm.web.auth import Who, declared

PUBLIC = {
    "static", "bootstrap.static", "health.alive", "health.ready", "metrics.scrape",
    "auth.ask", "auth.enter", "auth.link", "auth.choose", "auth.leave",
    "public.status",
    "demo.phones", "demo.changed", "demo.text", "demo.time", "demo.go_wrong",
    "public.sent_photo",
}  # fmt: skip


def test_every_route_declares_who_may_enter_and_only_these_are_public(database_url: str) -> None:
    with office(database_url) as place:
        said = {
            rule.endpoint: declared(place.app, rule.endpoint)
            for rule in place.app.url_map.iter_rules()
        }
        assert [endpoint for endpoint, who in said.items() if who is None] == []
        assert {endpoint for endpoint, who in said.items() if who is Who.ANYBODY} == PUBLIC


def test_a_route_without_a_declaration_lets_nobody_in(database_url: str) -> None:
    with office(database_url) as place:
        place.app.add_url_rule("/forgotten", "forgotten", lambda: "hello")
        assert place.ana().get("/forgotten").status_code == 403


def test_strangers_reach_no_page_of_the_desk(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        stranger = place.browser()
        token = stranger.token("/sign-in")
        for rule in place.app.url_map.iter_rules():
            if rule.endpoint in PUBLIC:
                continue
            path = re.sub(r"<(int:)?\w+>", "1", rule.rule.replace("<code>", code))
            if "GET" in rule.methods:
                assert stranger.get(path).location.startswith("/sign-in"), path
            else:
                answer = stranger.client.post(path, data={"csrf_token": token})
                assert answer.status_code == 401, path


def test_every_form_of_the_desk_needs_its_token(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        ana = place.ana()
        posts = [r for r in place.app.url_map.iter_rules() if "POST" in r.methods]
        assert len(posts) > 15
        for rule in posts:
            path = re.sub(r"<(int:)?\w+>", "1", rule.rule.replace("<code>", code))
            for form in ({}, {"csrf_token": "made up"}):
                answer = ana.client.post(
                    path, data={"body": "hi", "email": "ana@example.com", **form}
                )
                assert answer.status_code == 400, path
        assert place.sql("SELECT 1 FROM messages WHERE moment = 'manual'") == []


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
