"""The first run page by page: who may, what it says when something is wrong, left and gone on with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from web.office import PASSWORD, Browser, Office, office

from fieldcomm.services.first_sign_in import sign_in_hint
from fieldcomm.services.unit import unit

ADA = {"name": "Ada Long", "email": "ada@example.com", "phone": "(404) 555-0131"}
GIVEN = {**ADA, "password": "otter lantern moss"}
COMPANY = {
    "name": "Kiwi Drying", "zone": "America/Chicago", "slot_1": "09:30", "slot_2": "16:30",
    "days": "Mon-Sat", "opens": "07:30", "closes": "18:00", "quiet_from": "20:00",
    "quiet_to": "08:00",
}  # fmt: skip


def _empty(place: Office) -> str:
    """Nobody has an account; returns the path of the printed link."""
    place.sql("TRUNCATE users CASCADE")
    hint = sign_in_hint(place.deps)
    found = re.search(r"http://localhost(/welcome/start/\S+)", hint)
    assert found, hint
    return found[1]


def _ada(place: Office) -> Browser:
    ada = place.browser()
    assert ada.post(_empty(place), **GIVEN).location == "/welcome/company"
    return ada


def test_nobody_takes_an_empty_fieldcomm_without_the_link(database_url: str) -> None:
    with office(database_url) as place:
        link = _empty(place)
        stranger = place.browser()
        token = stranger.token("/sign-in")
        for path in ("/welcome/start/x", "/welcome/start/" + "A" * 43):
            assert stranger.get(path).status_code == 404
            answer = stranger.client.post(path, data={"csrf_token": token, **GIVEN})
            assert answer.status_code == 404
        assert stranger.get("/welcome/company").status_code == 302
        assert place.sql("SELECT 1 FROM users") == []
        newer = re.search(r"(/welcome/start/\S+)", sign_in_hint(place.deps))
        assert newer
        assert stranger.get(link).status_code == 404  # the newest printed alone counts
        assert stranger.get(newer[1]).status_code == 200
        assert stranger.get(newer[1]).status_code == 200  # looking uses nothing up


def test_the_link_makes_one_manager_on_call_and_then_is_over(database_url: str) -> None:
    with office(database_url) as place:
        link = _empty(place)
        ada, late = place.browser(), place.browser()
        token = late.token(link)
        ada.post(link, **GIVEN)
        late_answer = late.client.post(link, data={"csrf_token": token, **GIVEN})
        assert late_answer.status_code == 404
        user = place.sql("SELECT * FROM users")
        assert [(u.role, u.on_call, u.phone) for u in user] == [("manager", True, "+14045550131")]
        assert sign_in_hint(place.deps).startswith("Sign in with your e-mail")


def test_every_problem_is_said_at_once_and_nothing_typed_is_lost(database_url: str) -> None:
    with office(database_url) as place:
        link = _empty(place)
        answer = place.browser().post(
            link, name="", email="ada", phone="12", password="adalongadalong"
        )
        assert answer.status_code == 422
        assert "4 things to put right" in answer.text
        assert 'value="12"' in answer.text
        assert "adalongadalong" not in answer.text


def test_company_is_kept_as_the_environment_would_have_it(database_url: str) -> None:
    with office(database_url, COMPANY_NAME="") as place:
        ada = _ada(place)
        wrong = ada.post("/welcome/company", **(COMPANY | {"opens": "19:00", "name": " "}))
        assert wrong.status_code == 422
        assert "ends before it starts" in wrong.text
        assert "The name is empty." in wrong.text
        ada.post("/welcome/company", **COMPANY)
        row = place.sql("SELECT * FROM company")[0]
        assert (row.timezone, row.working_hours) == ("America/Chicago", "Mon-Sat 07:30-18:00")
        assert row.check_in_times == ["09:30", "16:30"]
        assert row.first_run == {"company": "done"}


def test_it_can_be_left_and_gone_on_with_and_skipped(database_url: str) -> None:
    with office(database_url) as place:
        ada = _ada(place)
        ada.post("/welcome/company", **COMPANY)
        ada.post("/sign-out", page="/account")
        back = ada.post("/sign-in", email="ada@example.com", password=GIVEN["password"])
        assert back.location == "/welcome/"
        assert ada.get("/welcome/").location == "/welcome/check"  # Twilio is set here already
        ada.post("/welcome/skip", page="/welcome/check", step="check")
        assert ada.get("/welcome/").location == "/welcome/first-text"
        ada.post("/welcome/skip", page="/welcome/first-text", step="all")
        assert ada.get("/welcome/").location == "/"
        place_again = place.browser().post(
            "/sign-in", email="ada@example.com", password=GIVEN["password"]
        )
        assert place_again.location == "/"


def test_who_was_not_set_up_by_link_is_not_led(database_url: str) -> None:
    with office(database_url) as place:
        answer = place.browser().post("/sign-in", email="bo@example.com", password=PASSWORD)
        assert answer.location == "/"


def test_a_first_text_is_said_once_for_a_double_click(database_url: str) -> None:
    with office(database_url) as place:
        ada = _ada(place)
        for _ in range(2):
            ada.post("/welcome/first-text")
        texts = place.sql("SELECT phone, body, state FROM messages WHERE moment = 'first_text'")
        assert [(t.phone, t.state) for t in texts] == [("+14045550131", "queued")]
        assert "Ada, this is fieldcomm, and it works." in ada.get("/welcome/first-text").text


def test_a_contractor_is_added_on_the_way(database_url: str) -> None:
    with office(database_url) as place:
        ada = _ada(place)
        for phone, status in (("12", 422), ("+14045550119", 303)):
            answer = ada.post(
                "/welcome/contractor", page="/welcome/first-text", name="Nia Ode", phone=phone
            )
            assert answer.status_code == status


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"account": "AC12"}, "starts with AC and has 34 characters"),
        ({"token": ""}, "copy it from console.twilio.com"),
        ({"number": "555"}, "number"),
        ({"service": "XX"}, "starts with MG and has 34 characters"),
        ({}, "cannot be asked"),  # nobody listens where the provider should be
    ],
)
def test_what_twilio_would_not_take_is_said_and_not_kept(
    database_url: str, wrong: dict[str, str], said: str
) -> None:
    with office(database_url) as place:
        kept: list[Mapping[str, str]] = []

        def keep(values: Mapping[str, str]) -> bool:
            kept.append(values)
            return True

        place.app.extensions["fieldcomm"] = replace(place.deps, keep_provider=keep)
        ada = _ada(place)
        values = {
            "account": "AC" + "b" * 32,
            "token": "a secret token",
            "number": "+14045550100",
            "service": "",
        }
        answer = ada.post("/welcome/texts", **(values | wrong))
        assert answer.status_code == 422
        assert said in answer.text
        assert "a secret token" not in answer.text
        assert kept == []


def test_where_the_environment_names_twilio_the_page_says_so(database_url: str) -> None:
    with office(database_url) as place:
        ada = _ada(place)
        page = ada.get("/welcome/texts").text
        assert "through the environment" in page
        with unit(place.deps) as work:
            assert work.company.first_run == {}
