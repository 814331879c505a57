"""The one port to whoever carries our texts. Services know this; only `messaging.twilio` knows Twilio."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A text about to be handed over. `validity_seconds` is how long it stays useful (1..36000)."""

    to: str
    body: str
    from_number: str | None
    messaging_service_sid: str | None
    status_callback: str | None  # None: we are not to be reached, and ask instead
    validity_seconds: int | None = None
    media_urls: tuple[str, ...] = ()  # pictures the provider fetches


@dataclass(frozen=True, slots=True)
class ProviderMessage:
    """A text as the provider holds it. Times aware UTC; `status` in the provider's words."""

    sid: str
    direction: str  # inbound | outbound-api | outbound-reply ...
    from_number: str
    to: str
    body: str
    status: str
    error_code: int | None
    segments: int
    created_at: datetime | None
    sent_at: datetime | None
    num_media: int = 0
    messaging_service_sid: str | None = None


class SendRefused(Exception):
    """The provider answered and did not take the text. `code` is its error code."""

    def __init__(self, code: int | None, status: int, message: str = "") -> None:
        super().__init__(f"refused: {code or status}")
        self.code = code
        self.status = status
        self.message = message


class SendUnknown(Exception):
    """We cannot know whether the provider took the text: a timeout, a 5xx, an unreadable answer."""


class NotSent(Exception):
    """We gave up before the first byte left: nothing was sent, safe to try again."""


class Gateway(Protocol):
    """Errors: `send` raises SendRefused, SendUnknown or NotSent; the others raise SendUnknown."""

    def send(self, text: Outgoing, still_ours: Callable[[], bool]) -> ProviderMessage:
        """Hand one text over. `still_ours` is asked right before the request leaves."""

    def list_to(
        self, to: str, *, since: datetime | None = None, limit: int = 100
    ) -> list[ProviderMessage]:
        """What the provider lists to this number, newest first, inbound and outbound."""

    def list_since(self, since: datetime, *, limit: int) -> list[ProviderMessage]:
        """What the provider lists of the whole account from `since` on, newest first. Exactly
        `limit` of them: perhaps there are more."""

    def fetch(self, sid: str) -> ProviderMessage:
        """One text by its SID."""


@dataclass(frozen=True, slots=True)
class AccountSeen:
    """What `probe` saw: the account's name and its status in Twilio's words (`active`)."""

    friendly_name: str
    status: str


@dataclass(frozen=True, slots=True)
class NumberSeen:
    """One of the account's own numbers. `sms_url`: where texts to it go; empty: nowhere."""

    phone: str
    sms_url: str


class Provider(Gateway, Protocol):
    """A gateway that can also be asked about our account, to find what an operator got wrong."""

    def probe(self) -> AccountSeen:
        """Our own account. Raises SendRefused, SendUnknown or NotSent."""

    def number(self, phone: str) -> NumberSeen | None:
        """This number of the account's; None where it is not theirs. Raises as `probe`."""
