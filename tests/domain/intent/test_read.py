from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldcomm.domain.intent import (
    Intent,
    Reading,
    Speaker,
    is_start_keyword,
    is_stop_keyword,
    read,
)

ATLANTA = ZoneInfo("America/New_York")
TUESDAY = datetime(2026, 1, 13, 9, 10, tzinfo=ATLANTA)

speakers = st.sampled_from(Speaker)
questions = st.sampled_from(
    [None, "visit", "late", "missed", "apology", "which_job", "visit_proposed", "day_list", "which_stop",
     "prompt", "prompt_manager", "safety_alert", "visit_booked", "no such moment"]
)  # fmt: skip
pieces = st.sampled_from(
    [
        "call",
        "me",
        "at",
        "3",
        "after",
        "5",
        "tomorrow",
        "thurs",
        "omw",
        "20",
        "late",
        "40",
        "stop",
        "texts",
        "done",
        "back",
        "mañana",
        "a",
        "las",
        "nadie",
        "vino",
        "?",
        "!",
        ".",
        "K7F",
        "here",
        "cancel",
        "1:40",
        "gas",
        "no",
        "yes",
        "99",
        "0",
        "13:75",
        "1/32",
        "in",
        "an",
        "hour",
        "and",
        "half",
        "past",
        "4pm",
    ]
)
wordy = st.lists(pieces, max_size=14).map(" ".join)
moments = st.integers(0, 3 * 366 * 24 * 60).map(
    lambda minute: (datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)).astimezone(
        ATLANTA
    )
)


def said(text: str, speaker: Speaker = Speaker.CUSTOMER, **more: object) -> Reading:
    return read(text, speaker=speaker, now=TUESDAY, zone=ATLANTA, **more)  # type: ignore[arg-type]


@given(st.text(st.characters(), max_size=400), speakers, questions)
def test_no_text_makes_it_raise(text: str, speaker: Speaker, asked: str | None) -> None:
    reading = said(text, speaker, asked=asked)
    assert isinstance(reading.intent, Intent)
    assert reading.as_json()["intent"] == reading.intent.value


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00", "\ud800\udfff", "شكرا", "👍" * 500, "a" * 10_000, "1" * 10_000, "?" * 3000],
)
def test_odd_texts_are_read_as_something(text: str) -> None:
    for speaker in Speaker:
        assert said(text, speaker).intent in Intent


@given(wordy, speakers, questions, moments)
def test_times_are_never_past_and_the_words_quoted_are_the_texts_own(
    text: str, speaker: Speaker, asked: str | None, now: datetime
) -> None:
    reading = read(text, speaker=speaker, now=now, zone=ATLANTA, asked=asked)
    for at in (reading.at, reading.eta):
        assert at is None or at >= now
        assert at is None or at.tzinfo is not None
    assert all(words in text for words in reading.because)


def test_a_text_of_ten_thousand_characters_is_read_in_a_moment() -> None:
    text = "has anyone even looked at this, call me at 3 or stop by tomorrow after 5 pls " * 130
    said(text)
    began = time.perf_counter()
    for _ in range(5):
        said(text)
    assert (time.perf_counter() - began) / 5 < 0.05


def test_the_same_text_always_reads_the_same() -> None:
    assert said("cant make it tmrw") == said("cant make it tmrw")


@pytest.mark.parametrize("asked", ["visit", "visit_booked", "visit_reminder"])
@pytest.mark.parametrize("text", ["Y", "C", "👍", "ok", "sí"])
def test_a_yes_confirms_what_was_asked(text: str, asked: str) -> None:
    assert said(text, asked=asked).intent is Intent.CONFIRM


@pytest.mark.parametrize("text", ["Y", "C", "👍", "ok", "thanks"])
def test_a_yes_to_nothing_confirms_nothing(text: str) -> None:
    assert said(text).intent in (Intent.THANKS, Intent.OTHER)


def test_a_bare_number_answers_only_a_list() -> None:
    assert said("2", asked="late").n == 2
    assert said("2").intent is Intent.OTHER
    assert said("2", choices=3).intent is Intent.CHOICE


def test_a_stop_of_the_list_is_told_from_minutes() -> None:
    assert said("N2", Speaker.CONTRACTOR, asked="day_list").stop_number == 2
    assert said("OMW 2", Speaker.CONTRACTOR, asked="day_list", choices=3).stop_number == 2
    twenty = said("OMW 2 20", Speaker.CONTRACTOR, asked="day_list", choices=3)
    assert (twenty.stop_number, twenty.eta) == (2, TUESDAY + timedelta(minutes=20))
    assert said("OMW 20", Speaker.CONTRACTOR, asked="day_list", choices=3).stop_number is None


def test_codes_are_taken_from_any_case_and_words_are_not() -> None:
    assert said("done k7f", Speaker.CONTRACTOR).job == "K7F"
    assert said("thx b4u go l8r").job is None
    assert said("at apt B2C now").job is None
    assert said("on k7g", known_codes=lambda code: code == "K7F").job is None
    assert said("on b2b", known_codes=lambda code: code == "B2B").job == "B2B"


