"""Retention: what is older than the company keeps is erased by itself; deeds are forgotten."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from services.test_erase_customer import ADDRESS, NAME, PHONE, end, found_in, settle
from web.office import DANA, NOON, Office, office

from fieldcomm.services.acting import Acting
from fieldcomm.services.due import look
from fieldcomm.services.erase_old import erase_old, keep_for, read_retention
from fieldcomm.services.errors import Refused
from fieldcomm.services.job_work import add_note
from fieldcomm.services.run_due import run_due

DAY = timedelta(days=1)


def test_customers_are_erased_so_many_months_after_their_last_job(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job(PHONE, customer_name=NAME, address=ADDRESS)
        end(place, code)
        place.job(DANA)
        keep_for(place.deps, 6)
        for later, left in ((120 * DAY, True), (70 * DAY, False)):
            place.clock.move(later)
            settle(place)
            erase_old(place.deps)
            assert bool(found_in(place, ("zanzibar", "quagga", "5550177"))) == left
        assert place.sql("SELECT 1 FROM customers WHERE name = 'Dana Reed'")


def test_who_wrote_since_is_kept(database_url: str) -> None:
    with office(database_url) as place:
        end(place, place.job(PHONE, customer_name=NAME, address=ADDRESS))
        keep_for(place.deps, 1)
        place.clock.move(60 * DAY)
        place.sql("UPDATE messages SET created_at = :at", at=place.clock.machine().astimezone(UTC))
        erase_old(place.deps)
        assert place.sql("SELECT 1 FROM customers WHERE name = :n", n=NAME)


def test_the_due_queue_does_it_once_a_day_and_only_where_it_is_wished(database_url: str) -> None:
    with office(database_url) as place:
        assert not look(place.deps).is_due("old")
        keep_for(place.deps, 12)
        assert not look(place.deps).is_due("old")
        place.clock.move(DAY)
        assert look(place.deps).is_due("old")
        run_due(place.deps)
        assert not look(place.deps).is_due("old")
        assert read_retention(place.deps).next_at == NOON + 2 * DAY
        keep_for(place.deps, None)
        place.clock.move(3 * DAY)
        assert not look(place.deps).is_due("old")
        with pytest.raises(Refused, match="between 1 and 240"):
            keep_for(place.deps, 0)


def test_what_a_deed_changed_is_forgotten_after_a_day(database_url: str) -> None:
    with office(database_url) as place:
        _deed(place, place.job())
        assert place.sql("SELECT changes FROM deeds")[0].changes
        run_due(place.deps)
        assert place.sql("SELECT changes FROM deeds")[0].changes
        place.clock.move(DAY)
        assert look(place.deps).is_due("deed")
        run_due(place.deps)
        assert [(d.changes, d.what, d.actor) for d in place.sql("SELECT * FROM deeds")] == [
            ({}, "note", "Ana Ruiz")
        ]
        assert not look(place.deps).is_due("deed")


def _deed(place: Office, code: str) -> None:
    from dataclasses import replace

    acting = Acting(key="one-form", what="note", user_id=1, name="Ana Ruiz")
    add_note(replace(place.deps, acting=acting), code, "gate 4711", by="Ana Ruiz")
