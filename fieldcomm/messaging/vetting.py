"""Looks through a wording before it is saved: with typical facts, the longest, and the fewest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from fieldcomm.domain import tone
from fieldcomm.domain.moments import MOMENTS, Moment
from fieldcomm.messaging.grammar import MOST_CHARACTERS, MOST_WORDINGS, grammar_problems
from fieldcomm.messaging.render import Rendered, Renderer, RenderError, Wordings, wordings_in
from fieldcomm.messaging.samples import LONG_COMPANY, NOW, ZONE, Case, cases
from fieldcomm.messaging.wording_rules import broken_rules

MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Problem:
    """`body` is the text it shows in, with the facts named by `label`; empty: it is in the wording."""

    why: str
    label: str = ""
    body: str = ""


@dataclass(slots=True)
class Vetted:
    """`problems` forbid saving; `findings` are advice on tone, each with a text it stands in."""

    problems: list[Problem] = field(default_factory=list)
    findings: list[tone.Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Preview:
    """One wording as one kind of recipient would read it."""

    label: str
    wording: int
    text: Rendered


def vet(renderer: Renderer, moment: str, language: str, text: str, *, our_phone: str) -> Vetted:
    """Everything that is wrong with words for a moment."""
    kind, vetted = MOMENTS[moment], Vetted()
    vetted.problems = list(_in_the_wording(kind, text))
    if vetted.problems:
        return vetted
    try:
        draft = renderer.draft(language, text)
    except RenderError as error:
        return Vetted([Problem(f"It cannot be made: {error}.")])
    whys: dict[str, Problem] = {}
    words: dict[str, tone.Finding] = {}
    for case in cases(kind, few=True):
        try:
            texts = _texts(renderer, draft, case, moment, our_phone)
        except RenderError as error:
            whys.setdefault(str(error), Problem(f"It cannot be made: {error}.", case.label))
            continue
        for said in texts:
            for why in broken_rules(kind, said, case.company):
                whys.setdefault(why, Problem(why, case.label, said.body))
            for finding in tone.check(said.body):
                words.setdefault(finding.words.lower(), finding)
    vetted.problems = list(whys.values())[:MOST_SHOWN]
    vetted.findings = list(words.values())
    return vetted


def _in_the_wording(kind: Moment, text: str) -> Iterator[Problem]:
    if len(text) > MOST_CHARACTERS:
        yield Problem(f"It is longer than {MOST_CHARACTERS} characters.")
        return
    blocks = wordings_in(text)
    if len(blocks) > MOST_WORDINGS:
        yield Problem(f"There are more than {MOST_WORDINGS} wordings.")
        return
    for number, block in enumerate(blocks, 1):
        where = f"Wording {number}. " if len(blocks) > 1 else ""
        if not block:
            yield Problem(f"{where}It is empty.")
        for why in grammar_problems(kind, block):
            yield Problem(where + why)


def previews(
    renderer: Renderer,
    moment: str,
    language: str,
    text: str,
    *,
    company: str,
    our_phone: str,
    zone: str = ZONE,
) -> list[Preview]:
    """Every wording with typical, worst and fewest facts. Raises RenderError; use after `vet`
    found nothing in the wording itself."""
    found, draft = [], renderer.draft(language, text)
    for case in _three(MOMENTS[moment]):
        name = company if case.company != LONG_COMPANY else case.company
        shown = Case(case.label, name, case.params)
        texts = _texts(renderer, draft, shown, moment, our_phone, zone)
        found += [Preview(case.label.split()[0], n, said) for n, said in enumerate(texts)]
    return found


def _three(kind: Moment) -> Iterator[Case]:
    """The first case of each label."""
    seen = set()
    for case in cases(kind):
        label = case.label.split()[0].rstrip(",")
        if label not in seen:
            seen.add(label)
            yield case
        if len(seen) == 3:
            return


def _texts(
    renderer: Renderer, draft: Wordings, case: Case, moment: str, our_phone: str, zone: str = ZONE
) -> list[Rendered]:
    return renderer.trial(
        moment,
        draft,
        case.params,
        zone=zone,
        now=NOW,
        company=case.company,
        our_phone=our_phone,
    )
