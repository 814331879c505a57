"""What a household's first texts tell in a surge."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from fieldcomm.domain.intake.details import Details, details_in
from fieldcomm.domain.intake.urgency import most_pressing, urgency_in
from fieldcomm.domain.intake.wait import likely_days
from fieldcomm.domain.job import Urgency
from fieldcomm.domain.policy import Policy

U = Urgency


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the water is still coming up and we cant turn it off", U.RISING_WATER),
        ("our basement is flooding", U.RISING_WATER),
        ("2 inches of water in the den", U.RISING_WATER),
        ("el agua sigue subiendo", U.RISING_WATER),
        ("the toilets are backing up into the tub", U.SEWAGE),
        ("hay aguas negras en el baño", U.SEWAGE),
        ("we have a newborn here", U.INFANTS),
        ("my grandma is 87 and in a wheelchair", U.INFANTS),
        ("the furnace is out and it is freezing in here", U.NO_HEAT),
        ("we have no heat", U.NO_HEAT),
        ("no tenemos calefacción, sin calefaccion desde ayer", U.NO_HEAT),
        ("we have a baby and the water is pouring in", U.RISING_WATER),
        ("there's a stain on the ceiling", None),
        ("the leak stopped, the carpet is wet", None),
        ("need an estimate for drying the kitchen", None),
        ("hello?", None),
        ("", None),
    ],
)
def test_what_cannot_wait_is_told_from_what_can(text: str, kind: Urgency | None) -> None:
    assert urgency_in(text) == kind


def test_the_most_pressing_counts() -> None:
    assert most_pressing(None, U.NO_HEAT, U.SEWAGE) is U.SEWAGE
    assert most_pressing(None, None) is None


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("Dana Reed, 14 Oak St, Atlanta", "Dana Reed", "14 Oak St, Atlanta"),
        ("Dana Reed\n14 Oak St\nAtlanta GA 30303", "Dana Reed", "14 Oak St, Atlanta GA 30303"),
        ("my name is Dana Reed and I live at 14 Oak St", "Dana Reed", "14 Oak St"),
        ("this is Dana, address is 14 Oak St Apt 2B", "Dana", "14 Oak St Apt 2B"),
        ("me llamo Rosa Ortiz, vivo en 9 Birch Ln", "Rosa Ortiz", "9 Birch Ln"),
        ("soy Rosa Ortiz, 9 Birch Ln", "Rosa Ortiz", "9 Birch Ln"),
        ("14 Oak St Atlanta", None, "14 Oak St Atlanta"),
        ("1200-B N Main Street", None, "1200-B N Main Street"),
        ("Dana Reed", "Dana Reed", None),
        ("dana", "dana", None),
        ("14 Oak St. The water is pouring in", None, "14 Oak St"),
        ("14 Oak St and the basement is flooded", None, "14 Oak St"),
        ("water everywhere please help", None, None),
        ("2 inches of water in the basement", None, None),
        ("since 3 pm, for 2 days", None, None),
        ("help", None, None),
        ("", None, None),
        ("👍", None, None),
    ],
)
def test_who_it_is_and_where(text: str, name: str | None, address: str | None) -> None:
    assert details_in(text) == Details(name, address)


def test_the_wait_is_what_the_crews_can_do() -> None:
    atlanta = ZoneInfo("America/New_York")
    policy = Policy(zone=atlanta, surge=True, jobs_per_day=40)
    tuesday = datetime(2026, 1, 13, 15, tzinfo=UTC)

    def days(ahead: int) -> list[date]:
        found = likely_days(policy, tuesday, ahead)
        assert found
        return [at.astimezone(atlanta).date() for at in found]

    assert days(10) == [date(2026, 1, 14), date(2026, 1, 15)]
    assert days(140) == [date(2026, 1, 19), date(2026, 1, 20)]  # over the weekend
    assert likely_days(policy, tuesday, 40 * 31) is None
    assert likely_days(Policy(), tuesday, 10) is None
