"""Take on a job: recognise the customer, give it a code, say the first word."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select, text

from fieldcomm.domain.effects import ChangePhone, Effect, RecordConsent
from fieldcomm.domain.job import Urgency
from fieldcomm.domain.opening import open_job
from fieldcomm.domain.snapshot import who_takes_on
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.find import contractor_by_phone
from fieldcomm.services.locked import locked_job
from fieldcomm.services.people import checked_name, checked_phone
from fieldcomm.services.plan_check_ins import plan_check_ins
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.services.zone_names import zone_names
from fieldcomm.store import locks
from fieldcomm.store.models import Contact, Customer, Job, Phone
from fieldcomm.store.queries.snapshots import People

# Letters and digits nobody confuses when reading them out.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = "23456789"
_CODE = re.compile(r"[A-HJ-NP-Z][2-9][A-HJ-NP-Z]([2-9][A-HJ-NP-Z]?)*")
CONSENT_WORDS = "Customer asked us for this job and to be kept posted by text"


def add_job(
    deps: Deps,
    *,
    customer_name: str,
    customer_phone: str,
    address: str,
    summary: str,
    timezone: str | None = None,
    language: str | None = None,
    contractor_phone: str | None = None,
    consent_words: str = CONSENT_WORDS,
    actor: str = "office",
    urgency: str | None = None,
    code: str | None = None,
) -> str:
    """Add a job and text its customer. Returns the job's code. Raises Refused for bad input.

    `timezone` is the job site's (IANA name), the company's by default: never the phone's.
    `code` is the code it should have; another is taken where that is in use.
    """
    given = {
        "customer_name": checked_name(customer_name, "customer's name"),
        "phone": checked_phone(customer_phone),
        "address": checked_name(address, "address"),
        "summary": checked_name(summary, "summary"),
        "timezone": checked_zone(timezone),
        "language": checked_language(language),
        "contractor": checked_phone(contractor_phone) if contractor_phone else None,
        "consent_words": consent_words,
        "actor": actor,
        "urgency": checked_urgency(urgency),
        "code": code,
    }
    return retrying(lambda: _add(deps, given))


def checked_zone(raw: str | None) -> str | None:
    if raw and raw not in zone_names():
        raise Refused(f"{raw!r} is no time zone; use a name like America/New_York.")
    return raw or None


def checked_language(raw: str | None) -> str | None:
    if raw and raw not in ("en", "es"):
        raise Refused(f"{raw!r} is no language we write; use en or es.")
    return raw or None


def checked_urgency(raw: str | None) -> str | None:
    if raw and raw not in tuple(Urgency):
        raise Refused(f"{raw!r} is not known; use one of {', '.join(Urgency)}.")
    return raw or None


def _add(deps: Deps, given: dict[str, Any]) -> str:
    with unit(deps) as work:
        return add_job_in(work, given)


def add_job_in(work: Unit, given: dict[str, Any]) -> str:
    """In the caller's transaction; `given` holds what `add_job` has checked. Returns the code."""
    phone = given["phone"]
    locks.know_phones(work.session, [phone])
    locks.lock_phones(work.session, [phone])
    contact = _contact(work, given)
    job = Job(
        code=_given_code(work, given["code"]) or _free_code(work),
        customer_id=contact.customer_id,
        contact_id=contact.id,
        owner_id=_owner(work),
        contractor_id=_contractor(work, given["contractor"]),
        summary=given["summary"],
        status="waiting",
        waiting_on="crew",
        urgency=given["urgency"],
        created_at=work.now,
        changed_at=work.now,
    )
    work.session.add(job)
    work.session.flush()
    if work.deed is not None:
        work.deed.added("jobs", job.id)
    _speak(work, job.id, given)
    return job.code


def _contact(work: Unit, given: dict[str, Any]) -> Contact:
    """The person, if we know the phone at this address; else a new household."""
    known = select(Contact).join(Customer).where(Contact.phone == given["phone"])
    for contact in work.session.scalars(known.order_by(Contact.id)):
        if _same(contact.customer.address, given["address"]):
            if given["timezone"]:
                contact.customer.timezone = given["timezone"]
            return kept_contact(work, contact)
    customer = Customer(
        name=given["customer_name"],
        address=given["address"],
        timezone=given["timezone"] or work.policy.zone.key,
        created_at=work.now,
    )
    contact = Contact(
        customer=customer, name=given["customer_name"], phone=given["phone"], created_at=work.now
    )
    work.session.add_all([customer, contact])
    work.session.flush()
    return contact


def kept_contact(work: Unit, contact: Contact) -> Contact:
    """The same person at the household theirs turned out to be, where two were merged."""
    customer = contact.customer
    while customer.merged_into is not None:
        customer = work.session.get_one(Customer, customer.merged_into)
    if customer.id == contact.customer_id:
        contact.removed_at = None  # they have called again
        return contact
    here = select(Contact).where(Contact.customer_id == customer.id, Contact.phone == contact.phone)
    return work.session.scalars(here).one_or_none() or contact


def _same(one: str, other: str) -> bool:
    return "".join(filter(str.isalnum, one.lower())) == "".join(filter(str.isalnum, other.lower()))


def _owner(work: Unit) -> int | None:
    """Who answers for it: whoever is on call by the rota, dispatchers before managers."""
    found = who_takes_on(People(work.session, work.now).users.values())
    return found.id if found else None


def _contractor(work: Unit, phone: str | None) -> int | None:
    if phone is None:
        return None
    return contractor_by_phone(work, phone).id


def new_code(deps: Deps) -> str:
    """A code a job may have; whoever is given it may show it before the job is there."""
    with unit(deps) as work:
        return _free_code(work)


def _given_code(work: Unit, code: str | None) -> str | None:
    """The code a form was shown, unless another job has it by now."""
    if not code or not _CODE.fullmatch(code):
        return None
    taken = work.session.scalar(text("SELECT 1 FROM jobs WHERE code = :c"), {"c": code})
    return None if taken else code


def _free_code(work: Unit) -> str:
    """A short code nobody has: K7F, then K7F3 and longer as the short ones run out."""
    choice = work.deps.entropy.choice
    for length in (3, 3, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 7):
        code = "".join(choice(LETTERS if i % 2 == 0 else DIGITS) for i in range(length))
        if work.session.scalar(text("SELECT 1 FROM jobs WHERE code = :c"), {"c": code}) is None:
            return code
    raise RuntimeError("no free job code found")


def _speak(work: Unit, job_id: int, given: dict[str, Any]) -> None:
    phone = work.session.get_one(Phone, given["phone"])
    if work.deed is not None:
        work.deed.changing("phones", phone.phone, ("language", "consent", "unreachable"))
    before: list[Effect] = []
    if given["language"]:
        before.append(ChangePhone(phone.phone, {"language": given["language"]}))
        phone.language = given["language"]
    if phone.consent == "unknown":
        before.append(
            RecordConsent(
                phone.phone,
                "given",
                given.get("consent_source", "desk"),
                given["consent_words"],
                given["actor"],
            )
        )
        phone.consent = "given"
    phone.unreachable = None
    work.session.flush()
    snapshot = locked_job(work, job_id)
    job = snapshot.job(job_id) if snapshot else None
    if snapshot is None or job is None:
        raise RuntimeError("the job just added is gone")
    apply(work, [(snapshot, [*before, *open_job(snapshot, job)])])
    plan_check_ins(work, [phone.phone])
