"""How one local Twilio behaves: the account it plays and how fast it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(slots=True)
class Settings:
    """All durations in seconds unless the name says `_ms`. Some can be changed while it runs."""

    account_sid: str
    auth_token: str
    numbers: tuple[str, ...]  # ours, in E.164 form; a messaging service sends from the first
    messaging_service_sid: str | None = None
    sms_url: str | None = None  # where inbound texts go
    fallback_url: str | None = None
    journal: Path | None = None  # keeps what was accepted across a restart
    sent_after: float = 0.3
    delivered_after: float = 0.8
    answer_ms: int = 0  # every REST answer takes at least this long
    callbacks: bool = True
    signing_key: tuple[str, str] | None = None  # (key id, secret): sign with HMAC-SHA256
    keyword_replies: bool = True  # STOP, START and HELP are answered by the provider
    advanced_opt_out: bool = False  # webhooks then say OptOutType
    seed: int | None = None

    def __post_init__(self) -> None:
        if not self.numbers:
            raise ValueError("a local Twilio needs at least one number of ours")


# What `POST /local/settings` may change while it runs.
CHANGEABLE: dict[str, tuple[type, ...]] = {
    "sms_url": (str, type(None)),
    "fallback_url": (str, type(None)),
    "sent_after": (int, float),
    "delivered_after": (int, float),
    "answer_ms": (int,),
    "callbacks": (bool,),
    "keyword_replies": (bool,),
    "advanced_opt_out": (bool,),
}


def change(settings: Settings, wanted: dict[str, object]) -> list[str]:
    """Apply `wanted`; returns what is wrong with it, and then nothing was changed."""
    problems = [
        f"{name} cannot be set to {value!r}"
        for name, value in wanted.items()
        if not isinstance(value, CHANGEABLE.get(name, ()))
    ]
    if not problems:
        for name, value in wanted.items():
            setattr(settings, name, value)
    return problems
