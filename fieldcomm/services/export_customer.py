"""Everything held about one customer, for whoever asks what we know of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fieldcomm.domain.safe_csv import to_csv
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.unit import Unit, unit
from fieldcomm.services.views import iso
from fieldcomm.store.queries import customers as rows

# Facts about the row itself, of no meaning outside.
_INNER = frozenset({"id", "merged_into", "erased_at"})


@dataclass(frozen=True, slots=True)
class Export:
    """`tables`: by name, rows of plain values with ISO 8601 times in UTC."""

    name: str
    made_at: datetime
    company: str
    customer: dict[str, Any]
    tables: dict[str, list[dict[str, Any]]]
    photos: dict[str, bytes]  # by the name of their file

    def as_json(self) -> str:
        held = {"made_at": iso(self.made_at), "by": self.company, "customer": self.customer}
        return json.dumps({**held, **self.tables}, indent=2, ensure_ascii=False)

    def as_csv(self) -> dict[str, str]:
        """One file a table; empty tables are left out."""
        return {
            f"{name}.csv": to_csv(list(table[0]), [list(row.values()) for row in table])
            for name, table in {"customer": [self.customer], **self.tables}.items()
            if table
        }


def export_customer(deps: Deps, customer_id: int) -> Export:
    """Raises Refused when there is no such customer."""
    with unit(deps) as work:
        customer = rows.customer_by_id(work.session, customer_id)
        if customer is None or customer.merged_into or customer.erased_at:
            raise Refused("There is no such customer any more.")
        return Export(
            name=customer.name,
            made_at=work.now,
            company=work.policy.company,
            customer=_plain(customer),
            tables=_tables(work, customer_id),
            photos={
                f"photos/text-{row.text_id}-{row.id}.jpg": row.content
                for row in rows.photos_of(work.session, customer_id)
            },
        )


def _tables(work: Unit, id_: int) -> dict[str, list[dict[str, Any]]]:
    session = work.session
    found: dict[str, Sequence[Any]] = {
        "contacts": rows.contacts_ever_of(session, id_),
        "jobs": rows.jobs_of(session, id_),
        "texts": rows.texts_of(session, id_)[::-1],
        "promises": rows.promises_of(session, id_)[::-1],
        "visits": rows.visits_of(session, id_),
        "consents": rows.consents_of(session, id_)[::-1],
        "updates": rows.updates_of(session, id_),
        "events": rows.events_of(session, id_),
        "tasks": rows.tasks_of(session, id_),
        "gestures": rows.gestures_of(session, id_),
        "door_notes": rows.door_notes_of(session, id_),
        "merged_records": rows.merged_into(session, id_),
    }
    return {name: [_plain(row) for row in table] for name, table in found.items()}


def _plain(row: Any) -> dict[str, Any]:
    return {
        name: iso(value) if isinstance(value, datetime) else value
        for name, value in row._mapping.items()
        if name not in _INNER
    }
