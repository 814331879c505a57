"""Words somebody typed: what may stand in them, and what keeps them from being saved."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import pytest

from fieldcomm.domain.moments import MOMENTS
from fieldcomm.messaging.grammar import grammar_problems
from fieldcomm.messaging.render import Renderer, RenderError, wordings_in
from fieldcomm.messaging.vetting import Vetted, previews, vet
from fieldcomm.messaging.wording_rules import FIXED

RENDERER = Renderer(Path(__file__).parents[2] / "templates" / "sms")
OURS = "+14045550100"
ACK = "{{ hi }}thank you. {{ owner or 'One of us' }} will answer {{ due | by }}."


def looked_through(moment: str, text: str, language: str = "en") -> Vetted:
    return vet(RENDERER, moment, language, text, our_phone=OURS)


def whys(moment: str, text: str) -> str:
    return " / ".join(problem.why for problem in looked_through(moment, text).problems)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_words_we_come_with_are_within_the_grammar(moment: str, language: str) -> None:
    for wording in wordings_in(RENDERER.text_of_file(moment, language)):
        assert grammar_problems(MOMENTS[moment], wording) == []


@pytest.mark.parametrize("moment", ["check_in", "reply_ack", "visit_moved", "list", "job_opened"])
def test_the_words_we_come_with_could_be_saved(moment: str) -> None:
    assert looked_through(moment, RENDERER.text_of_file(moment, "en")) == Vetted()


ESCAPES = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ name.__class__ }}",
    "{{ name | attr('__class__') }}",
    "{{ name['__class__'] }}",
    "{{ '{0.__class__}'.format(name) }}",
    "{{ name.format(name) }}",
    "{{ '%999999999s' % name }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__ }}",
    "{{ lipsum() }}",
    "{{ range(999999999) | list }}",
    "{{ 'x' * 999999999 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ name | safe }}",
    "{{ news | map('upper') | list }}",
    "{{ news | join(news | join(',')) }}",
    "{{ due.local.tzinfo }}",
    "{% include '/etc/passwd' %}",
    "{% import 'x' as y %}",
    "{% extends 'x' %}",
    "{% macro a() %}{{ a() }}{% endmacro %}",
    "{% for a in news %}{% for b in news %}x{% endfor %}{% endfor %}",
    "{% for a in news recursive %}{{ loop(news) }}{% endfor %}",
    "{% for a in summary %}x{% endfor %}",
    "{% set a = name ~ name %}{% set a = a ~ a %}{{ a }}",
    "{% filter upper %}x{% endfilter %}",
    "{% call x() %}{% endcall %}",
    "{{ " + "(" * 3_000,
    "{{ " + "not " * 60 + "name }}",
    "{{ loop.cycle('a') }}",
]


@pytest.mark.parametrize("text", ESCAPES)
def test_nothing_reaches_out_of_a_wording_or_grows(text: str) -> None:
    begun = monotonic()
    assert looked_through("check_in", text).problems
    assert monotonic() - begun < 3


def test_a_fact_that_is_not_there_is_named_with_those_that_are() -> None:
    said = whys("reply_ack", "{{ hi }}we know {{ eta | at }}.")
    assert "no 'eta'" in said
    assert "due" in said


def test_where_a_slip_of_the_pen_is_it_says_the_line() -> None:
    assert whys("reply_ack", "Thank you.\n{{ due | by }").startswith("Line 2:")
    said = whys("reply_ack", f"{ACK}\n---\nYes.\n{{{{ nothing }}}}")
    assert said.startswith("Wording 2. Line 2: ")


def test_too_long_with_the_longest_facts_is_too_long() -> None:
    assert "at most 2" in whys("reply_ack", ACK + " We will do our very best for you." * 8)


def test_letters_that_double_the_price_are_named() -> None:
    assert "Ω" not in whys("reply_ack", ACK + " Ω")  # GSM-7 has it
    assert "Ж" in whys("reply_ack", ACK + " Ж")


@pytest.mark.parametrize("word", ["Reply YES to go on.", "Send QUIT for less.", "Reply stop."])
def test_no_wording_invites_a_word_that_opts_out(word: str) -> None:
    assert "opt out" in whys("reply_ack", f"{ACK} {word}")


def test_the_first_text_keeps_its_opt_out_notice_and_our_name() -> None:
    own = RENDERER.text_of_file("job_opened", "en")
    assert "STOP ends texts" in whys("job_opened", own.replace("STOP ends texts.", ""))
    assert "who we are" in whys("job_opened", own.replace("{{ company }} here", "Hello"))
    assert "STOP stands only" in whys("reply_ack", ACK + " STOP ends texts.")


def test_a_question_keeps_its_answers() -> None:
    own = RENDERER.text_of_file("visit_booked", "en")
    assert "answer R" in whys("visit_booked", own.replace("R ", "X "))


def test_the_tone_is_advice_and_not_a_problem() -> None:
    vetted = looked_through("reply_ack", "{{ hi }}we'll get back to you soon. Bye {{ due | by }}.")
    assert vetted.problems == []
    assert vetted.findings


def test_danger_and_consent_are_fixed() -> None:
    assert {"safety", "safety_alert", "opted_out", "manual"} <= FIXED


def test_every_wording_is_seen_with_typical_worst_and_fewest_facts() -> None:
    shown = previews(
        RENDERER, "reply_ack", "en", f"{ACK}\n---\n{ACK}", company="Kiwi", our_phone=OURS
    )
    assert [(one.label, one.wording) for one in shown] == [
        (label, n) for label in ("typical", "worst", "minimal") for n in (0, 1)
    ]
    assert "Maximiliana" in shown[2].text.body


NOW = datetime(2025, 1, 13, 15, tzinfo=UTC)


def said(renderer: Renderer, language: str = "en") -> str:
    params: dict[str, object] = {"name": "Dana", "owner": None, "due": NOW}
    return renderer.render(
        "reply_ack",
        params,
        language=language,
        zone="America/New_York",
        now=NOW,
        company="Kiwi",
        our_phone=OURS,
        wording=0,
    ).body


def test_own_words_stand_in_place_of_the_files_until_they_are_taken_away() -> None:
    renderer = Renderer(RENDERER._root)
    before = said(renderer)
    renderer.use(1, {("reply_ack", "en"): "Hello {{ name }}."})
    assert said(renderer) == "Hello Dana."
    assert said(renderer, "en-US") == "Hello Dana."
    assert said(renderer, "es") != "Hello Dana."
    renderer.use(2, {})
    assert said(renderer) == before


@pytest.mark.parametrize("broken", ["{{ nothing }}", "{{ name", "{{ name.__class__.x }}"])
def test_own_words_that_fail_after_all_give_way_to_the_files(broken: str) -> None:
    renderer = Renderer(RENDERER._root)
    before = said(renderer)
    renderer.use(1, {("reply_ack", "en"): broken})
    assert said(renderer) == before


def test_words_that_cannot_be_compiled_say_so_in_a_trial() -> None:
    with pytest.raises(RenderError):
        RENDERER.draft("en", "{{ name")
