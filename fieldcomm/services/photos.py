"""Pictures for those who may see them, and pictures that go out."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from fieldcomm.messaging.picture import PORTRAIT_SIDE, NotAPicture, Picture, picture
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.tokens import hash_token
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import photos as rows

_KNOWN = text("SELECT 1 FROM contractors WHERE id = :id")
LINK_LIVES = timedelta(days=1)  # the provider fetches within minutes


def checked_picture(raw: bytes, *, longest: int = 1600) -> Picture:
    """Raises Refused where it is no picture."""
    try:
        return picture(raw, longest=longest)
    except NotAPicture as error:
        raise Refused(str(error)) from None


def keep_for_text(work: Unit, seen: Picture) -> str:
    """A picture that goes out with a text: returns the token of the link the provider fetches."""
    token = work.deps.entropy.token()
    rows.add(
        work.session,
        content=seen.content,
        width=seen.width,
        height=seen.height,
        link_hash=hash_token(token),
        link_until=work.machine + LINK_LIVES,
        at=work.machine,
    )
    return token


def photos_go_with(work: Unit, tokens: tuple[str, ...]) -> None:
    """The text just put into the outbox is the one they belong to."""
    for token in tokens:
        rows.belongs_to(work.session, hash_token(token), work.said[-1])


def set_portrait(deps: Deps, contractor_id: int, raw: bytes) -> None:
    """The picture customers see of who is coming. Raises Refused."""
    seen = checked_picture(raw, longest=PORTRAIT_SIDE)
    with unit(deps) as work:
        if not work.session.scalar(_KNOWN, {"id": contractor_id}):
            raise Refused("There is no such contractor.")
        rows.add(
            work.session,
            contractor_id=contractor_id,
            content=seen.content,
            width=seen.width,
            height=seen.height,
            at=work.machine,
        )


def photo(deps: Deps, photo_id: int) -> bytes | None:
    """A JPEG; None where there is none."""
    with unit(deps) as work:
        return rows.content(work.session, photo_id)


def linked_photo(deps: Deps, token: str) -> bytes | None:
    """What a link that went out leads to, for a day."""
    with unit(deps) as work:
        return rows.linked(work.session, hash_token(token), work.machine)


def portrait(deps: Deps, contractor_id: int) -> bytes | None:
    with unit(deps) as work:
        return rows.portrait(work.session, contractor_id)
