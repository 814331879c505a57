"""The company's own words for a moment: looked through, saved, gone back from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fieldcomm.domain.moments import MOMENTS
from fieldcomm.domain.tone import Finding
from fieldcomm.messaging.vetting import Problem, Vetted, vet
from fieldcomm.messaging.wording_rules import FIXED
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import settings as rows

LANGUAGES = ("en", "es")


@dataclass
class Unsuited(Exception):
    """The words were not saved. With findings alone they may be, once somebody means them so."""

    problems: list[Problem]
    findings: list[Finding]


def section_of(moment: str, language: str) -> str:
    """Where the history of a wording is kept."""
    return f"wording/{moment}/{language}"


def tidy(raw: str) -> str:
    """As files hold it: no carriage returns, no empty end."""
    return raw.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()


def looked_through(work: Unit, moment: str, language: str, words: str) -> Vetted:
    """Tried and saved by the same eye: with the number for calls that real texts name."""
    return vet(work.deps.renderer, moment, language, words, our_phone=work.calls_to)


def save_wording(
    deps: Deps, moment: str, language: str, raw: str, *, anyway: bool, by: str, user_id: int | None
) -> bool:
    """Texts made from now on use these words. False: they are the ones in use already.

    Raises Refused for a moment that is fixed, Unsuited with everything that is wrong; `anyway`
    overrides the tone check, which is then kept beside the change.
    """
    _editable(moment, language)
    words: str | None = tidy(raw)
    if words == tidy(deps.renderer.text_of_file(moment, language)):
        words = None
    with unit(deps) as work:
        vetted = Vetted() if words is None else looked_through(work, moment, language, words)
        if vetted.problems or (vetted.findings and not anyway):
            raise Unsuited(vetted.problems, vetted.findings)
        remark = "; ".join(f"{f.words}: {f.why}" for f in vetted.findings) or None
        rows.lock_company(work.session)
        return _write(work, moment, language, words, by=by, user_id=user_id, remark=remark)


def revert_wording(deps: Deps, moment: str, language: str, *, by: str, user_id: int | None) -> bool:
    """The words we come with stand again."""
    _editable(moment, language)
    with unit(deps) as work:
        rows.lock_company(work.session)
        return _write(work, moment, language, None, by=by, user_id=user_id, remark=None)


def put_wording_back(work: Unit, change: Any, *, by: str, user_id: int | None) -> None:
    """Within a transaction that holds the company's lock. Raises Refused."""
    _, moment, language = change.section.split("/")
    one = change.changes[0]
    if rows.read_wordings(work.session).get((moment, language)) != one["to"]:
        raise Refused("That was changed again since: put the newer change back first.")
    _write(work, moment, language, one["from"], by=by, user_id=user_id, remark=None)


def _write(
    work: Unit,
    moment: str,
    language: str,
    words: str | None,
    *,
    by: str,
    user_id: int | None,
    remark: str | None,
) -> bool:
    before = rows.read_wordings(work.session).get((moment, language))
    if before == words:
        return False
    rows.write_wording(work.session, moment, language, words, work.now, by)
    rows.add_change(
        work.session,
        at=work.now,
        user_id=user_id,
        actor=by,
        section=section_of(moment, language),
        changes=[{"key": "text", "from": before, "to": words}],
        remark=remark,
    )
    return True


def _editable(moment: str, language: str) -> None:
    if moment not in MOMENTS or language not in LANGUAGES:
        raise Refused("There is no such text.")
    if moment in FIXED:
        raise Refused("That text is fixed: it was vetted for safety and the law.")
