"""`fieldcomm up`: the whole system on one machine, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import fieldcomm
from fieldcomm.config import Config
from fieldcomm.local.birth import said_by, with_nursery
from fieldcomm.local.environment import (
    DEMO_NUMBER,
    base_environment,
    demo_environment,
    settle,
    shared,
)
from fieldcomm.local.ports import answers_200, free_port, listens, require_free
from fieldcomm.local.postgres import prepare_postgres
from fieldcomm.local.procfile import read_procfile
from fieldcomm.local.redis import prepare_redis
from fieldcomm.local.run_file import only_one, write_run
from fieldcomm.local.spec import ProcessSpec, at_once
from fieldcomm.local.supervisor import supervise

ROOT = Path(fieldcomm.__file__).parent.parent
_FIELDCOMM = (sys.executable, "-m", "fieldcomm.cli")


def up(
    *,
    config: Config,
    data: Path,
    port: int,
    demo: bool,
    sign_in_hint: tuple[str, ...],
    env: Mapping[str, str] = os.environ,
    root: Path = ROOT,
) -> int:
    """Run everything until a signal; returns the exit status.

    `sign_in_hint` is run once all is up, with the environment the processes have; it prints how to sign in.
    Raises LocalServiceError when the data folder or the port is taken, or a service cannot run here.
    """
    with only_one(data) as data:
        require_free(port)
        processes, child_env = _compose(config, data, port, demo, env, root)
        hint = ProcessSpec("sign-in-hint", sign_in_hint, child_env, cwd=root)
        *processes, hint = with_nursery([*processes, hint], child_env, data, root)
        write_run(data, shared(child_env))
        return supervise(
            processes,
            on_ready=lambda: _welcome(child_env, data, demo, config, said_by(hint)),
        )


def _compose(
    config: Config, data: Path, port: int, demo: bool, env: Mapping[str, str], root: Path
) -> tuple[list[ProcessSpec], dict[str, str]]:
    made = base_environment(env, config, data, port)
    foundations = []
    if config.database_url is None:
        postgres, url = prepare_postgres(data)
        settle(made, "DATABASE_URL", url)
        foundations.append(postgres)
    if config.redis_url is None:
        redis, url = prepare_redis(data)
        settle(made, "REDIS_URL", url)
        foundations.append(redis)
    if demo:
        twilio_port = free_port()
        made = demo_environment(made, data, port, twilio_port)
        foundations.append(_local_twilio(made, data, twilio_port, root))
    last = [_demo_story(made, root)] if demo else []
    return [*foundations, *_from_procfile(made, port, root), *last], made


def _from_procfile(env: Mapping[str, str], port: int, root: Path) -> list[ProcessSpec]:
    """`release` is a step all others wait for; `web` is ready when it says that it is alive."""
    asks = {"web": answers_200(f"http://127.0.0.1:{port}/healthz")}
    # gunicorn goes on listening while it reads its settings anew.
    reread = {"web": signal.SIGHUP}
    return [
        ProcessSpec(
            name,
            argv,
            env,
            once=name == "release",
            cwd=root,
            ready=asks.get(name, at_once),
            reread_signal=reread.get(name, signal.SIGTERM),
        )
        for name, argv in read_procfile(root, port).items()
    ]


def _local_twilio(env: Mapping[str, str], data: Path, port: int, root: Path) -> ProcessSpec:
    """It plays the account that our side's TWILIO_ variables name."""
    options = {
        "--port": str(port),
        "--account-sid": env["TWILIO_ACCOUNT_SID"],
        "--auth-token": env["TWILIO_AUTH_TOKEN"],
        "--number": DEMO_NUMBER,
        "--sms-url": f"{env['PUBLIC_URL']}/twilio/sms",
        "--journal": str(data / "local_twilio.jsonl"),
        # Quicker than life, so that moving the clock over days does not take minutes.
        "--sent-after": "0.05",
        "--delivered-after": "0.15",
    }
    words = (word for option in options.items() for word in option)
    return ProcessSpec(
        name="local-twilio",
        argv=(*_FIELDCOMM, "local-twilio", *words),
        env=env,
        ready=listens(port),
        foundation=True,
        cwd=root,
    )


def _demo_story(env: Mapping[str, str], root: Path) -> ProcessSpec:
    return ProcessSpec("demo", (*_FIELDCOMM, "demo", "seed"), env, once=True, cwd=root)


def _welcome(env: Mapping[str, str], data: Path, demo: bool, config: Config, sign_in: str) -> None:
    here = f"http://127.0.0.1:{env['PORT']}"
    lines = ["", f"fieldcomm is running:  {here}", sign_in.rstrip()]
    if demo:
        lines.append(f"The demo's phones:     {here}/demo")
    elif not config.twilio_ready:
        lines.append(f"No texts are sent yet: connect Twilio at {here}/welcome.")
    lines += [f"Data: {data}.  Ctrl-C stops everything.", ""]
    print("\n".join(lines), flush=True)
