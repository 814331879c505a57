"""How our texts leave: who carries them, how well, and a test text to whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import text

from fieldcomm.domain.effects import Say
from fieldcomm.messaging.gateway import Provider
from fieldcomm.services.apply import apply
from fieldcomm.services.check_provider import check_provider, check_values, webhook_address
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.finding import Finding
from fieldcomm.services.locked import locked_phone
from fieldcomm.services.unit import unit

LATELY = timedelta(days=1)
_SENDERS = text(
    "SELECT phone, messaging_service_sid, segments_per_second, paused, active FROM senders"
    " ORDER BY active DESC, id"
)
_LAST_IN = text("SELECT max(received_at) FROM inbox WHERE kind = 'text'")
_LAST_OUT = text("SELECT max(sent_at) FROM messages WHERE direction = 'out'")
_HEALTH = text(
    "SELECT state, count(*) AS n FROM messages WHERE direction = 'out' AND created_at > :since"
    " GROUP BY state"
)
_WHY_NOT = text(
    "SELECT error_code, count(*) AS n FROM messages WHERE direction = 'out'"
    " AND created_at > :since AND state IN ('failed', 'undelivered') AND error_code IS NOT NULL"
    " GROUP BY error_code ORDER BY n DESC, error_code LIMIT 5"
)
_WAITING = text("SELECT count(*) FROM messages WHERE state = 'queued'")
_TEST = text(
    "SELECT state, why, created_at FROM messages WHERE phone = :phone AND moment = 'test_text'"
    " ORDER BY id DESC LIMIT 1"
)
_PHONE = text("SELECT phone FROM users WHERE id = :id")


@dataclass(frozen=True, slots=True)
class SendingPage:
    """`health` counts the last day's texts by state; `findings` is None until somebody asked."""

    senders: list[Any]
    paused: bool
    ready: bool
    webhook: str
    provider_api: str | None
    last_in: datetime | None
    last_out: datetime | None
    waiting: int
    health: dict[str, int]
    errors: list[Any]
    my_phone: str | None
    test: Any
    company: str
    zone: ZoneInfo
    now: datetime

    @property
    def sender(self) -> Any:
        return next((sender for sender in self.senders if sender.active), None)


def read_sending(deps: Deps, user_id: int | None) -> SendingPage:
    with unit(deps) as work:
        since = {"since": work.now - LATELY}
        phone = work.session.scalar(_PHONE, {"id": user_id})
        return SendingPage(
            senders=list(work.session.execute(_SENDERS)),
            paused=work.company.paused,
            ready=deps.config.twilio_ready,
            webhook=webhook_address(deps.config),
            provider_api=deps.config.twilio_api_url,
            last_in=work.session.scalar(_LAST_IN),
            last_out=work.session.scalar(_LAST_OUT),
            waiting=work.session.scalar(_WAITING) or 0,
            health={row.state: row.n for row in work.session.execute(_HEALTH, since)},
            errors=list(work.session.execute(_WHY_NOT, since)),
            my_phone=phone,
            test=work.session.execute(_TEST, {"phone": phone}).one_or_none(),
            company=work.policy.company,
            zone=work.policy.zone,
            now=work.now,
        )


def check_sending(deps: Deps) -> list[Finding]:
    """Asks Twilio what `fieldcomm doctor` asks. Takes as long as Twilio takes."""
    missing = check_values(deps.config)
    if missing is not None or deps.gateway is None:
        return [missing] if missing else []
    # Whoever carries our texts in a running process is Twilio's gateway.
    return check_provider(deps.config, cast(Provider, deps.gateway))


def send_test_text(deps: Deps, user_id: int | None) -> str:
    """A text to the phone of whoever asks; returns the phone. Raises Refused."""
    with unit(deps) as work:
        row = work.session.execute(_PHONE, {"id": user_id}).one_or_none()
        if row is None or row.phone is None:
            raise Refused("You have no phone with us yet: add it on the Team page.")
        snapshot = locked_phone(work, row.phone)
        me = next((p for p in snapshot.office if p.id == user_id), None)
        params = {"name": me.first_name if me else "", "at": work.now}
        apply(work, [(snapshot, [Say("test_text", row.phone, params)])])
        return str(row.phone)
