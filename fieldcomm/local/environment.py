"""The environment `fieldcomm up` gives to the processes it runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fieldcomm.clock import Entropy
from fieldcomm.config import Config
from fieldcomm.local.kept import kept_secret

# What commands in another terminal need to know of a running system.
SHARED = (
    *("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PUBLIC_URL", "PORT", "FIELDCOMM_DATA"),
    *("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_MESSAGING_SERVICE_SID"),
    *("TWILIO_FROM_NUMBER", "TWILIO_API_URL", "FIELDCOMM_CLOCK", "SEGMENTS_PER_SECOND"),
    *("COMPANY_NAME", "COMPANY_TIMEZONE", "CHECK_IN_TIMES", "CHECK_IN_SPREAD"),
    *("QUIET_HOURS", "WORKING_HOURS"),
)
DEMO_NUMBER = "+14045550100"


def base_environment(
    env: Mapping[str, str], config: Config, data: Path, port: int
) -> dict[str, str]:
    """The operator's environment, read as `config`, with what a first start leaves open filled in."""
    made = dict(env)
    settle(made, "PORT", str(port))
    settle(made, "FIELDCOMM_DATA", str(data))
    if not env.get("PUBLIC_URL", "").strip() and "PUBLIC_URL_FILE" not in env:
        settle(made, "PUBLIC_URL", f"http://127.0.0.1:{port}")
    if config.secret_key is None:
        settle(made, "SECRET_KEY", kept_secret(data / "secret_key", Entropy().token))
    settle(made, "PYTHONUNBUFFERED", "1")
    return made


def demo_environment(
    env: Mapping[str, str], data: Path, port: int, twilio_port: int
) -> dict[str, str]:
    """The same with a local Twilio in place of the real one, whatever was set: a demo texts nobody."""
    made = {name: value for name, value in env.items() if not name.startswith("TWILIO_")}
    made.setdefault("COMPANY_NAME", "Kiwi Drying")
    settle(made, "PUBLIC_URL", f"http://127.0.0.1:{port}")
    settle(made, "FIELDCOMM_CLOCK", "adjustable")
    settle(made, "SEGMENTS_PER_SECOND", "50")
    made["TWILIO_API_URL"] = f"http://127.0.0.1:{twilio_port}"
    made["TWILIO_ACCOUNT_SID"] = kept_secret(data / "local_twilio_sid", lambda: "AC" + _hex32())
    made["TWILIO_AUTH_TOKEN"] = kept_secret(data / "local_twilio_token", _hex32)
    made["TWILIO_FROM_NUMBER"] = DEMO_NUMBER
    return made


def settle(env: dict[str, str], name: str, value: str) -> None:
    """Set a variable; its `_FILE` form, which would win over it, goes."""
    env[name] = value
    env.pop(f"{name}_FILE", None)


def shared(env: Mapping[str, str]) -> dict[str, str]:
    """The part of an environment that other commands need."""
    names = (*SHARED, *(f"{name}_FILE" for name in SHARED))
    return {name: env[name] for name in names if name in env}


def _hex32() -> str:
    entropy = Entropy()
    return "".join(entropy.choice("0123456789abcdef") for _ in range(32))
