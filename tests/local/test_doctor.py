"""`fieldcomm doctor` beside a running system: silent where all is well, and what to do where not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from journeys.town import ACCOUNT, BO, OURS, TOKEN, Town, town

from fieldcomm.local.doctor import Finding, examine
from fieldcomm.local.ports import free_port


@dataclass
class Practice:
    """A town and the environment its doctor is called with."""

    place: Town
    env: dict[str, str]

    def about(self, what: str, **changed: str | None) -> list[Finding]:
        env = {**self.env, **changed}
        found = examine({name: value for name, value in env.items() if value is not None})
        return [finding for finding in found if finding.about == what]

    def problem(self, what: str, **changed: str | None) -> str:
        """The one problem about it, as it is printed."""
        found = [finding for finding in self.about(what, **changed) if finding.is_problem]
        assert len(found) == 1, found
        return str(found[0])


@pytest.fixture
def practice(database_url: str, redis_url: str, tmp_path: Path) -> Iterator[Practice]:
    with town(database_url) as place:
        config = place.deps.config
        yield Practice(
            place,
            {
                "DATABASE_URL": database_url,
                "REDIS_URL": redis_url,
                "SECRET_KEY": "a secret key for tests",
                "PUBLIC_URL": config.public_url,
                "TWILIO_ACCOUNT_SID": ACCOUNT,
                "TWILIO_AUTH_TOKEN": TOKEN,
                "TWILIO_FROM_NUMBER": OURS,
                "TWILIO_API_URL": place.twilio.url,
                "FIELDCOMM_CLOCK": "adjustable",
                "FIELDCOMM_DATA": str(tmp_path),
            },
        )


def test_where_all_is_well_nothing_is_to_be_done(practice: Practice) -> None:
    found = examine(practice.env)
    assert [str(f) for f in found if f.is_problem] == []
    assert {f.about for f in found} >= {
        *("configuration", "database", "workers", "sending", "on call", "check-ins"),
        *("redis", "twilio", "number", "webhook", "secret key", "disk"),
    }


def test_looking_changes_nothing_that_anybody_sees(practice: Practice) -> None:
    examine(practice.env)
    practice.place.settle()
    assert practice.place.tasks() == []
    assert practice.place.sql("SELECT 1 FROM messages") == []


def test_a_wrong_auth_token_is_told_from_a_twilio_that_does_not_answer(practice: Practice) -> None:
    assert "does not take our credentials" in practice.problem("twilio", TWILIO_AUTH_TOKEN="wrong")
    nobody = f"http://127.0.0.1:{free_port()}"
    assert "cannot be asked" in practice.problem("twilio", TWILIO_API_URL=nobody)


def test_without_credentials_it_lists_what_to_set(practice: Practice) -> None:
    said = practice.problem("twilio", TWILIO_AUTH_TOKEN=None, TWILIO_FROM_NUMBER=None)
    assert "TWILIO_AUTH_TOKEN, TWILIO_FROM_NUMBER or TWILIO_MESSAGING_SERVICE_SID" in said


def test_a_number_of_somebody_else_and_one_that_leads_elsewhere(practice: Practice) -> None:
    said = practice.problem("number", TWILIO_FROM_NUMBER="+14045550199")
    assert "+14045550199 is not this account's" in said
    practice.place.twilio.phones.settings(sms_url="https://old.example.com/sms")
    said = practice.problem("number")
    assert "go to https://old.example.com/sms" in said
    assert f"{practice.env['PUBLIC_URL']}/twilio/sms" in said


def test_web_with_another_token_refuses_what_twilio_would_sign(practice: Practice) -> None:
    assert "a genuine signature is refused" in practice.problem(
        "webhook", TWILIO_AUTH_TOKEN="another"
    )


def test_nobody_at_the_public_address(practice: Practice) -> None:
    said = practice.problem("webhook", PUBLIC_URL=f"http://127.0.0.1:{free_port()}")
    assert "is not ours" in said


def test_redis_away_is_a_problem_that_loses_nothing(practice: Practice) -> None:
    said = practice.problem("redis", REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")
    assert "the clock does the work" in said
    assert "REDIS_URL is not set" in practice.problem("redis", REDIS_URL=None)


def test_dead_workers_show_by_what_waits(practice: Practice) -> None:
    practice.place.job()
    deps = practice.place.deps
    with deps.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO inbox (kind, sid, phone, params, received_at, arrived_at)"
            " VALUES ('text', 'SM1', '+14045550123', '{}', %s, %s)",
            2 * (deps.clock.machine() - timedelta(minutes=7),),
        )
    assert "texts to read for 7 min" in practice.problem("workers")


def test_sending_that_was_paused_says_why(practice: Practice) -> None:
    with practice.place.deps.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE senders SET paused = 'Twilio refuses our account'")
    assert "Twilio refuses our account" in practice.problem("sending")


def test_a_restore_that_is_not_settled_yet(practice: Practice) -> None:
    with practice.place.deps.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO inbox (kind, sid, phone, params, received_at, arrived_at) VALUES ('text',"
            " 'SM1', %s, '{}', now() - interval '1 hour', now() - interval '1 hour')",
            (BO,),
        )
    assert "unserved: texts to read for 60 min" in practice.problem("workers")
    with practice.place.deps.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO restores (restored_at, look_at) VALUES (now(), now())"
        )
    assert not any(found.is_problem for found in practice.about("workers"))
    assert "Twilio's list is not read in yet" in practice.problem("sending")


def test_nobody_to_alert_of_danger(practice: Practice) -> None:
    with practice.place.deps.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE users SET phone = NULL WHERE phone = %s", (BO,))
    assert "reaches nobody" in practice.problem("on call")


@pytest.mark.parametrize("times", ['["07:30", "16:30"]', '["09:30", "19:30"]'])
def test_a_check_in_in_quiet_hours(practice: Practice, times: str) -> None:
    with practice.place.deps.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE company SET check_in_times = %s::jsonb", (times,))
    assert "quiet hours 20:00-08:00" in practice.problem("check-ins")


def test_a_database_without_our_tables(practice: Practice, empty_database_url: str) -> None:
    said = practice.problem("database", DATABASE_URL=empty_database_url)
    assert "its schema is empty" in said
    assert "fieldcomm db upgrade" in said
