"""A new job is given to whoever is there: by the rota, and never to somebody who has left."""

from __future__ import annotations

from datetime import timedelta

import pytest
from web.office import LUIS, Office, office

from fieldcomm.services.assign import assign
from fieldcomm.services.errors import Refused


def _owner(place: Office, code: str) -> str:
    query = "SELECT u.name FROM jobs j JOIN users u ON u.id = j.owner_id WHERE j.code = :c"
    return str(place.sql(query, c=code)[0].name)


def _leave(place: Office, email: str) -> int:
    query = (
        "UPDATE users SET deactivated_at = now(), password_hash = NULL, phone = NULL,"
        " on_call = false WHERE email = :e RETURNING id"
    )
    return int(place.sql(query, e=email)[0].id)


def test_who_has_left_gets_no_job(database_url: str) -> None:
    with office(database_url) as place:
        place.sql("UPDATE users SET on_call = false")
        gone = _leave(place, "ana@example.com")
        code = place.job()
        assert _owner(place, code) == "Bo Lind"
        with pytest.raises(Refused, match="nobody like that"):
            assign(place.deps, code, owner_id=gone, contractor_phone=None, by="Bo Lind")


def test_the_rota_says_who_is_on_call(database_url: str) -> None:
    with office(database_url) as place:
        place.sql("UPDATE users SET on_call = (email = 'ana@example.com')")
        now = place.deps.clock.machine()
        place.sql(
            "INSERT INTO shifts (user_id, kind, starts_at, ends_at)"
            " SELECT id, 'on_call', :a, :b FROM users WHERE email = 'bo@example.com'",
            a=now - timedelta(hours=1),
            b=now + timedelta(hours=1),
        )
        assert _owner(place, place.job()) == "Bo Lind"


def test_a_contractor_who_works_for_us_no_more_is_given_no_job(database_url: str) -> None:
    with office(database_url) as place:
        place.sql("UPDATE contractors SET active = false WHERE phone = :p", p=LUIS)
        with pytest.raises(Refused, match="No contractor"):
            place.job(contractor_phone=LUIS)
