"""Configuration: one frozen object, parsed strictly from the environment.

Every malformed value is listed at once (`ConfigError.problems`); nothing has a default secret.
Secrets may come from a file: `SECRET_KEY_FILE=/run/secrets/key`.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

T = TypeVar("T")

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


class ConfigError(Exception):
    """The environment holds values that mean nothing; `problems` lists all of them."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Config:
    """What a process was told. None means: not said here (the settings row decides)."""

    database_url: str | None
    redis_url: str | None
    secret_key: str | None
    public_url: str
    port: int
    twilio_account_sid: str | None
    twilio_auth_token: str | None
    twilio_auth_token_old: str | None  # still accepted in signatures while the token is changed
    twilio_messaging_service_sid: str | None
    twilio_from_number: str | None
    twilio_api_url: str | None
    data: Path
    clock_adjustable: bool
    segments_per_second: float
    company_name: str | None
    company_timezone: str | None
    check_in_times: tuple[str, ...] | None
    check_in_spread_minutes: int | None
    quiet_hours: str | None
    working_hours: str | None

    @property
    def twilio_ready(self) -> bool:
        """Whether texts can be sent at all; else sending is paused and webhooks answer 403."""
        return bool(
            self.twilio_account_sid
            and self.twilio_auth_token
            and (self.twilio_messaging_service_sid or self.twilio_from_number)
        )

    @property
    def signing_tokens(self) -> tuple[str, ...]:
        """Tokens the provider may sign webhooks with: two while one takes the other's place."""
        return tuple(t for t in (self.twilio_auth_token, self.twilio_auth_token_old) if t)

    @property
    def local_twilio(self) -> bool:
        """Whether the provider is a local Twilio or test double on this machine."""
        return bool(self.twilio_api_url) and _host(self.twilio_api_url or "") in LOOPBACK

    @property
    def can_be_called(self) -> bool:
        """Whether the provider could come to PUBLIC_URL. Where it could not, texts leave all the
        same; what becomes of them, and what people text, is asked for instead."""
        return self.local_twilio or not only_here(_host(self.public_url))


# In the data folder: what the first run was told, for its owner's eyes alone.
PROVIDER_FILE = "twilio.json"
PROVIDER_VALUES = (
    *("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"),
    *("TWILIO_MESSAGING_SERVICE_SID", "TWILIO_FROM_NUMBER"),
)


def names_provider(env: Mapping[str, str]) -> bool:
    """Whether the environment itself says which account we send with; then nothing else does."""
    return any(env.get(name) or env.get(f"{name}_FILE") for name in PROVIDER_VALUES)


def only_here(host: str) -> bool:
    """Whether a host is this machine or this house, as far as its name tells."""
    if host in LOOPBACK or host.endswith(".local"):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def load_config(env: Mapping[str, str]) -> Config:
    """Read the environment, and for the provider the data folder. Raises ConfigError with every
    problem found."""
    r = _Reader({**env, **_kept_provider(env)})
    port = r.parsed("PORT", _port, 8000)
    config = Config(
        database_url=r.parsed("DATABASE_URL", _database_url, None),
        redis_url=r.parsed("REDIS_URL", _redis_url, None),
        secret_key=r.parsed("SECRET_KEY", _secret_key, None),
        public_url=r.parsed("PUBLIC_URL", _base_url, f"http://127.0.0.1:{port}"),
        port=port,
        twilio_account_sid=r.parsed("TWILIO_ACCOUNT_SID", _account_sid, None),
        twilio_auth_token=r.text("TWILIO_AUTH_TOKEN"),
        twilio_auth_token_old=r.text("TWILIO_AUTH_TOKEN_OLD"),
        twilio_messaging_service_sid=r.parsed("TWILIO_MESSAGING_SERVICE_SID", _service_sid, None),
        twilio_from_number=r.parsed("TWILIO_FROM_NUMBER", _e164, None),
        twilio_api_url=r.parsed("TWILIO_API_URL", _base_url, None),
        data=Path(r.text("FIELDCOMM_DATA") or "var").resolve(),
        clock_adjustable=r.parsed("FIELDCOMM_CLOCK", _clock, False),
        segments_per_second=r.parsed("SEGMENTS_PER_SECOND", _pace, 1.0),
        company_name=r.text("COMPANY_NAME"),
        company_timezone=r.parsed("COMPANY_TIMEZONE", parse_zone, None),
        check_in_times=r.parsed("CHECK_IN_TIMES", parse_times, None),
        check_in_spread_minutes=r.parsed("CHECK_IN_SPREAD", parse_spread, None),
        quiet_hours=r.parsed("QUIET_HOURS", parse_time_range, None),
        working_hours=r.parsed("WORKING_HOURS", parse_hours, None),
    )
    if config.clock_adjustable and not config.local_twilio:
        r.problems.append(
            "FIELDCOMM_CLOCK=adjustable moves time and is for local Twilio only: set "
            "TWILIO_API_URL to an address on 127.0.0.1, or FIELDCOMM_CLOCK=real"
        )
    if r.problems:
        raise ConfigError(r.problems)
    return config


def _kept_provider(env: Mapping[str, str]) -> dict[str, str]:
    """Only of a folder that was named: a command in some directory reads no stray secrets there."""
    folder = env.get("FIELDCOMM_DATA", "").strip()
    if not folder or names_provider(env):
        return {}
    try:
        kept = json.loads((Path(folder) / PROVIDER_FILE).read_text())
        return {name: str(kept[name]) for name in PROVIDER_VALUES if kept.get(name)}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError):
        raise ConfigError([f"{PROVIDER_FILE} in {folder} cannot be read; remove it"]) from None


