"""fieldcomm itself is late: the manager hears it before customers do, and hears when it is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from journeys.town import BO, DANA, Town, town

from fieldcomm.domain import behind
from fieldcomm.services.watch import Watch


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Machine time cannot be moved here: whatever is late is spoken of without waiting."""
    monkeypatch.setattr(behind, "LASTS", timedelta())
    monkeypatch.setattr(behind, "CALM", timedelta())


def test_nobody_decides_check_ins_and_the_manager_is_told_until_it_is_over(
    database_url: str,
) -> None:
    with town(database_url) as place:
        place.job()
        place.news()
        watch = Watch(place.deps)
        place.set_time("2026-01-13 16:50")  # and no worker has looked since 16:30
        watch.look()
        place.once("outbox")
        place.waits_for(BO, "behind")
        assert "check-ins are 20 min late" in place.last(BO)
        assert place.tasks() == ["behind"]
        assert place.moments(DANA) == ["job_opened"]
        place.settle()  # the workers are back
        assert place.moments(DANA) == ["job_opened", "check_in"]
        watch.look()
        place.settle()
        assert place.last(BO).startswith("All caught up")
        assert place.tasks() == []


def test_a_day_played_through_on_a_moved_clock_alerts_nobody(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with town(database_url) as place:
        place.job()
        watch, jumped = Watch(place.deps), Town._jump

        def jump(self: Town, by: timedelta) -> None:
            jumped(self, by)
            watch.look()  # in the midst of it, before any worker has looked

        monkeypatch.setattr(Town, "_jump", jump)
        place.advance(hours=24)
        assert place.moments(DANA).count("check_in") == 2
        assert "behind" not in place.moments(BO)
