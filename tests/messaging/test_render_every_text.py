"""Every wording of every moment, in every language, with typical, worst and least facts."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from fieldcomm.domain.moments import MOMENTS, Audience
from fieldcomm.domain.segments import is_gsm
from fieldcomm.domain.tone import check
from fieldcomm.messaging.facts import LIMITS, TIMES
from fieldcomm.messaging.render import Rendered, Renderer
from fieldcomm.messaging.samples import LONG_COMPANY, NOW, OUR_PHONE, ZONE, Case, cases
from fieldcomm.messaging.wording_rules import (
    ANSWERS,
    INVITES,
    NAME_THE_OPT_OUT,
    SAY_WHO_WE_ARE,
    SLIPS,
)

TEMPLATES = Path(__file__).parents[2] / "templates" / "sms"
LANGUAGES = ("en", "es")
RENDERER = Renderer(TEMPLATES)
EVERY_TEXT = pytest.mark.parametrize(
    ("moment", "language"),
    [(moment, language) for moment in MOMENTS for language in LANGUAGES],
)


@cache
def texts(moment: str, language: str) -> list[tuple[str, Rendered]]:
    """Each different body once, with what it was made of."""
    found: dict[str, tuple[str, Rendered]] = {}
    for case in cases(MOMENTS[moment]):
        for wording in range(RENDERER.wordings(moment, language)):
            text = render(moment, case, language, wording)
            found.setdefault(text.body, (f"{case.label} #{wording}", text))
    return list(found.values())


def render(moment: str, case: Case, language: str, wording: int) -> Rendered:
    return RENDERER.render(
        moment,
        case.params,
        language=language,
        zone=ZONE,
        now=NOW,
        company=case.company,
        our_phone=OUR_PHONE,
        wording=wording,
    )


@EVERY_TEXT
def test_is_written_in_every_language(moment: str, language: str) -> None:
    assert all(text.language == language for _, text in texts(moment, language))


@EVERY_TEXT
def test_fits_its_segments_in_plain_gsm(moment: str, language: str) -> None:
    for label, text in texts(moment, language):
        assert text.segments <= MOMENTS[moment].segments, f"{label}: {text.body}"
        assert is_gsm(text.body), f"{label}: {text.body}"


@EVERY_TEXT
def test_leaves_no_holes_or_slips(moment: str, language: str) -> None:
    for label, text in texts(moment, language):
        said = text.body.replace("...", "x")
        assert SLIPS.search(said) is None, f"{label}: {text.body}"


@EVERY_TEXT
def test_invites_nobody_to_a_word_that_opts_out(moment: str, language: str) -> None:
    for label, text in texts(moment, language):
        assert INVITES.search(text.body) is None, f"{label}: {text.body}"
        assert ("STOP" in text.body) is (moment in NAME_THE_OPT_OUT), f"{label}: {text.body}"


@EVERY_TEXT
def test_keeps_the_tone(moment: str, language: str) -> None:
    for label, text in texts(moment, language):
        assert check(text.body) == [], f"{label}: {text.body}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("moment", sorted(SAY_WHO_WE_ARE))
def test_the_first_text_and_check_ins_say_who_we_are(moment: str, language: str) -> None:
    for label, text in texts(moment, language):
        company = LONG_COMPANY if label.startswith("worst") else "Kiwi Drying"
        assert company.split(" ")[0] in text.body, f"{label}: {text.body}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_check_in_names_by_when_the_next_comes(language: str) -> None:
    for label, text in texts("check_in", language):
        said = "12:30 pm" if label.startswith("worst") else "5:30 pm"
        by = "by " if language == "en" else "antes de las "
        assert f"{by}{said}" in text.body or f"{by}Wed Dec 24, {said}" in text.body, label


@pytest.mark.parametrize("language", LANGUAGES)
def test_consecutive_check_ins_share_no_sentence(language: str) -> None:
    count = RENDERER.wordings("check_in", language)
    assert count >= 5
    for case in cases(MOMENTS["check_in"]):
        said = [sentences(render("check_in", case, language, n).body, case) for n in range(count)]
        for first, second in zip(said, said[1:] + said[:1], strict=True):
            assert not first & second, case.label


def sentences(body: str, case: Case) -> set[str]:
    """Those of our own; a fact of the day may be told in the same words."""
    news = case.params["news"]
    assert isinstance(news, list)
    facts = tuple(fact[:10] for fact in news)
    said = re.split(r"(?<=[.?!])\s+", body.replace("...", ""))
    return {sentence for sentence in said if not (facts and sentence.startswith(facts))}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("moment", ["answer_when", "reply_ack", "not_understood"])
def test_an_answer_has_other_words_the_second_time(moment: str, language: str) -> None:
    for case in cases(MOMENTS[moment]):
        bodies = {render(moment, case, language, wording).body for wording in (0, 1)}
        assert len(bodies) == 2, case.label


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "moment", ["running_late", "late_again", "window_missed", "apology", "callback_moved"]
)
def test_sorry_comes_first_where_it_is_due(moment: str, language: str) -> None:
    sorry = "We're sorry" if language == "en" else "Lo sentimos"
    for label, text in texts(moment, language):
        assert text.body.startswith(sorry), f"{label}: {text.body}"


@pytest.mark.parametrize("moment", ["window_missed", "apology"])
def test_what_we_failed_to_hear_is_not_claimed(moment: str) -> None:
    for _, text in texts(moment, "en"):
        assert "can't see that" in text.body
    for _, text in texts(moment, "es"):
        assert "no vemos que" in text.body


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("moment", "asked"), ANSWERS.items())
def test_a_question_says_how_to_answer_it(
    moment: str, asked: tuple[str, ...], language: str
) -> None:
    for label, text in texts(moment, language):
        for word in asked:
            assert re.search(rf"\b{word}\b", text.body), f"{label}: {text.body}"


def test_every_moment_has_its_files_and_no_file_lacks_a_moment() -> None:
    for language in LANGUAGES:
        assert {path.stem for path in (TEMPLATES / language).iterdir()} == set(MOMENTS)


def test_people_are_never_texted_about_call_words() -> None:
    """CALLED and CALLBACK are for owners; a customer would not know what to do with them."""
    for name, moment in MOMENTS.items():
        if moment.audience is Audience.CUSTOMER:
            for _, text in texts(name, "en"):
                assert "CALLED" not in text.body
                assert "CALLBACK" not in text.body


def test_no_param_is_both_a_time_and_words() -> None:
    assert not TIMES & LIMITS.keys()
