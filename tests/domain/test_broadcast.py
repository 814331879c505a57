"""Telling many the same: whom, in which words, at what price, and when nothing of it may leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from fixtures.household import ATLANTA, DANA, HOUR, NOW, job, policy

from fieldcomm.domain.broadcast import Filter, FilterError, News, Whom, look_again_in, tell
from fieldcomm.domain.cost import cost_to_send
from fieldcomm.domain.leaving import Leaving, Verdict, may_leave


def test_a_filter_survives_being_stored() -> None:
    raw = {
        "whom": "booked",
        "waiting_on": "insurer",
        "place": " Decatur ",
        "contractor_id": "7",
        "language": "es",
        "urgency": "sewage",
        "visit_on": "2026-01-14",
    }
    chosen = Filter.parse(raw)
    assert chosen.visit_on == date(2026, 1, 14)
    assert chosen.place == "Decatur"
    assert Filter.parse(chosen.as_json()) == chosen
    assert Filter.parse({}) == Filter(Whom.WAITING)


@pytest.mark.parametrize(
    "raw",
    [
        {"whom": "everybody"},
        {"language": "fr"},
        {"contractor_id": "1 OR 1"},
        {"visit_on": "tomorrow"},
        {"urgency": "very"},
    ],
)
def test_what_a_filter_does_not_know_is_refused_and_not_left_out(raw: dict[str, str]) -> None:
    with pytest.raises(FilterError):
        Filter.parse(raw)


def test_a_spanish_phone_gets_spanish_words_and_english_where_there_are_none() -> None:
    news = News(1, "The roads are iced", "Hay hielo")
    assert news.words_for("es") == ("Hay hielo", "es")
    assert news.words_for("en") == ("The roads are iced", "en")
    assert replace(news, text_es=None).words_for("es") == ("The roads are iced", "en")


def test_one_text_has_one_key_a_broadcast_and_phone_and_no_number_in_it() -> None:
    first = tell(News(1, "Ice", None), job(), "en", NOW)
    assert first.once == tell(News(1, "Ice", None), job(), "en", NOW + HOUR).once
    assert first.once != tell(News(2, "Ice", None), job(), "en", NOW).once
    assert first.once is not None
    assert DANA[-7:] not in first.once
    assert first.broadcast == 1


def test_a_next_word_that_is_due_already_is_not_promised_again() -> None:
    news = News(1, "Ice", None, NOW + HOUR)
    assert news.params("Dana", "en", NOW)["next_by"] == NOW + HOUR
    assert news.params("Dana", "en", NOW + HOUR)["next_by"] is None


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        (None, Verdict.LEAVE),
        ("running", Verdict.LEAVE),
        ("finished", Verdict.LEAVE),
        ("paused", Verdict.WAIT),
        ("stopped", Verdict.SUPPRESS),
        ("draft", Verdict.SUPPRESS),
    ],
)
def test_the_last_look_asks_how_its_broadcast_stands(state: str | None, verdict: Verdict) -> None:
    text = Leaving("broadcast", "given", None, False, None, ATLANTA, False, None, state)
    assert may_leave(text, policy(), NOW)[0] is verdict


def test_who_opted_out_is_out_before_anything_else_is_asked() -> None:
    text = Leaving("broadcast", "stopped", None, False, None, ATLANTA, False, None, "paused")
    assert may_leave(text, policy(), NOW) == (Verdict.SUPPRESS, "opted out")


def test_the_next_texts_are_made_before_the_sender_has_run_dry() -> None:
    assert look_again_in(100, 0, 50.0) == timedelta(seconds=1)
    assert look_again_in(400, 0, 1.0) == timedelta(seconds=10)
    assert look_again_in(0, 3, 1.0) == timedelta(seconds=1)
    assert look_again_in(0, 0, 1.0) > timedelta(seconds=5)


def test_cost_is_segments_and_carrier_fees_to_the_cent_rounded_up() -> None:
    assert cost_to_send(0) == Decimal("0.00")
    assert cost_to_send(1) == Decimal("0.02")
    assert cost_to_send(4000) == Decimal("47.20")
