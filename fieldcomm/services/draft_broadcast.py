"""Write a broadcast: a draft that loses nothing and sends nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fieldcomm.domain.broadcast import LONGEST, Filter, FilterError
from fieldcomm.domain.segments import plain
from fieldcomm.domain.tone import Finding, check
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.unit import unit
from fieldcomm.store.queries import broadcasts as rows

GONE = "That broadcast is not a draft any more."


def save_draft(
    deps: Deps,
    *,
    words: str,
    words_es: str,
    whom: Mapping[str, Any],
    by: str,
    incident_id: int | None = None,
    draft_id: int | None = None,
) -> int:
    """Keep it, with what the tone check found and the writer meant all the same. Raises Refused."""
    said, spanish = checked_words(words), checked_words(words_es, needed=False)
    columns = {
        "text": said,
        "text_es": spanish or None,
        "filter": parsed_filter(whom).as_json(),
        "overrode": [finding.words for finding in findings_of(words, words_es)],
        "by": by,
        "incident_id": incident_id,
    }
    with unit(deps) as work:
        if draft_id is None:
            return rows.insert_draft(work.session, now=work.now, **columns)
        if not rows.rewrite_draft(work.session, draft_id, **columns):
            raise Refused(GONE)
        return draft_id


def discard_draft(deps: Deps, id_: int) -> None:
    """Nothing of it was ever sent, so nothing of it stays. Raises Refused."""
    with unit(deps) as work:
        row = rows.read(work.session, id_, lock=True)
        if row is None or row.state != "draft":
            raise Refused(GONE)
        rows.discard_draft(work.session, id_)


def findings_of(words: str, words_es: str) -> list[Finding]:
    return [*check(words), *check(words_es)]


def checked_words(raw: str, *, needed: bool = True) -> str:
    """In one line, short enough to stand whole in every text. Raises Refused."""
    said = " ".join(plain(raw.replace("\0", "")).split())
    if not said and needed:
        raise Refused("Write what is new, in the words you would say to one of them.")
    if len(said) > LONGEST:
        raise Refused(f"It has {len(said)} characters; {LONGEST} stand whole in every text.")
    return said


def parsed_filter(raw: Mapping[str, Any]) -> Filter:
    """Raises Refused."""
    try:
        return Filter.parse(raw)
    except FilterError as error:
        raise Refused(str(error)) from None
