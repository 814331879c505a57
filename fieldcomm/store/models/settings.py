"""Own wordings of texts, and who changed which setting."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from fieldcomm.store.models.base import Base, Id, ref


class Wording(Base):
    """The company's own words for a moment in a language; without a row the file's stand.

    `text` holds several wordings divided by a line `---`, as the files do.
    """

    __tablename__ = "wordings"

    id: Mapped[Id]
    moment: Mapped[str]
    language: Mapped[str]
    text: Mapped[str]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]

    __table_args__ = (UniqueConstraint("moment", "language"),)


class SettingChange(Base):
    """One save of a page of settings. Append-only; `at` is business time.

    `changes` lists {key, from, to}; `remark` holds a warning somebody knew and overrode.
    """

    __tablename__ = "setting_changes"

    id: Mapped[Id]
    at: Mapped[datetime]
    user_id: Mapped[int | None] = ref("users")
    actor: Mapped[str]
    section: Mapped[str]
    changes: Mapped[list[Any]]
    remark: Mapped[str | None]

    __table_args__ = (
        # history: WHERE section = :s ORDER BY id DESC LIMIT :n
        Index("ix_setting_changes_section", "section", "id"),
    )
