"""The oracle of all storms: what is not in the provider's ledger needs a reason, and nothing is said twice."""

from __future__ import annotations

from collections import namedtuple
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from fieldcomm.domain.policy import Policy
from fieldcomm.storm.household import Nature
from fieldcomm.storm.measures.lost import lost_or_twice
from fieldcomm.storm.options import FIRST_MORNING, Options
from fieldcomm.storm.record import Record, Said, Sent
from fieldcomm.storm.world import Truth

DANA, SAM = "+14045550120", "+14045550121"  # Sam has a landline
NOON = FIRST_MORNING + timedelta(hours=6)
Ours = namedtuple("Ours", "id phone moment state why created_at")
Task = namedtuple("Task", "message_id")


def sent(id_: int, at: datetime = NOON, body: str = "You're next.") -> Sent:
    return Sent(at, id_, DANA, "answer_when", body, 1, None, at, True, 1)


def said(at: datetime, intent: str | None = "ask_when") -> Said:
    return Said(at, DANA, "when?", intent, 1, at)


def cases(**left: Any) -> list[str]:
    people: Any = {
        DANA: SimpleNamespace(nature=Nature.CALM),
        SAM: SimpleNamespace(nature=Nature.LANDLINE),
    }
    empty: dict[str, Any] = {
        "options": Options(customers=2, days=1, hours=3.5), "policy": Policy(), "sent": [], "said": [],
        "ours": [], "promises": [], "jobs": [], "tasks": [], "truth": Truth(), "households": people,
        "crews": set(), "struck": {}, "refused": {},
    }  # fmt: skip
    return lost_or_twice(Record(**(empty | left))).cases


@pytest.mark.parametrize("state", ["queued", "accepted", "delivered", "unknown", "undelivered"])
def test_what_we_believe_of_a_text_that_the_provider_never_took_does_not_count(state: str) -> None:
    assert cases(ours=[Ours(1, DANA, "check_in", state, "whatever", NOON)])


@pytest.mark.parametrize(
    ("phone", "state", "why", "lost"),
    [
        (DANA, "expired", "too late to be true", False),
        (DANA, "expired", None, True),
        (DANA, "suppressed", "the visit has moved", False),
        (DANA, "suppressed", None, True),
        (SAM, "failed", "21614", False),
        (DANA, "failed", "21614", True),
        (DANA, "held", None, True),  # it is noon
    ],
)
def test_a_text_that_never_left_needs_a_reason(
    phone: str, state: str, why: str | None, lost: bool
) -> None:
    assert bool(cases(ours=[Ours(1, phone, "check_in", state, why, NOON)])) is lost


def test_held_for_the_morning_is_not_lost() -> None:
    night = Options(customers=2, days=1, hours=13)
    assert cases(options=night, ours=[Ours(1, DANA, "check_in", "held", None, NOON)]) == []


def test_unconfirmed_is_lost_unless_it_stands_on_the_board() -> None:
    text = Ours(1, DANA, "check_in", "unconfirmed", "no answer", NOON)
    assert cases(ours=[text])
    assert cases(ours=[text], tasks=[Task(1)]) == []


def test_one_text_taken_twice_and_one_word_decided_twice_are_both_twice() -> None:
    later = NOON + timedelta(minutes=10)
    assert cases(sent=[sent(1), sent(1, later)])
    assert cases(sent=[sent(1), sent(2, later)], said=[said(NOON)])
    assert cases(sent=[sent(1), sent(2, later)], said=[said(NOON), said(later)]) == []
    assert cases(sent=[sent(1), sent(2, later, "Tomorrow.")], said=[said(NOON)]) == []


def test_the_office_hears_the_same_again_where_the_household_wrote_again() -> None:
    later = NOON + timedelta(minutes=5)
    one, two = (replace(sent(n, at), phone=SAM) for n, at in ((1, NOON), (2, later)))
    assert cases(sent=[one, two], said=[said(NOON)])
    assert cases(sent=[one, two], said=[said(NOON), said(later)]) == []
    another = replace(two, cause=("visit", 2))  # of another visit
    assert cases(sent=[replace(one, cause=("visit", 1)), another]) == []


def test_a_text_nobody_read_counts() -> None:
    assert cases(said=[said(NOON, intent=None)])
