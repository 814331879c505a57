"""The renderer itself: what it takes, what it refuses, what it makes of people's words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fieldcomm.messaging.render import Rendered, Renderer, RenderError

TEMPLATES = Path(__file__).parents[2] / "templates" / "sms"
NOW = datetime(2025, 1, 13, 15, tzinfo=UTC)
DUE = NOW + timedelta(hours=5)
ACK: dict[str, object] = {"name": "Dana Reed", "owner": "Ana Torres", "due": DUE}


def render(
    moment: str, params: dict[str, object], *, language: str = "en", wording: int = 0
) -> Rendered:
    return Renderer(TEMPLATES).render(
        moment,
        params,
        language=language,
        zone="America/New_York",
        now=NOW,
        company="Kiwi Drying",
        our_phone="+14045550100",
        wording=wording,
    )


def test_people_are_called_by_their_first_names() -> None:
    assert (
        render("reply_ack", ACK).body
        == "Thank you, Dana. We have your text, and Ana will answer by 3 pm."
    )


def test_nobody_known_by_name_is_still_greeted() -> None:
    body = render("reply_ack", ACK | {"name": "", "owner": None}).body
    assert body == "Thank you. We have your text, and one of us will answer by 3 pm."


def test_a_sentence_starts_large_without_a_name() -> None:
    body = render("reply_ack", ACK | {"name": "", "owner": None}, wording=1).body
    assert body == "One of us will read this and answer by 3 pm."


def test_times_may_be_iso_strings() -> None:
    assert render("reply_ack", ACK | {"due": DUE.isoformat()}) == render("reply_ack", ACK)
    assert render("reply_ack", ACK | {"due": "2025-01-13T20:00:00Z"}) == render("reply_ack", ACK)


def test_wordings_wrap_around_for_ever() -> None:
    renderer = Renderer(TEMPLATES)
    count = renderer.wordings("reply_ack", "en")
    assert render("reply_ack", ACK, wording=count * 7 + 1) == render("reply_ack", ACK, wording=1)
    assert render("reply_ack", ACK, wording=count * 7 + 1).wording == 1


@pytest.mark.parametrize("language", ["vi", "zz", ""])
def test_a_language_we_do_not_write_falls_back_to_english(language: str) -> None:
    text = render("reply_ack", ACK, language=language)
    assert text == render("reply_ack", ACK)
    assert text.language == "en"


def test_a_regional_spanish_is_spanish() -> None:
    assert render("reply_ack", ACK, language="es-MX").language == "es"


def test_a_moment_missing_in_a_language_falls_back_to_english(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "es").mkdir()
    (tmp_path / "en" / "language_set.txt").write_text("{{ hi }}English only.")
    text = Renderer(tmp_path).render(
        "language_set",
        {"name": "Dana"},
        language="es",
        zone="America/New_York",
        now=NOW,
        company="Kiwi Drying",
        our_phone="+14045550100",
        wording=0,
    )
    assert (text.body, text.language) == ("Dana, English only.", "en")


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"name": "Dana"}, "lacks due"),
        (ACK | {"due": None}, "lacks due"),
        (ACK | {"shoe_size": 9}, "does not know shoe_size"),
        (ACK | {"due": datetime(2025, 1, 13, 20)}, "not an aware time"),
        (ACK | {"due": "soon"}, "reply_ack"),
    ],
)
def test_params_that_do_not_fit_are_refused_by_name(params: dict[str, object], said: str) -> None:
    with pytest.raises(RenderError, match=said):
        render("reply_ack", params)


def test_a_value_outside_its_closed_list_is_refused() -> None:
    with pytest.raises(RenderError, match="what is 'danced', not one of called"):
        render("owner_ack", {"what": "danced"})


def test_an_unknown_moment_is_refused() -> None:
    with pytest.raises(RenderError, match="unknown moment 'birthday'"):
        render("birthday", {})


def test_a_danger_of_a_kind_nobody_thought_of_is_answered_all_the_same() -> None:
    body = render("safety", {"hazard": "volcano", "alerted": True}).body
    assert "call 911" in body


def test_the_safety_text_claims_an_alert_only_where_there_was_one() -> None:
    assert (
        "alerted our on-call manager" in render("safety", {"hazard": "gas", "alerted": True}).body
    )
    silent = render("safety", {"hazard": "gas", "alerted": False}).body
    assert "alerted" not in silent
    assert "404-555-0100" in silent


def test_what_people_wrote_is_one_plain_line() -> None:
    words = "“are the\nfans\tok…\x00 off at night” – 👍"
    body = render("reply_ack", ACK | {"question": words}).body
    assert '"are the fans ok... off at night" -' in body


def test_what_people_wrote_is_never_a_template() -> None:
    body = render("reply_ack", ACK | {"question": "{{ due }}{% raw %}"}).body
    assert "{{ due }}{% raw %}" in body


def test_long_words_are_cut_at_a_word_and_the_rest_of_the_text_stays() -> None:
    body = render("reply_ack", ACK | {"question": "is it ok to walk on it " * 20}).body
    assert '...", so Ana will answer by 3 pm.' in body


def test_a_dispatchers_own_words_go_out_as_written() -> None:
    assert (
        render("manual", {"text": "Está bien 👍 – ¡nos vemos!\x00 "}).body
        == "Está bien 👍 – ¡nos vemos!"
    )


def test_spanish_is_folded_into_gsm() -> None:
    body = render("callback_set", ACK | {"due": NOW + timedelta(days=1)}, language="es").body
    assert "le llamara mañana antes de las 10 am" in body


def test_a_name_we_cannot_write_cheaply_is_still_a_name() -> None:
    text = render("reply_ack", ACK | {"name": "李娜"})
    assert text.body.startswith("Thank you, 李娜.")
    assert text.segments == 1


def test_a_long_day_shows_its_first_stops_and_counts_the_rest() -> None:
    stop = {"customer": "Reed", "address": "14 Oak St", "code": "K7F"}
    stop |= {"window_from": "2025-01-13T14:00:00Z", "window_to": "2025-01-13T16:00:00Z"}
    body = render("list", {"name": "Luis", "day": NOW, "stops": [stop] * 9, "ask": True}).body
    assert "7 Reed, 14 Oak St, 9-11 am. And 2 more." in body


def test_a_check_in_with_much_news_keeps_short_facts_whole() -> None:
    news = ["Two crews land tomorrow.", "The estimate " + "went on and on " * 30]
    params = {"name": "Dana", "summary": "Leak", "news": news, "other_jobs": [], "next_by": DUE}
    body = render("check_in", params | {"first_of_day": True}).body
    assert "Two crews land tomorrow." in body
    assert "on..." in body


@pytest.mark.parametrize(("told", "said"), [(True, True), (False, False)])
def test_an_echo_says_the_customer_knows_only_when_so(told: bool, said: bool) -> None:
    params = {"what": "on_my_way", "customer": "Dana Reed", "at": DUE, "told": told}
    assert ("The customer knows" in render("contractor_echo", params).body) is said


def test_a_held_echo_names_house_and_time_and_how_to_take_it_back() -> None:
    params = {"what": "held_on_my_way", "customer": "Dana Reed", "address": "14 Oak St"}
    body = render("contractor_echo", params | {"at": DUE, "told": False, "seconds": 60}).body
    assert body == (
        "On your way to Dana Reed, 14 Oak St, about 3 pm: we tell the customer next. "
        "Reply NO within 60 s if wrong."
    )


def test_a_prompt_to_an_owner_holds_all_needed_to_call() -> None:
    params = {"kind": "callback", "step": "before", "customer": "Dana Reed", "code": "K7F"}
    params |= {"customer_phone": "+14045550123", "last_words": "are the fans ok off at night"}
    assert render("prompt", {**params, "due": DUE}).body == (
        "Dana Reed (404-555-0123, K7F) expects your call by 3 pm. Last text: "
        '"are the fans ok off at night". CALLED if done, CALLBACK 5pm to move it.'
    )
