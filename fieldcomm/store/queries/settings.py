"""Settings, own wordings, and who changed them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from fieldcomm.store.models import SettingChange

_LOCK = text("SELECT id FROM company WHERE id = 1 FOR UPDATE")
_SET = text(
    "UPDATE company SET name = :name, timezone = :timezone, public_phone = :public_phone,"
    " callbacks_per_hour = :callbacks_per_hour, holidays_country = :holidays_country,"
    " review_link = :review_link, check_in_times = CAST(:check_in_times AS jsonb),"
    " check_in_spread_minutes = :check_in_spread_minutes, quiet_hours = :quiet_hours,"
    " working_hours = :working_hours, policy = CAST(:policy AS jsonb) WHERE id = 1"
)
_WORDINGS = text("SELECT moment, language, text FROM wordings")
_SAY = text(
    "INSERT INTO wordings (moment, language, text, changed_at, changed_by) VALUES (:moment,"
    " :language, :text, :at, :by) ON CONFLICT (moment, language) DO UPDATE SET"
    " text = excluded.text, changed_at = excluded.changed_at, changed_by = excluded.changed_by"
)
_UNSAY = text("DELETE FROM wordings WHERE moment = :moment AND language = :language")
_NEW_WORDS = text("UPDATE company SET wording_version = wording_version + 1 WHERE id = 1")
_HISTORY = text(
    "SELECT id, at, actor, section, changes, remark FROM setting_changes"
    " WHERE section = :section ORDER BY id DESC LIMIT :n"
)
_LAST = text("SELECT max(id) FROM setting_changes WHERE section = :section")
_CHANGE = text("SELECT id, section, changes FROM setting_changes WHERE id = :id")


def lock_company(session: Session) -> None:
    """One change of the rules at a time."""
    session.execute(_LOCK)


def write_company(session: Session, columns: dict[str, Any]) -> None:
    """All settings; lists and maps as they are."""
    as_json = {key: json.dumps(columns[key]) for key in ("check_in_times", "policy")}
    session.execute(_SET, {**columns, **as_json})


def read_wordings(session: Session) -> dict[tuple[str, str], str]:
    """The company's own words, by moment and language."""
    return {(row.moment, row.language): row.text for row in session.execute(_WORDINGS)}


def write_wording(
    session: Session, moment: str, language: str, words: str | None, at: datetime, by: str
) -> None:
    """None: the file's words stand again."""
    given = {"moment": moment, "language": language}
    if words is None:
        session.execute(_UNSAY, given)
    else:
        session.execute(_SAY, {**given, "text": words, "at": at, "by": by})
    session.execute(_NEW_WORDS)


def add_change(session: Session, **columns: Any) -> None:
    session.execute(insert(SettingChange).values(**columns))


def history(session: Session, section: str, most: int) -> list[Any]:
    """Newest first."""
    return list(session.execute(_HISTORY, {"section": section, "n": most}))


def last_change(session: Session, section: str) -> int:
    return session.scalar(_LAST, {"section": section}) or 0


def read_change(session: Session, id_: int) -> Any:
    return session.execute(_CHANGE, {"id": id_}).one_or_none()
