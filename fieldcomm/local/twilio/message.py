"""A text as this provider holds it, and the JSON its REST API shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache
from typing import Any

FINAL = frozenset({"delivered", "undelivered", "failed", "canceled", "received"})


@dataclass(slots=True)
class Message:
    """Times aware UTC. `from_number` is None while a messaging service has not chosen one."""

    sid: str
    account_sid: str
    direction: str
    from_number: str | None
    to: str
    body: str
    status: str
    created_at: datetime
    updated_at: datetime
    sent_at: datetime | None = None
    error_code: int | None = None
    segments: int = 0
    messaging_service_sid: str | None = None
    status_callback: str | None = None
    media: tuple[str, ...] = ()
    listed_after: datetime | None = None  # a lagging list hides it until then
    quirks: dict[str, dict[str, Any]] = field(default_factory=dict)  # faults that stay with it

    @property
    def final(self) -> bool:
        return self.status in FINAL

    def shown(self) -> dict[str, Any]:
        """The resource as https://www.twilio.com/docs/messaging/api/message-resource has it."""
        uri = f"/2010-04-01/Accounts/{self.account_sid}/Messages/{self.sid}"
        return {
            "account_sid": self.account_sid,
            "api_version": "2010-04-01",
            "body": self.body,
            "date_created": _rfc2822(self.created_at),
            "date_sent": _rfc2822(self.sent_at) if self.sent_at else None,
            "date_updated": _rfc2822(self.updated_at),
            "direction": self.direction,
            "error_code": self.error_code,
            "error_message": f"Error {self.error_code}" if self.error_code else None,
            "from": self.from_number,
            "messaging_service_sid": self.messaging_service_sid,
            "num_media": str(len(self.media)),
            "num_segments": str(self.segments),
            "price": None,
            "price_unit": "USD",
            "sid": self.sid,
            "status": self.status,
            "subresource_uris": {"media": f"{uri}/Media.json"},
            "to": self.to,
            "uri": f"{uri}.json",
        }


def _rfc2822(at: datetime) -> str:
    return _by_second(int(at.timestamp()))


@lru_cache(maxsize=64)
def _by_second(second: int) -> str:
    return format_datetime(datetime.fromtimestamp(second, UTC))
