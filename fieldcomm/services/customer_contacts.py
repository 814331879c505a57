"""The people of a household: add, change, take off; a new number takes over what was owed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import text

from fieldcomm.domain.effects import ChangePhone, Effect, PlanCheckIns, RecordConsent
from fieldcomm.services.add_job import checked_language
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.locked import locked_phone, locked_row
from fieldcomm.services.move_number import move_number
from fieldcomm.services.people import checked_name, checked_phone, refuse_known
from fieldcomm.services.put_contact import checked_role, put_contact, set_contact
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.store import locks
from fieldcomm.store.models import Contact, Customer, Phone

FREQUENCIES = ("twice", "daily", "changes")
_OPEN_JOBS = text(
    "SELECT code FROM jobs WHERE contact_id = :id AND status NOT IN ('closed', 'cancelled') ORDER BY id"
)


def add_person(deps: Deps, customer_id: int, given: Mapping[str, Any], *, by: str) -> None:
    """`given`: name, phone, role, is_texted, decides, opens_door, and consent_words where they
    agreed to texts. Raises Refused."""
    columns, phone = _checked(given), checked_phone(given["phone"])

    def run() -> None:
        with unit(deps) as work:
            locks.know_phones(work.session, [phone])
            locks.lock_phones(work.session, [phone])
            _refuse_gone(work, customer_id)
            put_contact(work, customer_id, phone, columns)
            _agreed(work, phone, given.get("consent_words", ""), by)

    retrying(run)


def change_person(deps: Deps, contact_id: int, given: Mapping[str, Any], *, by: str) -> None:
    """As `add_person`; language and frequency belong to the number. Raises Refused."""
    columns, phone = _checked(given), checked_phone(given["phone"])
    preferences = {
        "language": checked_language(given.get("language")) or "en",
        "frequency": _checked_frequency(given.get("frequency") or "twice"),
    }

    def run() -> None:
        with unit(deps) as work:
            contact = _contact(work, contact_id, phone)
            if phone != contact.phone:
                refuse_known(work, phone)
                _agreed(work, phone, given.get("consent_words", ""), by)
                move_number(work, contact, phone)
            if not columns["is_texted"]:
                _refuse_texted(work, contact, "record that they opted out, or end that first")
            set_contact(work, contact, columns)
            _prefer(work, phone, preferences)

    retrying(run)


def remove_person(deps: Deps, contact_id: int) -> str:
    """Take somebody off the household; returns their name. Raises Refused while a job is theirs."""

    def run() -> str:
        with unit(deps) as work:
            contact = _contact(work, contact_id)
            _refuse_texted(
                work, contact, "end that first, or change the number to whoever takes over"
            )
            set_contact(work, contact, {"removed_at": work.now})
            return contact.name

    return retrying(run)


def _checked(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": checked_name(given["name"]),
        "role": checked_role(given.get("role") or "other"),
        **{flag: bool(given.get(flag)) for flag in ("is_texted", "decides", "opens_door")},
    }


def _checked_frequency(raw: str) -> str:
    if raw not in FREQUENCIES:
        raise Refused(f"{raw!r} is no frequency; use one of {', '.join(FREQUENCIES)}.")
    return raw


def _refuse_gone(work: Unit, customer_id: int) -> None:
    customer = work.session.get(Customer, customer_id)
    if customer is None or customer.merged_into or customer.erased_at:
        raise Refused("There is no such customer any more.")


def _contact(work: Unit, contact_id: int, *phones: str) -> Contact:
    """Somebody still on file, their phone and `phones` locked. Raises Refused."""
    contact = locked_row(work, Contact, contact_id, *phones)
    if contact is None or contact.removed_at:
        raise Refused("They are not on file here any more.")
    _refuse_gone(work, contact.customer_id)
    return contact


def _refuse_texted(work: Unit, contact: Contact, instead: str) -> None:
    open_jobs = list(work.session.scalars(_OPEN_JOBS, {"id": contact.id}))
    if open_jobs:
        raise Refused(f"{contact.name} is texted about {', '.join(open_jobs)}: {instead}.")


def _agreed(work: Unit, phone: str, words: str, by: str) -> None:
    """Consent to texts, where they gave it; an opt-out is not lifted by the way."""
    said = " ".join(words.replace("\0", "").split())[:500]
    if not said or work.session.get_one(Phone, phone).consent != "unknown":
        return
    snapshot = locked_phone(work, phone)
    apply(work, [(snapshot, [RecordConsent(phone, "given", "desk", said, by)])])


def _prefer(work: Unit, phone: str, preferences: dict[str, str]) -> None:
    snapshot = locked_phone(work, phone)
    if all(getattr(snapshot.phone, name) == value for name, value in preferences.items()):
        return
    effects: list[Effect] = [ChangePhone(phone, preferences), PlanCheckIns(phone)]
    apply(work, [(snapshot, effects)])
