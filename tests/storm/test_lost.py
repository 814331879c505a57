"""The oracle of all storms: what is not in the provider's ledger needs a reason, and nothing is said twice."""

from __future__ import annotations

from collections import namedtuple
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from storm.records import ANA, DANA, at, record, said, sent

from fieldcomm.storm.household import Nature
from fieldcomm.storm.measures.lost import lost_or_twice
from fieldcomm.storm.options import Options
from fieldcomm.storm.record import Sent

NOON = at(12)
MORNING = Options(customers=2, days=1, hours=3.5)
Ours = namedtuple("Ours", "id phone moment state why created_at")
Task = namedtuple("Task", "message_id")


def told(id_: int, when: Any = NOON, body: str = "You're next.") -> Sent:
    return sent("answer_when", when, message_id=id_, body=body)


def asked(when: Any) -> Any:
    return said("when?", when, intent="ask_when")


def cases(nature: Nature = Nature.CALM, **left: Any) -> list[str]:
    return lost_or_twice(record(nature, **({"options": MORNING} | left))).cases


@pytest.mark.parametrize("state", ["queued", "accepted", "delivered", "unknown", "undelivered"])
def test_what_we_believe_of_a_text_that_the_provider_never_took_does_not_count(state: str) -> None:
    assert cases(ours=[Ours(1, DANA, "check_in", state, "whatever", NOON)])


@pytest.mark.parametrize(
    ("nature", "state", "why", "lost"),
    [
        (Nature.CALM, "expired", "too late to be true", False),
        (Nature.CALM, "expired", None, True),
        (Nature.CALM, "suppressed", "the visit has moved", False),
        (Nature.CALM, "suppressed", None, True),
        (Nature.LANDLINE, "failed", "21614", False),
        (Nature.CALM, "failed", "21614", True),
        (Nature.CALM, "held", None, True),  # it is noon
    ],
)
def test_a_text_that_never_left_needs_a_reason(
    nature: Nature, state: str, why: str | None, lost: bool
) -> None:
    assert bool(cases(nature, ours=[Ours(1, DANA, "check_in", state, why, NOON)])) is lost


def test_held_for_the_morning_is_not_lost() -> None:
    night = Options(customers=2, days=1, hours=13)
    assert cases(options=night, ours=[Ours(1, DANA, "check_in", "held", None, NOON)]) == []


def test_unconfirmed_is_lost_unless_it_stands_on_the_board() -> None:
    text = Ours(1, DANA, "check_in", "unconfirmed", "no answer", NOON)
    assert cases(ours=[text])
    assert cases(ours=[text], tasks=[Task(1)]) == []


def test_one_text_taken_twice_and_one_word_decided_twice_are_both_twice() -> None:
    later = NOON + timedelta(minutes=10)
    assert cases(sent=[told(1), told(1, later)])
    assert cases(sent=[told(1), told(2, later)], said=[asked(NOON)])
    assert cases(sent=[told(1), told(2, later)], said=[asked(NOON), asked(later)]) == []
    assert cases(sent=[told(1), told(2, later, "Tomorrow.")], said=[asked(NOON)]) == []


def test_the_office_hears_the_same_again_where_the_household_wrote_again() -> None:
    later = NOON + timedelta(minutes=5)
    one, two = (replace(told(n, when), phone=ANA) for n, when in ((1, NOON), (2, later)))
    assert cases(sent=[one, two], said=[asked(NOON)])
    assert cases(sent=[one, two], said=[asked(NOON), asked(later)]) == []
    another = replace(two, cause=("visit", 2))  # of another visit
    assert cases(sent=[replace(one, cause=("visit", 1)), another]) == []


def test_a_person_may_send_by_hand_again_what_perhaps_never_arrived() -> None:
    one, two = (replace(told(n), moment="manual") for n in (1, 2))
    assert cases(sent=[one, two]) == []
    assert cases(sent=[one, replace(two, message_id=1)])  # one decision, two texts


def test_a_text_nobody_read_counts() -> None:
    assert cases(said=[said("when?", NOON, intent=None)])
