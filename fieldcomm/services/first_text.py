"""The first real text: to the phone of whoever sets fieldcomm up."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from fieldcomm.domain.effects import Say
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.first_run_steps import note_step
from fieldcomm.services.locked import locked_phone
from fieldcomm.services.sessions import SignedIn
from fieldcomm.services.unit import retrying, unit

_LATEST = text(
    "SELECT state, why, body, error_code, created_at FROM messages"
    " WHERE phone = :phone AND moment = 'first_text' ORDER BY id DESC LIMIT 1"
)


def send_first_text(deps: Deps, me: SignedIn) -> None:
    """At once, day or night; sent twice within a minute it is one text. Raises Refused."""
    phone = me.phone
    if phone is None:
        raise Refused("You have no phone yet. Add it on the team page first.")

    def run() -> None:
        with unit(deps) as work:
            snapshot = locked_phone(work, phone)
            once = f"first-text/{me.user_id}/{work.machine:%Y%m%d%H%M}"
            say = Say("first_text", to=phone, params={"name": me.name.split()[0]}, once=once)
            apply(work, [(snapshot, [say])])
            note_step(work, "first_text", "done")

    retrying(run)


def first_text(deps: Deps, me: SignedIn) -> Any:
    """The latest, as it stands now; None: none yet."""
    if me.phone is None:
        return None
    with unit(deps) as work:
        return work.session.execute(_LATEST, {"phone": me.phone}).one_or_none()
