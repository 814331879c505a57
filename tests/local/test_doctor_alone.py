"""What the doctor says where nothing runs, and to a Twilio out in the world."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fieldcomm.config import load_config
from fieldcomm.local.doctor import examine
from fieldcomm.local.doctor.webhook import examine_webhook
from fieldcomm.local.ports import free_port
from fieldcomm.services.finding import problem, right

ENV = {"TWILIO_ACCOUNT_SID": "AC" + 32 * "a", "TWILIO_FROM_NUMBER": "+14045550100"}


def test_every_malformed_value_is_a_finding_of_its_own() -> None:
    found = examine({"PORT": "many", "CHECK_IN_TIMES": "noon", "SECRET_KEY": "short"})
    assert [finding.about for finding in found] == 3 * ["configuration"]
    assert all(finding.is_problem for finding in found)


def test_where_nothing_runs_it_says_how_to_start(tmp_path: Path) -> None:
    port = str(free_port())
    found = {f.about: f for f in examine({"FIELDCOMM_DATA": str(tmp_path), "PORT": port})}
    assert "fieldcomm up" in found["database"].do
    assert found["redis"].is_problem
    assert found["secret key"].is_problem
    assert not found["configuration"].is_problem


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:{port}", "Twilio cannot reach"),
        ("https://192.168.1.4:{port}", "Twilio cannot reach"),
        ("http://nobody.invalid", "is not encrypted"),
    ],
)
def test_the_real_twilio_needs_a_public_https_address(url: str, said: str) -> None:
    # Nobody is asked over the network: the address alone is wrong.
    config = load_config({**ENV, "PUBLIC_URL": url.format(port=free_port())})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("fieldcomm.local.doctor.webhook._ask", lambda *_: (200, b"ok\n"))
        found = examine_webhook(config)
    assert said in found[0].says


def test_a_database_that_is_not_there_does_not_print_its_password() -> None:
    url = f"postgresql://office:opensesame@127.0.0.1:{free_port()}/fieldcomm"
    said = " ".join(str(finding) for finding in examine({"DATABASE_URL": url}))
    assert "cannot be used (OperationalError)" in said
    assert "opensesame" not in said


def test_a_finding_prints_its_advice_and_is_json() -> None:
    bad = problem("twilio", "does not answer", "wait")
    assert str(bad) == "!!  twilio         does not answer: wait"
    assert str(right("redis", "answers")) == "ok  redis          answers"
    assert json.loads(json.dumps(bad.as_json())) == {
        "about": "twilio",
        "ok": False,
        "says": "does not answer",
        "do": "wait",
    }
