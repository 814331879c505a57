"""What a decent person would not have written, and what must not be mistaken for it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldcomm.domain.tone import check

FLAGGED = [
    ("The crew said they will come by 3 pm.", "they"),
    ("Our office closed, but they'll call you.", "they'll"),
    ("They are on their way.", "They"),
    ("Tell your crew lead what they forgot", "they"),
    ("It’s only a few customers who wait this long.", "only a few customers"),
    ("You're the only one waiting on this.", "You're the only one"),
    ("Nobody else complained.", "Nobody else complained"),
    ("You should have called us first.", "You should have called"),
    ("You didn't answer the door.", "You didn't answer"),
    ("That's your fault.", "That's your fault"),
    ("Unfortunately we can't come today.", "Unfortunately"),
    ("Hi Dana, unfortunately nothing yet.", "unfortunately"),
    ("Please calm down.", "calm down"),
    ("No need to be upset.", "No need to be upset"),
    ("As I said, Luis comes Tue.", "As I said"),
    ("As previously stated, we wait.", "As previously stated"),
    ("We already told you that.", "We already told"),
    ("Per our policy we can't.", "Per our policy"),
    ("It's company policy.", "It's company policy"),
    ("No one told us about the gate.", "No one told us"),
    ("That's not our problem.", "not our problem"),
    ("PLEASE STOP CALLING US", "PLEASE STOP CALLING US"),
    ("We are on it!!!", "!!!"),
    ("We'll call you soon.", "We'll call you soon"),
    ("Someone will be there shortly.", "Someone will be there shortly"),
    ("We'll send a crew ASAP.", "We'll send a crew ASAP"),
    ("It's safe to stay in the house.", "safe to stay"),
    ("You can turn the power back on.", "turn the power back on"),
    ("Mold won't grow there.", "Mold won't"),
    ("All of it is covered.", "is covered"),
    ("Your insurance will pay for that.", "insurance will pay"),
    ("We damaged the floor and we'll pay for it.", "We damaged"),
    ("Sorry for any inconvenience.", "Sorry for any inconvenience"),
    ("Le llamaremos pronto.", "llamaremos pronto"),
    ("Nadie nos dijo nada.", "Nadie nos dijo"),
    ("Cálmese, por favor.", "Cálmese"),
    ("Como le dije, no hay fecha.", "Como le dije"),
    ("Es su culpa.", "Es su culpa"),
    ("Lamentablemente no podemos ir.", "Lamentablemente"),
    ("Disculpe las molestias.", "Disculpe las molestias"),
]
FINE = [
    "Please send us your policy number.",
    "The insurer, they approved the claim.",
    "Your adjuster called; they will come Tue.",
    "We asked the city and they are on their way to shut the main.",
    "Our crew placed 6 fans; they stay on until Fri.",
    "Your neighbors have it too, and they called us.",
    "You should have heard from us by 3 pm, and we're sorry.",
    "We're sorry, Dana. Unfortunately the truck broke down.",
    "We'll call you soon, by 3 pm.",
    "Get well soon.",
    "Tell us as soon as the insurer answers.",
    "We'll come tomorrow, sooner if we can.",
    "Ask your insurer what is covered.",
    "Reply STOP to end texts.",
    "HERE, OMW 20, LATE 40, DONE, SICK.",
    "Code K7F, HVAC unit, 9 AM.",
    "We're sorry: we can't come Tue as we said.",
    "¿Le llamamos? Le llamaremos mañana, pronto.",
    "Just a few fans stay on until Fri.",
    "That's on us.",
]


@pytest.mark.parametrize(("text", "words"), FLAGGED)
def test_what_hurts_is_found_with_its_words(text: str, words: str) -> None:
    findings = check(text)
    assert [finding.words for finding in findings][:1] == [words]
    for finding in findings:
        assert finding.why
        assert finding.better


@pytest.mark.parametrize("text", FINE)
def test_what_is_fine_is_left_alone(text: str) -> None:
    assert check(text) == []


def test_a_finding_says_where_it_stands_in_the_text() -> None:
    text = "Hi Dana. You’re the only one waiting."
    (finding,) = check(text)
    assert text[finding.start : finding.end] == "You’re the only one"


def test_several_findings_come_in_order() -> None:
    text = "Unfortunately no one told us. Calm down."
    assert [f.words for f in check(text)] == ["Unfortunately", "no one told us", "Calm down"]


def test_we_is_offered_for_they() -> None:
    (finding,) = check("The crew says they'll come at 3 pm.")
    assert "we'll" in finding.better


@given(st.text(max_size=300))
def test_any_text_can_be_checked(text: str) -> None:
    findings = check(text)
    for before, after in pairwise(findings):
        assert before.end <= after.start
