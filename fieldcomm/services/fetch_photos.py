"""Fetch what came with texts. No session is open while Twilio is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from fieldcomm.clock import monotonic
from fieldcomm.log import get_logger
from fieldcomm.messaging.media import MediaGone, MediaRefused, MediaUnknown, TwilioMedia
from fieldcomm.messaging.picture import MOST_BYTES, NotAPicture, picture
from fieldcomm.services.deps import Deps
from fieldcomm.services.timing import back_off
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import photos as rows

log = get_logger(__name__)

BATCH = 4
TRIES = 12  # over about 40 minutes; then it is gone
Record = Callable[[Unit], None]


def fetch_photos(deps: Deps, *, seconds: float = 20.0) -> bool:
    """Fetch until none is due or time is up. True when some are left."""
    until = monotonic() + seconds
    while taken := _take(deps):
        for row in taken:
            deps.hook("before_photo")
            record = _fetched(deps, row)
            deps.hook("photo_fetched")
            with unit(deps) as work:
                record(work)
        if monotonic() > until:
            return True
    return False


def _take(deps: Deps) -> list[Any]:
    with unit(deps) as work:
        found = list(rows.due(work.session, work.machine, BATCH))
        for row in found:
            rows.try_later(work.session, row.id, work.machine + deps.timing.picture_alone)
        return found


def _fetched(deps: Deps, row: Any) -> Record:
    """Ask Twilio; returns what is to be written about it."""
    media = _media(deps)
    if media is None:
        return lambda work: rows.try_later(work.session, row.id, work.machine + timedelta(hours=1))
    try:
        seen = picture(media.fetch(row.source_url, MOST_BYTES))
        return lambda work: rows.keep(work.session, row.id, seen.content, seen.width, seen.height)
    except (MediaRefused, NotAPicture) as error:
        why = str(error)
        return lambda work: rows.leave(work.session, row.id, "refused", why)
    except MediaGone as error:
        gone = str(error)
        return lambda work: rows.leave(work.session, row.id, "gone", gone)
    except MediaUnknown:
        return lambda work: _again(work, row)


def _again(work: Unit, row: Any) -> None:
    log.info("photo_not_fetched", photo=row.id, tries=row.tries + 1)
    if row.tries + 1 >= TRIES:
        rows.leave(work.session, row.id, "gone", "Twilio did not answer")
    else:
        rows.try_later(work.session, row.id, work.machine + back_off(row.tries + 1))


def _media(deps: Deps) -> TwilioMedia | None:
    config = deps.config
    if not config.twilio_account_sid or not config.twilio_auth_token:
        return None
    return TwilioMedia(
        config.twilio_account_sid,
        config.twilio_auth_token,
        config.twilio_api_url,
        deps.timing.provider_timeout.total_seconds(),
    )