class _Reader:
    def __init__(self, env: Mapping[str, str]) -> None:
        self.env = env
        self.problems: list[str] = []

    def text(self, name: str) -> str | None:
        if name + "_FILE" in self.env:
            try:
                return Path(self.env[name + "_FILE"]).read_text().strip() or None
            except (OSError, UnicodeDecodeError) as error:
                reason = getattr(error, "strerror", None) or "not text"
                self.problems.append(f"{name}_FILE cannot be read: {reason}")
                return None
        return self.env.get(name, "").strip() or None

    def parsed(self, name: str, parse: Callable[[str], T], default: T) -> T:
        raw = self.text(name)
        if raw is None:
            return default
        try:
            return parse(raw)
        except ValueError as error:
            self.problems.append(f"{name}: {error}")
            return default


def _port(raw: str) -> int:
    if not raw.isascii() or not raw.isdigit() or not 0 < int(raw) < 65536:
        raise ValueError(f"{raw!r} is no port; use a whole number from 1 to 65535")
    return int(raw)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _url(raw: str, schemes: tuple[str, ...], example: str) -> str:
    try:
        parts = urlsplit(raw)
        _ = parts.port
    except ValueError as error:
        raise ValueError(f"is no address ({error}); use something like {example}") from None
    if parts.scheme not in schemes:
        raise ValueError(f"is no address we can use; use something like {example}")
    return raw


def _database_url(raw: str) -> str:
    # psycopg 3 is what `postgresql://` means in SQLAlchemy 2.1; hosted services still write postgres://.
    raw = re.sub(r"^postgres://", "postgresql://", raw)
    return _url(
        raw,
        ("postgresql", "postgresql+psycopg"),
        "postgresql://user:password@host/fieldcomm",
    )


def _redis_url(raw: str) -> str:
    return _url(raw, ("redis", "rediss", "unix"), "redis://host:6379/0")


def _base_url(raw: str) -> str:
    url = _url(raw, ("http", "https"), "https://texts.example.com")
    if not _host(url):
        raise ValueError(f"{raw!r} has no host; use something like https://texts.example.com")
    return url.rstrip("/")


def _secret_key(raw: str) -> str:
    if len(raw) < 16:
        raise ValueError("is too short; use at least 16 random characters")
    return raw


def _account_sid(raw: str) -> str:
    if not re.fullmatch(r"AC[0-9a-fA-F]{32}", raw):
        raise ValueError("is no account SID; it starts with AC and has 34 characters")
    return raw


def _service_sid(raw: str) -> str:
    if not re.fullmatch(r"MG[0-9a-fA-F]{32}", raw):
        raise ValueError("is no messaging service SID; it starts with MG and has 34 characters")
    return raw


def _e164(raw: str) -> str:
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", raw):
        raise ValueError(f"{raw!r} is no phone number in E.164 form, like +14045550100")
    return raw


def _clock(raw: str) -> bool:
    if raw not in ("real", "adjustable"):
        raise ValueError(f"{raw!r} is not known; use real or adjustable")
    return raw == "adjustable"


def _pace(raw: str) -> float:
    pace = float(raw) if re.fullmatch(r"\d+(\.\d+)?", raw) else 0.0
    if not 0 < pace <= 10_000:
        raise ValueError(f"{raw!r} is no pace; use segments per second, like 1 or 0.5")
    return pace


def parse_zone(raw: str) -> str:
    if raw not in available_timezones():
        raise ValueError(f"{raw!r} is no time zone; use a name like America/New_York")
    ZoneInfo(raw)
    return raw


def parse_times(raw: str) -> tuple[str, ...]:
    times = tuple(sorted(_time(part) for part in raw.split(",")))
    if len(set(times)) != len(times):
        raise ValueError("names the same time twice")
    return times


def _time(raw: str) -> str:
    match = re.fullmatch(r"\s*([01]?\d|2[0-3]):([0-5]\d)\s*", raw, re.ASCII)
    if not match:
        raise ValueError(f"{raw.strip()!r} is no time of day; write times like 09:30,16:30")
    return f"{int(match[1]):02d}:{match[2]}"


def parse_spread(raw: str) -> int:
    if not raw.isascii() or not raw.isdigit() or not 5 <= int(raw) <= 240:
        raise ValueError(f"{raw!r} is no spread; use whole minutes from 5 to 240")
    return int(raw)


def parse_time_range(raw: str) -> str:
    parts = re.split("[-–]", raw)
    if len(parts) != 2:
        raise ValueError(f"{raw!r} is no time range; write it like 20:00-08:00")
    return f"{_time(parts[0])}-{_time(parts[1])}"


def parse_hours(raw: str) -> str:
    """One or more `Mon-Fri 08:00-18:00`, separated by commas."""
    spans = []
    for part in raw.split(","):
        match = re.fullmatch(r"\s*([A-Z][a-z]{2})(?:-([A-Z][a-z]{2}))?\s+(\S+)\s*", part)
        if not match or match[1] not in _DAYS or (match[2] or "Mon") not in _DAYS:
            raise ValueError(f"{part.strip()!r} means nothing here; write Mon-Fri 08:00-18:00")
        hours = parse_time_range(match[3])
        start, end = hours.split("-")
        if start >= end:
            raise ValueError(f"{part.strip()!r} ends before it starts")
        spans.append(f"{match[1]}{'-' + match[2] if match[2] else ''} {hours}")
    return ", ".join(spans)
