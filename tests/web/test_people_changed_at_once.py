"""Two change the same person at once: who waited for the phone decides by what stands then."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, text
from web.office import DANA, FOX, LUIS, Office, office

from fieldcomm.services.change_contractor import change_contractor
from fieldcomm.services.customer_contacts import change_person
from fieldcomm.services.errors import Refused

ROB, KIM = "+14045550133", "+14045550134"
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:phone, 0))")
_WAITS = (
    "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


def meanwhile(
    place: Office, phone: str, work: Callable[[], Any], others: Callable[[Connection], Any]
) -> str:
    """Begin `work` while the lock of `phone` is held; `others` happens in the transaction that
    holds it, once `work` waits. Returns what `work` was refused for, or nothing."""
    said: list[str] = []

    def run() -> None:
        try:
            work()
        except Refused as error:
            said.append(str(error))

    thread = threading.Thread(target=run)
    with place.deps.engine.begin() as holder:
        holder.execute(_LOCK, {"phone": phone})
        thread.start()
        until = time.monotonic() + 20
        while not place.sql(_WAITS):
            assert thread.is_alive(), "it did not wait for the phone"
            assert time.monotonic() < until
            time.sleep(0.01)
        others(holder)
    thread.join(20)
    assert not thread.is_alive()
    return "".join(said)


def sql(statement: str) -> Callable[[Connection], Any]:
    return lambda connection: connection.execute(text(statement))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (f"phone = '{KIM}'", "changed their number meanwhile"),
        ("removed_at = created_at", "not on file here any more"),
    ],
)
def test_a_person_changed_meanwhile_is_looked_at_again(
    database_url: str, change: str, why: str
) -> None:
    with office(database_url) as place:
        place.job()
        given = {"name": "D. Reed", "phone": FOX, "is_texted": "1", "consent_words": "yes"}
        said = meanwhile(
            place,
            DANA,
            lambda: change_person(place.deps, 1, given, by="Ana"),
            sql(f"UPDATE contacts SET {change}"),
        )
        assert why in said
        assert place.sql("SELECT 1 FROM contacts WHERE phone = :p", p=FOX) == []


def test_a_contractor_changed_meanwhile_is_looked_at_again(database_url: str) -> None:
    with office(database_url) as place:
        said = meanwhile(
            place,
            LUIS,
            lambda: change_contractor(place.deps, 1, name="Luis", phone=ROB, active=True),
            sql(f"UPDATE contractors SET phone = '{KIM}' WHERE id = 1"),
        )
        assert "changed their number meanwhile" in said
        assert place.sql("SELECT phone FROM contractors WHERE id = 1")[0].phone == KIM
