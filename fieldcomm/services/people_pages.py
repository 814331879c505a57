"""Lists of people for the desk's pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fieldcomm.domain.phone import PhoneError
from fieldcomm.domain.phone import parse as parse_phone
from fieldcomm.services.deps import Deps
from fieldcomm.services.unit import unit
from fieldcomm.store.queries import people as rows


@dataclass(frozen=True, slots=True)
class NewJobPage:
    """What the form offers; `known` are the households the phone belongs to already."""

    now: datetime
    company: str
    zone: str
    contractors: list[Any]
    known: list[Any]


def phone_of_contact(deps: Deps, contact_id: int) -> str | None:
    with unit(deps) as work:
        return rows.phone_of_contact(work.session, contact_id)


def read_new_job(deps: Deps, phone: str = "") -> NewJobPage:
    with unit(deps) as work:
        try:
            known = list(rows.customers_of(work.session, parse_phone(phone))) if phone else []
        except PhoneError:
            known = []  # the form says so when it is sent
        contractors = list(rows.active_contractors(work.session))
        policy = work.policy
        return NewJobPage(work.now, policy.company, policy.zone.key, contractors, known)
