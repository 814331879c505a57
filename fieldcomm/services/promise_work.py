"""What the desk does with promises: record a callback, log a call, settle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from fieldcomm.domain.callback.open import CallbackError, next_word_in, open_callback
from fieldcomm.domain.customer.evidence import settle_by_person, settle_with
from fieldcomm.domain.desk.call_list import call_made
from fieldcomm.domain.effects import Effect, Note, Say
from fieldcomm.services.apply import apply
from fieldcomm.services.contacts import contact_of
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.find import owner_by_phone
from fieldcomm.services.people import checked_phone
from fieldcomm.services.photos import checked_picture, keep_for_text, photos_go_with
from fieldcomm.services.unit import retrying, unit
from fieldcomm.services.visits import in_zone, job_of

Heard = Literal["spoke", "voicemail", "no_answer"]
MOST_PHOTOS = 3
HEARD: tuple[Heard, ...] = ("spoke", "voicemail", "no_answer")


def add_callback(
    deps: Deps, code: str, *, due: datetime | str, owner_phone: str | None, words: str | None = None
) -> None:
    """Record that somebody promised a call by `due` (aware, or local to the site). Raises Refused."""

    def run() -> None:
        with unit(deps) as work:
            snapshot, job = job_of(work, code)
            owner = (
                owner_by_phone(work, checked_phone(owner_phone))
                if owner_phone
                else snapshot.dispatcher(job)
            )
            at = in_zone(due, job)
            try:
                effects = open_callback(
                    snapshot, job, due=at, owner=owner, words=words or "We'll call you"
                )
            except CallbackError as error:
                raise Refused(str(error)) from None
            apply(work, [(snapshot, effects)])

    retrying(run)


def log_call(
    deps: Deps,
    code: str,
    *,
    heard: str,
    by: str,
    next_by: datetime | str | None = None,
    next_in: int | None = None,
) -> None:
    """A call was made: `spoke` settles and covers the next check-in. Nobody was spoken with by
    voicemail or no answer: they settle and cover nothing, and stand on the timeline.

    `next_by` is when they hear from us next, or `next_in` so many minutes from now, on a time one
    can say: a promise. Who was spoken with knows it already, who was not gets it by text, and is
    not called at night: then half an hour after it ends, so that its owner is prompted. Raises
    Refused.
    """
    if heard not in HEARD:
        raise Refused(f"{heard!r} is not known; use one of {', '.join(HEARD)}.")

    def run() -> None:
        with unit(deps) as work:
            snapshot, job = job_of(work, code)
            effects: list[Effect] = [Note(f"call_{heard}", by, job.id)]
            spoke = heard == "spoke"
            if spoke:
                effects += settle_by_person(snapshot, job, work.now, "call")
                effects += call_made(snapshot, job, by=by)
            due = in_zone(next_by, job) if next_by else None
            if due is None and next_in:
                due = next_word_in(next_in, snapshot, job, spoke=spoke)
            if due is not None:
                owner = snapshot.dispatcher(job)
                try:
                    effects += open_callback(
                        snapshot,
                        job,
                        due=due,
                        owner=owner,
                        words="Next word from us, said on the phone" if spoke else "We'll call you",
                        tell=not spoke,
                        anew=spoke,
                        tried=not spoke,
                    )
                except CallbackError as error:
                    raise Refused(str(error)) from None
            apply(work, [(snapshot, effects)])

    retrying(run)


def send_manual(
    deps: Deps,
    code: str,
    *,
    body: str,
    by: str,
    contact_id: int | None = None,
    photos: Sequence[bytes] = (),
) -> None:
    """A dispatcher's own words to whom the job texts: covers, answers, settles a reply. To another
    of its customer's contacts (`contact_id`) they settle what was owed to that one. Raises Refused.

    `photos` are files as they were chosen; at most three go with a text.
    """
    words = " ".join(body.replace("\0", "").split())
    if not words:
        raise Refused("The text is empty.")
    if len(words) > 1500:
        raise Refused(f"The text has {len(words)} characters; 1500 fit.")

    if len(photos) > MOST_PHOTOS:
        raise Refused(f"{len(photos)} pictures are too many for a text; send {MOST_PHOTOS}.")
    seen = [checked_picture(raw) for raw in photos]

    def run() -> None:
        with unit(deps) as work:
            to = contact_of(work, code, contact_id) if contact_id is not None else None
            snapshot, job = job_of(work, code)
            consent = to.consent if to else snapshot.phone.consent
            if consent == "stopped":
                raise Refused("They have opted out of texts: call instead.")
            phone = to.phone if to else job.phone
            tokens = tuple(keep_for_text(work, one) for one in seen)
            text = Say("manual", to=phone, params={"text": words}, job_id=job.id, photos=tokens)
            note = Note("manual_text", by, job.id)
            effects: list[Effect] = [text, note]
            effects += settle_with(snapshot, phone, work.now, "text")
            apply(work, [(snapshot, effects)])
            photos_go_with(work, tokens)

    retrying(run)
