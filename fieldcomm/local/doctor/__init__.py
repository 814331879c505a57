"""`fieldcomm doctor`: what an operator can get wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from fieldcomm.config import Config, ConfigError, load_config
from fieldcomm.local.doctor.database import examine_database
from fieldcomm.local.doctor.doorbell import examine_redis
from fieldcomm.local.doctor.machine import examine_disk, examine_secret
from fieldcomm.local.doctor.provider import examine_provider
from fieldcomm.local.doctor.webhook import examine_webhook
from fieldcomm.services.finding import Finding, problem, right

__all__ = ["Finding", "examine"]


def examine(env: Mapping[str, str]) -> list[Finding]:
    """Every check, in the order things depend on each other. Raises nothing that is to be expected.

    The only trace it leaves: one delivery report about a text that does not exist, sent to our
    own webhook.
    """
    try:
        config = load_config(env)
    except ConfigError as error:
        return [_unreadable(said) for said in error.problems]
    return [right("configuration", "every value can be read"), *_examined(config)]


def _unreadable(said: str) -> Finding:
    return problem("configuration", said, "correct it and run the doctor again; the rest waits")


def _examined(config: Config) -> list[Finding]:
    return [
        *examine_database(config),
        *examine_redis(config),
        *examine_provider(config),
        *examine_webhook(config),
        *examine_secret(config),
        *examine_disk(config),
    ]
