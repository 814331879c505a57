"""What a database holds, for whoever backs it up or is about to replace it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, text

from fieldcomm.clock import SystemClock
from fieldcomm.services.views import iso
from fieldcomm.store.migrate import version_of

_COUNTS = text(
    "SELECT (SELECT name FROM company WHERE id = 1) AS company, (SELECT count(*) FROM jobs) AS jobs,"
    " (SELECT count(*) FROM messages) AS texts,"
    " coalesce((SELECT clock_offset_ms FROM company WHERE id = 1), 0) AS offset_ms"
)


@dataclass(frozen=True, slots=True)
class Contents:
    """`at`: when this was looked at, machine time. `company` is None where nobody set one up."""

    at: datetime
    schema: str
    company: str | None
    jobs: int
    texts: int
    clock_offset_ms: int  # how far an adjustable clock was moved

    @property
    def is_empty(self) -> bool:
        """Nothing that anybody would miss: `db upgrade` alone makes a company's row."""
        return self.jobs == 0 and self.texts == 0

    def as_json(self) -> dict[str, Any]:
        return {
            "at": iso(self.at),
            "schema": self.schema,
            "company": self.company,
            "jobs": self.jobs,
            "messages": self.texts,
        }


def contents_of(engine: Engine) -> Contents | None:
    """None: a database without a schema of ours."""
    with engine.connect() as connection:
        schema = version_of(connection)
        if schema is None:
            return None
        row = connection.execute(_COUNTS).one()
    return Contents(
        SystemClock().machine(), schema, row.company, row.jobs, row.texts, row.offset_ms
    )
