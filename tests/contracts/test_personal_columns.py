"""Whoever adds a column that can hold words says whether a person could be in it."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import JSONB

from fieldcomm.store.models import Base
from fieldcomm.store.personal import DELETED, IMPERSONAL, MENTIONS, PERSONAL

ERASED = {(p.table, column) for p in PERSONAL for column in p.erased}
ALIASED = {(p.table, "phone") for p in PERSONAL if p.phone}
LOOKED_THROUGH = {(table, column) for table, columns in MENTIONS.items() for column in columns}
SAID = ERASED | ALIASED | LOOKED_THROUGH


def test_every_column_with_words_is_erased_with_a_person_or_about_nobody() -> None:
    """If this fails: add the column to fieldcomm/store/personal.py."""
    unsaid = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        if table.name not in DELETED and IMPERSONAL.get(table.name, frozenset()) is not None
        for column in table.columns
        if isinstance(column.type, Text | JSONB)
        and (table.name, column.name) not in SAID
        and column.name not in (IMPERSONAL.get(table.name) or ())
    ]
    assert unsaid == []


def test_what_is_said_there_exists() -> None:
    tables = Base.metadata.tables
    assert [c for c in sorted(SAID) if c[1] not in tables[c[0]].columns] == []
    assert set(DELETED) | set(IMPERSONAL) <= set(tables)
    for table, columns in IMPERSONAL.items():
        assert (columns or frozenset()) <= set(tables[table].columns.keys())
