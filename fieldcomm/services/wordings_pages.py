"""What the editor of wordings shows. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from fieldcomm.domain.moments import MOMENTS, Audience, Moment
from fieldcomm.messaging.grammar import FILTERS, facts_of
from fieldcomm.messaging.render import RenderError
from fieldcomm.messaging.samples import NOW, ZONE, cases
from fieldcomm.messaging.vetting import Preview, Vetted, previews
from fieldcomm.messaging.wording_rules import FIXED
from fieldcomm.services.deps import Deps
from fieldcomm.services.settings_pages import Change, read_history
from fieldcomm.services.unit import Unit, unit
from fieldcomm.services.work_wording import LANGUAGES, looked_through, section_of, tidy
from fieldcomm.store.queries import settings as rows


@dataclass(frozen=True, slots=True)
class Listed:
    """`own`: languages with words of the company's own; `text` is its first, as typically read."""

    moment: str
    text: str
    wordings: int
    own: tuple[str, ...]
    is_fixed: bool


@dataclass(frozen=True, slots=True)
class WordingPage:
    moment: Moment
    language: str
    text: str
    of_file: str
    is_own: bool
    is_fixed: bool
    facts: list[str]
    filters: list[str]
    history: list[Change]
    company: str
    zone: ZoneInfo
    now: datetime


@dataclass(frozen=True, slots=True)
class Trial:
    """How words would be read, and what is wrong with them."""

    vetted: Vetted
    previews: list[Preview]


def list_wordings(deps: Deps) -> dict[Audience, list[Listed]]:
    """Every text we may send, by who gets it."""
    with unit(deps) as work:
        own = rows.read_wordings(work.session)
        found: dict[Audience, list[Listed]] = {audience: [] for audience in Audience}
        for name, moment in MOMENTS.items():
            found[moment.audience].append(
                Listed(
                    moment=name,
                    text=_as_sent(deps, work, name),
                    wordings=deps.renderer.wordings(name, "en"),
                    own=tuple(language for language in LANGUAGES if (name, language) in own),
                    is_fixed=name in FIXED,
                )
            )
    return found


def read_wording(deps: Deps, moment: str, language: str) -> WordingPage | None:
    """None: there is no such text."""
    if moment not in MOMENTS or language not in LANGUAGES:
        return None
    with unit(deps) as work:
        own = rows.read_wordings(work.session).get((moment, language))
        of_file = tidy(deps.renderer.text_of_file(moment, language))
        return WordingPage(
            moment=MOMENTS[moment],
            language=language,
            text=own or of_file,
            of_file=of_file,
            is_own=own is not None,
            is_fixed=moment in FIXED,
            facts=facts_of(MOMENTS[moment]),
            filters=sorted(FILTERS),
            history=read_history(work, section_of(moment, language)),
            company=work.policy.company,
            zone=work.policy.zone,
            now=work.now,
        )


def try_wording(deps: Deps, moment: str, language: str, raw: str) -> Trial:
    """Reads words as they would be read. Changes nothing."""
    words = tidy(raw)
    with unit(deps) as work:
        vetted = Vetted() if moment in FIXED else looked_through(work, moment, language, words)
        if any(not problem.label for problem in vetted.problems):
            return Trial(vetted, [])
        try:
            return Trial(vetted, _previews(deps, work, moment, language, words))
        except RenderError:
            return Trial(vetted, [])


def _previews(deps: Deps, work: Unit, moment: str, language: str, words: str) -> list[Preview]:
    return previews(
        deps.renderer,
        moment,
        language,
        words,
        company=work.policy.company,
        our_phone=work.calls_to,
    )


def _as_sent(deps: Deps, work: Unit, moment: str) -> str:
    """The first wording in use, with typical facts."""
    typical = next(cases(MOMENTS[moment]))
    return deps.renderer.render(
        moment,
        typical.params,
        language="en",
        zone=ZONE,
        now=NOW,
        company=work.policy.company,
        our_phone=work.calls_to,
        wording=0,
    ).body