@pytest.mark.parametrize("asked", [None, "visit", "apology"])
def test_danger_comes_before_any_other_reading(asked: str | None) -> None:
    reading = said("STOP. yes. i smell gas call me at 3", asked=asked)
    assert (reading.intent, reading.hazard) == (Intent.EMERGENCY, "gas")


@pytest.mark.parametrize(
    "text",
    ["my gas bill came", "stopping for gas", "smoke detector chirping again", "light the fireplace",
     "you should be fired", "I fell asleep", "cut the drywall out", "is there smoke damage coverage"],
)  # fmt: skip
def test_words_of_danger_in_harmless_company_are_not_danger(text: str) -> None:
    for speaker in Speaker:
        assert said(text, speaker).intent is not Intent.EMERGENCY


def test_only_the_carriers_own_words_are_its_keywords() -> None:
    assert all(is_stop_keyword(w) for w in ("STOP", " stop ", "Cancel", "OPTOUT", "revoke"))
    assert not any(is_stop_keyword(w) for w in ("STOP PLEASE", "stop by at 3", "alto"))
    assert all(is_start_keyword(w) for w in ("START", "yes", "Unstop"))
    assert not is_start_keyword("yes please")


def test_params_of_the_intent_are_always_in_its_json() -> None:
    assert said("call me").as_json() == {
        "intent": "call_me",
        "at": None,
        "job": None,
        "because": ["call me"],
    }
    late = said("LATE 40 K7F", Speaker.CONTRACTOR).as_json()
    assert (late["minutes"], late["eta"], late["job"]) == (40, None, "K7F")


def test_what_a_contractor_writes_is_kept_as_note_or_update() -> None:
    assert said("DONE 6 fans left on", Speaker.CONTRACTOR).note == "6 fans left on"
    assert said("done", Speaker.CONTRACTOR).note is None
    assert said("NOTE gate code 4411", Speaker.CONTRACTOR).text == "gate code 4411"
    assert said("Update: 2 more days of drying", Speaker.CONTRACTOR).text == "2 more days of drying"


@pytest.mark.parametrize(
    "text",
    ["stop texting and call me", "please stop texting me, call if you must", "quit texting me and send someone",
     "stop texting me, it wakes the baby", "please remove us", "yall spammin me stop", "do not send me any more of these"],
)  # fmt: skip
def test_a_clear_request_to_stop_texts_opts_out_whatever_else_it_says(text: str) -> None:
    assert said(text).intent is Intent.STOP


@pytest.mark.parametrize(
    "text",
    ["quit texting me twice a day, once is plenty", "dont stop texting me", "how do i unsubscribe from your emails",
     "stop by at 3", "stop the machine", "i texted stop by mistake, start again please", "stop the work until tuesday",
     "can he stop at the office first", "when will the dripping stop"],
)  # fmt: skip
def test_stopping_something_else_or_less_often_is_no_opt_out(text: str) -> None:
    assert said(text).intent is not Intent.STOP


@pytest.mark.parametrize(
    ("text", "hour"), [("busy. 4:15", 16), ("on it in 10", 9), ("5", 17), ("ok, 3pm", 15)]
)
def test_a_time_given_to_a_prompt_promises_the_call(text: str, hour: int) -> None:
    reading = said(text, Speaker.CONTRACTOR, asked="prompt")
    assert reading.intent is Intent.CALL_BACK
    assert reading.at is not None
    assert reading.at.hour == hour


@pytest.mark.parametrize("text", ["call me after lunch", "llámeme después de comer", "call me"])
def test_no_time_is_read_where_none_was_said(text: str) -> None:
    reading = said(text)
    assert (reading.intent, reading.at) == (Intent.CALL_ME, None)


def test_of_two_times_a_late_contractor_means_the_new_one() -> None:
    for text in ("wont make 1, more like 2:15", "was supposed to be there at 1, figure two fifteen",
                 "cant get there by 1, 215 now", "late to the one o'clock, be there 2:15"):  # fmt: skip
        reading = said(text, Speaker.CONTRACTOR)
        assert (reading.intent, reading.minutes) == (Intent.LATE, None), text
        assert reading.eta == TUESDAY.replace(hour=14, minute=15), text


@pytest.mark.parametrize(
    "asking",
    [
        "can I turn the fans off at night?",
        "is it ok to use the bathroom upstairs",
        "could we stay upstairs tonight",
    ],
)
def test_what_is_built_as_a_question_confirms_no_visit(asking: str) -> None:
    for asked in ("visit_booked", "visit_reminder"):
        assert said(asking, Speaker.CUSTOMER, asked=asked).intent is Intent.OTHER
    assert said("can do", Speaker.CUSTOMER, asked="visit_booked").intent is Intent.CONFIRM
