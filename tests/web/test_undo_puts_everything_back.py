"""Undo puts back every row a deed changed, and leaves nothing standing that it made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from web.office import FOX, LUIS, Browser, Office, office

TABLES = {
    "jobs": "id",
    "visits": "id",
    "promises": "id",
    "tasks": "id",
    "contacts": "id",
    "customers": "id",
    "phones": "phone",
    "updates": "id",
    "days_off": "id",
    "contractors": "id",
    "tracking_links": "token_hash",
}
# Rows that stay for the history's sake, as good as never written.
_UNMADE = {
    "jobs": "status = 'cancelled'",
    "visits": "status = 'cancelled'",
    "promises": "cause = 'taken back'",
    "tasks": "settled_by LIKE '%taken back'",
    "updates": "state = 'withdrawn'",
    # A number we have heard of, and nothing more.
    "phones": "consent = 'unknown' AND next_check_in_at IS NULL",
}
_CLOCKWORK = ("changed_at", "version", "next_step_at", "stepped_to")


def _stands(place: Office) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for table, key in TABLES.items():
        unmade = _UNMADE.get(table, "false")
        rows = place.sql(f"SELECT * FROM {table} WHERE ({unmade}) IS NOT TRUE")
        for row in rows:
            columns = {k: v for k, v in row._asdict().items() if k not in _CLOCKWORK}
            found[f"{table} {columns[key]}"] = columns
    return found


def _id(place: Office, table: str, where: str = "true") -> int:
    return int(place.sql(f"SELECT min(id) AS id FROM {table} WHERE {where}")[0].id)


def _spouse(place: Office, ana: Browser, code: str) -> int:
    ana.post(
        f"/jobs/{code}/contacts",
        page=f"/jobs/{code}",
        name="Fay Fox",
        phone=FOX,
        role="spouse",
        agreed="1",
    )
    return _id(place, "contacts", f"phone = '{FOX}'")


def _customer(place: Office) -> str:
    return f"/people/customers/{_id(place, 'customers')}"


Deed = tuple[str, str, dict[str, str]]


def _texts_another(place: Office, ana: Browser, code: str) -> Deed:
    spouse = _spouse(place, ana, code)
    return f"/jobs/{code}/contacts/{spouse}/text", f"/jobs/{code}", {"agreed": "1"}


def _adds_somebody(place: Office, ana: Browser, code: str) -> Deed:
    who = {"name": "Fay Fox", "phone": FOX, "role": "spouse", "is_texted": "1"}
    return f"{_customer(place)}/contacts", _customer(place), {**who, "consent_words": "said yes"}


def _adds_somebody_again(place: Office, ana: Browser, code: str) -> Deed:
    spouse = _spouse(place, ana, code)
    ana.post(f"{_customer(place)}/contacts/{spouse}/remove", page=_customer(place))
    who = {"name": "Fay F. Fox", "phone": FOX, "role": "tenant", "agreed": "1"}
    return f"/jobs/{code}/contacts", f"/jobs/{code}", who


def _removes_somebody(place: Office, ana: Browser, code: str) -> Deed:
    spouse = _spouse(place, ana, code)
    return f"{_customer(place)}/contacts/{spouse}/remove", _customer(place), {}


def _changes_number(place: Office, ana: Browser, code: str) -> Deed:
    contact = _id(place, "contacts")
    who = {
        "name": "Dana Reed",
        "phone": FOX,
        "role": "decides",
        "is_texted": "1",
        "consent_words": "said yes",
    }
    return f"{_customer(place)}/contacts/{contact}", _customer(place), who


def _merges(place: Office, ana: Browser, code: str) -> Deed:
    place.job(FOX, customer_name="Dana Reed", address="14 Oak Street, Atlanta")
    keep, gone = (row.id for row in place.sql("SELECT id FROM customers ORDER BY id"))
    place.sql("UPDATE customers SET notes = 'dog', story = 'ice maker' WHERE id = :id", id=gone)
    page = f"/people/customers/{keep}/merge"
    return page, f"{page}?with={gone}", {"gone": str(gone), "sure": "1"}


def _snoozes(place: Office, ana: Browser, code: str) -> Deed:
    given = {"until": "2026-01-15T09:00", "reason": "insurer"}
    return f"/jobs/{code}/snooze", "/", given


def _marks_urgent(place: Office, ana: Browser, code: str) -> Deed:
    return f"/jobs/{code}/urgency", "/", {"urgency": "sewage"}


def _logs_a_call(place: Office, ana: Browser, code: str) -> Deed:
    return f"/jobs/{code}/call", f"/jobs/{code}", {"heard": "spoke", "next_by": "2026-01-13T16:00"}


def _assigns(place: Office, ana: Browser, code: str) -> Deed:
    return f"/jobs/{code}/assign", f"/jobs/{code}", {"contractor": LUIS}


def _cancels(place: Office, ana: Browser, code: str) -> Deed:
    return f"/jobs/{code}/cancel", f"/jobs/{code}", {"words": "sold the house", "tell": "1"}


def _waits(place: Office, ana: Browser, code: str) -> Deed:
    return f"/jobs/{code}/waiting", f"/jobs/{code}", {"waiting_on": "insurer"}


def _tells_the_story(place: Office, ana: Browser, code: str) -> Deed:
    return f"/jobs/{code}/story", f"/jobs/{code}", {"story": "ice maker", "notes": "dog"}


def _revokes_links(place: Office, ana: Browser, code: str) -> Deed:
    ana.post(f"/jobs/{code}/link", page=f"/jobs/{code}")
    return f"/jobs/{code}/links/revoke", f"/jobs/{code}", {}


def _changes_contractor(place: Office, ana: Browser, code: str) -> Deed:
    crew = f"/people/contractors/{_id(place, 'contractors')}"
    return crew, crew, {"name": "Luis R.", "phone": LUIS, "active": "1"}


def _arrived(place: Office, ana: Browser, code: str) -> Deed:
    return f"/jobs/{code}/happened", f"/jobs/{code}", {"what": "called", "at": "2026-01-13T12:00"}


@pytest.mark.parametrize("prepare", [
    _texts_another, _adds_somebody, _adds_somebody_again, _removes_somebody, _changes_number,
    _merges, _snoozes, _marks_urgent, _logs_a_call, _assigns, _cancels, _waits, _tells_the_story,
    _revokes_links, _changes_contractor, _arrived,
])  # fmt: skip
def test_as_it_was(database_url: str, prepare: Callable[[Office, Browser, str], Deed]) -> None:
    with office(database_url) as place:
        code, ana = place.job(), place.ana()
        path, page, form = prepare(place, ana, code)
        before, last = _stands(place), place.sql("SELECT max(id) AS id FROM deeds")[0].id
        answer = ana.post(path, page=page, **form)
        assert answer.status_code == 303, answer.text
        deed = place.sql("SELECT max(id) AS id FROM deeds")[0].id
        assert deed != last
        assert _stands(place) != before
        ana.post(f"/deeds/{deed}/undo", page="/jobs/new")
        assert place.sql("SELECT undone_at FROM deeds WHERE id = :id", id=deed)[0].undone_at
        assert _stands(place) == before
