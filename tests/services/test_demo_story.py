"""The demo's story is told once, by the real services, into an empty database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from journeys.town import Town, _twilio_settings, _web

from fieldcomm.domain.policy import Policy
from fieldcomm.local.twilio import LocalTwilio
from fieldcomm.services.demo_story import DANA, a_working_moment, seed
from fieldcomm.services.set_up import set_up


def test_the_story_is_told_once_and_people_text(database_url: str) -> None:
    with LocalTwilio(_twilio_settings()) as twilio, _web(database_url, twilio) as (deps, env):
        set_up(deps)
        seed(deps)
        place = Town(deps, twilio, env)
        place.settle()
        jobs = place.sql("SELECT code FROM jobs")
        assert len(jobs) == 7
        assert "visit_confirmed" in place.moments(DANA)
        seed(deps)
        assert len(place.sql("SELECT code FROM jobs")) == 7


@pytest.mark.parametrize(
    ("now", "begins"),
    [
        ("2026-01-13T15:30", "2026-01-13T15:30"),  # Tuesday 10:30 in Atlanta: now is fine
        ("2026-01-13T07:00", "2026-01-13T15:00"),  # 2 am: at 10 the same day
        ("2026-01-17T01:00", "2026-01-19T15:00"),  # Friday evening: on Monday
    ],
)
def test_the_story_begins_when_an_office_is_awake(now: str, begins: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    expected = datetime.fromisoformat(begins).replace(tzinfo=UTC)
    assert a_working_moment(Policy(), at) == expected
