"""The composition root: from configuration to dependencies to the Flask app. Nothing at import.

Pages and the SDK are imported by the processes that need them: a worker is half the size without.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import fieldcomm
from fieldcomm.clock import Entropy, SystemClock
from fieldcomm.config import Config, load_config
from fieldcomm.local.provider_file import provider_keeper
from fieldcomm.log import configure
from fieldcomm.messaging.gateway import Gateway, Provider
from fieldcomm.messaging.later import Later
from fieldcomm.messaging.render import Renderer
from fieldcomm.services.deps import Deps, Ring
from fieldcomm.services.errors import NoDatabase
from fieldcomm.services.presence import InProcess
from fieldcomm.services.timing import Timing
from fieldcomm.store.engine import make_engine
from fieldcomm.worker.bell import Bell, answers, connect
from fieldcomm.worker.presence import RedisPresence

if TYPE_CHECKING:
    from flask import Flask

TEMPLATES = Path(fieldcomm.__file__).parent.parent / "templates"


def make_deps(
    config: Config, *, pool: int = 10, timing: Timing | None = None, ring: Ring | None = None
) -> Deps:
    """Everything a process needs. Connects to nothing yet. Raises NoDatabase."""
    if config.database_url is None:
        raise NoDatabase("Set DATABASE_URL, or start everything with `fieldcomm up`.")
    timing = timing or Timing()
    return Deps(
        engine=make_engine(config.database_url, pool=pool),
        clock=SystemClock(adjustable=config.clock_adjustable),
        entropy=Entropy(),
        gateway=make_gateway(config, timing),
        renderer=Renderer(TEMPLATES / "sms"),
        ring=ring or make_bell(config),
        config=config,
        our_phone=config.twilio_from_number,
        timing=timing,
        presence=RedisPresence(connect(config.redis_url)) if config.redis_url else InProcess(),
        redis_answers=partial(answers, connect(config.redis_url)) if config.redis_url else None,
    )


def make_gateway(config: Config, timing: Timing) -> Gateway | None:
    """The provider; None while it is not configured, and texts wait."""
    if not config.twilio_ready:
        return None
    return Later(lambda: _twilio(config, timing))


def _twilio(config: Config, timing: Timing) -> Provider:
    from fieldcomm.messaging.twilio import TwilioGateway

    assert config.twilio_account_sid
    assert config.twilio_auth_token
    return TwilioGateway(
        config.twilio_account_sid,
        config.twilio_auth_token,
        config.twilio_api_url,
        timeout=timing.provider_timeout.total_seconds(),
    )


def make_bell(config: Config) -> Ring:
    """Rings workers; without Redis the clock does the work, a little later."""
    return Bell(connect(config.redis_url)) if config.redis_url else lambda _queue: None


def create_app(env: Mapping[str, str] | None = None) -> Flask:
    """The web app, for gunicorn. Raises ConfigError, NoDatabase."""
    from fieldcomm.web import make_web

    env = os.environ if env is None else env
    config = load_config(env)
    configure("web")
    deps = make_deps(with_secret(config))
    return make_web(replace(deps, keep_provider=provider_keeper(env)))


def with_secret(config: Config) -> Config:
    """The same with a secret key: an absent one is made once and kept in the data folder."""
    if config.secret_key is not None:
        return config
    from fieldcomm.local.folders import make_data_folder
    from fieldcomm.local.kept import kept_secret

    folder = make_data_folder(config.data)
    return replace(config, secret_key=kept_secret(folder / "secret_key", Entropy().token))
