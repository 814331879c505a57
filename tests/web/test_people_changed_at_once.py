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
from fieldcomm.services.contacts import add_contact, text_contact_instead
from fieldcomm.services.customer_contacts import change_person, remove_person
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


def test_nobody_is_taken_off_whom_a_job_texts_since(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        rob = _rob(place, code)
        said = meanwhile(
            place,
            ROB,
            lambda: remove_person(place.deps, rob),
            sql(f"UPDATE jobs SET contact_id = {rob}"),
        )
        assert f"Rob is texted about {code}" in said
        assert place.sql("SELECT removed_at FROM contacts WHERE id = :i", i=rob) == [(None,)]


def test_whoever_is_texted_instead_is_looked_at_again(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        rob = _rob(place, code)
        said = meanwhile(
            place,
            ROB,
            lambda: text_contact_instead(place.deps, code, rob, agreed=True, by="Ana"),
            sql(f"UPDATE contacts SET removed_at = created_at WHERE id = {rob}"),
        )
        assert "no contact of this job" in said
        assert place.sql("SELECT 1 FROM jobs WHERE contact_id = :i", i=rob) == []


def test_the_phone_is_waited_for_before_the_row_is_locked(database_url: str) -> None:
    """Else two wait for each other: phones first, rows after, everywhere."""
    with office(database_url) as place:
        code = place.job()
        rob = _rob(place, code)
        said = meanwhile(
            place,
            ROB,
            lambda: text_contact_instead(place.deps, code, rob, agreed=True, by="Ana"),
            sql(f"SELECT id FROM contacts WHERE id = {rob} FOR UPDATE NOWAIT"),
        )
        assert said == ""
        assert place.sql("SELECT contact_id FROM jobs") == [(rob,)]


def _rob(place: Office, code: str) -> int:
    return add_contact(
        place.deps, code, name="Rob", phone=ROB, role="spouse", agreed=False, by="Ana"
    )
