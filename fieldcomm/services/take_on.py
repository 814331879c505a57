"""A job opened by the customer's own texts: the household, the job, the first word, the check-ins."""

from __future__ import annotations

from sqlalchemy import select, text

from fieldcomm.domain.customer.other import to_a_person
from fieldcomm.domain.effects import Note, OpenTask, TakeOnJob
from fieldcomm.services.add_job import add_job_in
from fieldcomm.services.apply import apply
from fieldcomm.services.locked import locked_job, locked_phone
from fieldcomm.services.unit import Unit
from fieldcomm.services.zone_of_address import zone_of_address
from fieldcomm.store.models import Contact

ACTOR = "customer"
_AT_ADDRESS = text(
    "SELECT c.id, j.code FROM customers c JOIN jobs j ON j.customer_id = c.id"
    " WHERE j.status NOT IN ('closed', 'cancelled')"
    " AND regexp_replace(lower(c.address), '[^a-z0-9]', '', 'g') = :plain ORDER BY j.id DESC LIMIT 1"
)
_ASKED = text("UPDATE phones SET asked = NULL, asked_refs = NULL, choices = NULL WHERE phone = :p")


def take_on(work: Unit, wanted: TakeOnJob) -> None:
    """In the transaction that read the text. Somebody else at an address we work at already is
    no second job: a person looks."""
    work.session.execute(_ASKED, {"p": wanted.phone})
    plain = "".join(c for c in wanted.address.lower() if c.isascii() and c.isalnum())
    known = work.session.execute(_AT_ADDRESS, {"plain": plain}).one_or_none()
    if known is not None:
        _same_house(work, wanted, known.id, known.code)
        return
    code = add_job_in(
        work,
        {
            "customer_name": wanted.name,
            "phone": wanted.phone,
            "address": wanted.address,
            "summary": wanted.summary,
            "timezone": zone_of_address(wanted.address),
            "language": None,
            "contractor": None,
            "urgency": wanted.urgency.value if wanted.urgency else None,
            "code": None,
            "consent_words": wanted.words,
            "consent_source": "text",
            "actor": ACTOR,
        },
    )
    _tell_their_story(work, code, wanted.words)


def _same_house(work: Unit, wanted: TakeOnJob, customer_id: int, code: str) -> None:
    has = select(Contact.id).where(
        Contact.customer_id == customer_id, Contact.phone == wanted.phone
    )
    if work.session.scalar(has) is None:
        work.session.add(
            Contact(
                customer_id=customer_id,
                name=wanted.name,
                phone=wanted.phone,
                role="other",
                is_texted=False,
                created_at=work.now,
            )
        )
        work.session.flush()
    snapshot = locked_phone(work, wanted.phone)
    words = f"Perhaps job {code} (same address): {wanted.words[:250]}"
    task = OpenTask("unknown_sender", words, phone=wanted.phone)
    apply(work, [(snapshot, [task, *to_a_person(snapshot, None, wanted.words)])])


_STORY = text(
    "UPDATE customers c SET story = :words FROM jobs j WHERE j.code = :code AND c.id = j.customer_id"
    " AND c.story = '' RETURNING j.id"
)


def _tell_their_story(work: Unit, code: str, words: str) -> None:
    """Told once: nobody asks them again."""
    job_id = work.session.scalar(_STORY, {"code": code, "words": words})
    snapshot = None if job_id is None else locked_job(work, job_id)
    if snapshot is not None:
        apply(work, [(snapshot, [Note("taken_on_by_text", ACTOR, job_id, {"text": words[:300]})])])
