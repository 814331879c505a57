"""The command line: thin commands over services. Errors go to stderr; exit 2 for bad input,
1 for failure; nothing is left half-done."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fieldcomm.config import ConfigError, load_config
from fieldcomm.local.errors import LocalServiceError
from fieldcomm.services.errors import NoDatabase, NotSetUp, Refused
from fieldcomm.storm.command import storm

if TYPE_CHECKING:
    from fieldcomm.services.deps import Deps

JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
DATA = click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Folder of the embedded services (FIELDCOMM_DATA, ./var).",
)


class _Commands(click.Group):
    """Turns what services say about bad input into exit codes."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Refused as error:
            _fail(str(error), 2)
        except ConfigError as error:
            _fail(
                "The configuration cannot be used:\n" + "\n".join(f"  {p}" for p in error.problems),
                2,
            )
        except (NoDatabase, NotSetUp, LocalServiceError) as error:
            _fail(str(error), 1)
        except Exception as error:
            if not _is_no_answer(error):
                raise
            why = str(getattr(error, "orig", error)).strip().splitlines()[-1:]
            _fail("\n".join(["The database does not answer:", *why]), 1)


def _is_no_answer(error: Exception) -> bool:
    # Asked only once something failed: `fieldcomm --help` need not import SQLAlchemy.
    from sqlalchemy.exc import OperationalError

    return isinstance(error, OperationalError)


def _fail(message: str, status: int) -> None:
    click.echo(message, err=True)
    sys.exit(status)


@click.group(cls=_Commands)
@click.version_option(package_name="fieldcomm")
def main() -> None:
    """fieldcomm: keeps its word to the customer who waits."""


def environment(data: Path | None = None) -> dict[str, str]:
    """The environment, and under it that of a `fieldcomm up` running in the data folder."""
    from fieldcomm.local.run_file import running_env

    env = dict(os.environ)
    if data is not None:
        env["FIELDCOMM_DATA"] = str(data)
    if env.get("DATABASE_URL") or env.get("DATABASE_URL_FILE"):
        return env
    folder = Path(env.get("FIELDCOMM_DATA") or "var")
    return {**running_env(folder), **env}


def loaded(process: str = "cli", data: Path | None = None, *, pool: int = 10) -> Deps:
    """The dependencies of a command."""
    from fieldcomm import log
    from fieldcomm.app import make_deps

    log.configure(process)
    return make_deps(load_config(environment(data)), pool=pool)


def show(value: Any, as_json: bool, line: Callable[[Any], str]) -> None:
    """Print one value or a list of them: JSON, or a line each."""
    if as_json:
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))
        return
    for item in value if isinstance(value, list) else [value]:
        click.echo(line(item))


# --- running -------------------------------------------------------------------------------


@main.command()
@click.option("--demo", is_flag=True, help="With local Twilio, the demo story and a movable clock.")
@click.option("--port", type=int, help="Port of the web (PORT, 8000).")
@DATA
def up(demo: bool, port: int | None, data: Path | None) -> None:
    """Run the whole system on this machine until Ctrl-C."""
    from fieldcomm.local.up import up as run

    env = dict(os.environ)
    if data is not None:
        env["FIELDCOMM_DATA"] = str(data)
    elif not env.get("FIELDCOMM_DATA"):
        env["FIELDCOMM_DATA"] = "var"  # what the first run kept there counts from the start
    if port is not None:
        env["PORT"] = str(port)
    if demo:
        # A demo brings its own local Twilio, so what is set for the real one is not read.
        env = {
            k: v for k, v in env.items() if not k.startswith("TWILIO_") and k != "FIELDCOMM_CLOCK"
        }
    config = load_config(env)
    sys.exit(
        run(
            config=config,
            data=config.data,
            port=config.port,
            demo=demo,
            # Asked of a process of its own: the supervisor stays small for as long as it runs.
            sign_in_hint=(sys.executable, "-m", "fieldcomm.cli", "sign-in-hint"),
            env=env,
        )
    )


@main.command("sign-in-hint", hidden=True)
def print_sign_in_hint() -> None:
    """How somebody gets in for the first time; `up` prints it."""
    from fieldcomm.services.first_sign_in import sign_in_hint

    click.echo(sign_in_hint(loaded(pool=1)))


@main.command()
def web() -> None:
    """Serve the web (as in the Procfile)."""
    config = load_config(environment())
    os.execvp(  # noqa: S606
        sys.executable,
        [
            *(sys.executable, "-m", "gunicorn"),
            *("--config", "python:fieldcomm.local.gunicorn_conf"),
            *("--bind", f"127.0.0.1:{config.port}", "wsgi:app"),
        ],
    )


@main.command()
@click.argument("queue", type=click.Choice(["inbox", "due", "outbox"]))
def worker(queue: str) -> None:
    """Serve one queue."""
    from fieldcomm.worker.run import run_worker

    run_worker(loaded(f"worker-{queue}"), queue)


@main.command(name="clock", context_settings={"ignore_unknown_options": True})
@click.argument("action", required=False, type=click.Choice(["show", "advance"]))
@click.argument("by", required=False)
@click.option("--timeout", type=float, default=120.0, show_default=True, help="Seconds to wait.")
@JSON
@DATA
def clock_command(
    action: str | None, by: str | None, timeout: float, as_json: bool, data: Path | None
) -> None:
    """Run the clock; or `clock show`, `clock advance 7h|90m|2d`."""
    if action is None:
        _run_clock()
    elif action == "show":
        _show_clock(as_json, data)
    else:
        _advance_clock(by, timeout, as_json, data)


def _run_clock() -> None:
    from fieldcomm.worker.clock_loop import ClockLoop

    stop: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda signum, _frame: stop.append(signum))
    ClockLoop(loaded("clock", pool=4)).run(lambda: bool(stop))


def _show_clock(as_json: bool, data: Path | None) -> None:
    from fieldcomm.services.advance_clock import business_now
    from fieldcomm.services.views import iso

    show({"now": iso(business_now(loaded(data=data, pool=1)))}, as_json, lambda row: row["now"])


def _advance_clock(by: str | None, timeout: float, as_json: bool, data: Path | None) -> None:
    from fieldcomm.services.advance_clock import StillBusy, advance_clock
    from fieldcomm.services.views import iso

    span = parse_span(by or "")
    try:
        now = advance_clock(loaded(data=data, pool=2), span, timeout=timeout)
    except StillBusy as busy:
        _fail(f"Still not done after {timeout:g} s: {busy}", 1)
    else:
        show({"now": iso(now)}, as_json, lambda row: row["now"])


def parse_span(raw: str) -> timedelta:
    """`7h`, `90m`, `2d`, `1d12h`, `45s`. Raises Refused."""
    match = re.fullmatch(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?", raw.strip(), re.ASCII)
    if not raw.strip() or not match:
        raise Refused(f"{raw!r} is no span of time; write 7h, 90m or 2d.")
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    try:
        return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        raise Refused(f"{raw!r} is too long.") from None


@main.command(
    "local-twilio", context_settings={"ignore_unknown_options": True, "help_option_names": []}
)
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def local_twilio(options: tuple[str, ...]) -> None:
    """Run the local Twilio on its own; `fieldcomm local-twilio --help` lists its options."""
    from fieldcomm.local.twilio.__main__ import main as run

    words = list(options)
    for name, variable in (
        ("--account-sid", "TWILIO_ACCOUNT_SID"),
        ("--auth-token", "TWILIO_AUTH_TOKEN"),
    ):
        if name not in words and os.environ.get(variable):
            words += [name, os.environ[variable]]
    run(words)


# --- setting up ------------------------------------------------------------------------------


@main.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
@DATA
def db_upgrade(data: Path | None) -> None:
    """Bring the schema to the newest version and make the company's row."""
    from fieldcomm.services.set_up import set_up

    set_up(loaded(data=data, pool=2))


@main.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
@JSON
@DATA
def backup(file: Path, force: bool, as_json: bool, data: Path | None) -> None:
    """Write all of the database into FILE (`-`: standard output), while everything runs."""
    from fieldcomm.local.backup.database import database_to_read
    from fieldcomm.local.backup.write import write_backup

    env, folder = _data_environment(data)
    with database_to_read(env, folder) as found:
        url = load_config(found).database_url
        assert url is not None
        written = write_backup(url, file, folder, force=force)
    to_stdout = str(file) == "-"  # what there is to say must not stand in the backup
    say = partial(click.echo, err=to_stdout)
    say(json.dumps(written.as_json(), indent=2) if as_json else written.in_words())


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Throw away what the database holds.")
@JSON
@DATA
def restore(file: Path, replace: bool, as_json: bool, data: Path | None) -> None:
    """Put a backup in the place of what the database holds. Sending starts paused: first the
    provider is asked what happened since."""
    from fieldcomm.clock import SystemClock
    from fieldcomm.local.backup.database import database_to_replace
    from fieldcomm.local.backup.read import restore_backup

    env, folder = _data_environment(data)
    with database_to_replace(env, folder) as found:
        url = load_config(found).database_url
        assert url is not None
        done = restore_backup(url, file, SystemClock().machine(), replace=replace)
    show(done.as_json(), as_json, lambda _row: done.in_words())


def _data_environment(data: Path | None) -> tuple[dict[str, str], Path]:
    """The environment as it is set, and the data folder."""
    env = dict(os.environ)
    folder = data or Path(env.get("FIELDCOMM_DATA") or "var")
    env["FIELDCOMM_DATA"] = str(folder)
    return env, folder


@main.group()
def user() -> None:
    """People of the office."""


@user.command("add")
@click.argument("email")
@click.option("--role", required=True, help="dispatcher or manager")
@click.option("--name")
@click.option("--phone")
@click.option("--on-call", is_flag=True)
@JSON
@DATA
def user_add(
    email: str,
    role: str,
    name: str | None,
    phone: str | None,
    on_call: bool,
    as_json: bool,
    data: Path | None,
) -> None:
    """Add a user; prints a one-time sign-in link."""
    from fieldcomm.services.people import add_user

    made = add_user(
        loaded(data=data, pool=1), email=email, role=role, name=name, phone=phone, on_call=on_call
    )
    show(made, as_json, lambda row: str(row["link"]))


@main.group()
def contractor() -> None:
    """Those who do the work."""


@contractor.command("add")
@click.option("--name", required=True)
@click.option("--phone", required=True)
@JSON
@DATA
def contractor_add(name: str, phone: str, as_json: bool, data: Path | None) -> None:
    """Add a contractor."""
    from fieldcomm.services.people import add_contractor

    made = add_contractor(loaded(data=data, pool=1), name=name, phone=phone)
    show(made, as_json, lambda row: f"{row['name']}  {row['phone']}")


# --- the work --------------------------------------------------------------------------------


@main.group()
def job() -> None:
    """Jobs."""


@job.command("add")
@click.option("--customer-name", required=True)
@click.option("--customer-phone", required=True)
@click.option("--address", required=True)
@click.option("--summary", required=True)
@click.option("--timezone", help="Of the job site; the company's by default.")
@click.option("--language", help="en or es")
@click.option("--contractor", "contractor_phone", help="Phone of the contractor.")
@JSON
@DATA
def job_add(as_json: bool, data: Path | None, **given: Any) -> None:
    """Add a job and text its customer."""
    from fieldcomm.services.add_job import add_job
    from fieldcomm.services.views import show_job

    deps = loaded(data=data, pool=2)
    code = add_job(deps, **given)
    show(show_job(deps, code), as_json, _job_line)


@job.command("list")
@JSON
@DATA
def job_list(as_json: bool, data: Path | None) -> None:
    """Every job."""
    from fieldcomm.services.views import list_jobs

    show(list_jobs(loaded(data=data, pool=1)), as_json, _job_line)


@job.command("show")
@click.argument("code")
@JSON
@DATA
def job_show(code: str, as_json: bool, data: Path | None) -> None:
    """One job with its visits, promises and texts."""
    from fieldcomm.services.views import show_job

    show(show_job(loaded(data=data, pool=1), code), as_json, _job_page)


def _job_line(row: dict[str, Any]) -> str:
    return f"{row['code']}  {row['status']:<9}  {row['customer']['name']}  {row['summary']}"


def _job_page(row: dict[str, Any]) -> str:
    lines = [_job_line(row), f"next check-in: {row['next_check_in_at'] or 'none'}"]
    lines += [
        f"visit    {v['kind']} {v['from']} to {v['to']}  {v['status']}" for v in row["visits"]
    ]
    lines += [f"promise  {_promise_line(p)}" for p in row["promises"]]
    lines += [f"text     {_message_line(m)}" for m in row["messages"]]
    return "\n".join(lines)


@main.group()
def visit() -> None:
    """Visits."""


@visit.command("book")
@click.argument("code")
@click.option(
    "--from", "window_from", required=True, help="ISO 8601; site's time without an offset"
)
@click.option("--to", "window_to", required=True)
@click.option("--kind", default="repair", show_default=True)
@click.option("--contractor", "contractor_phone")
@click.option("--tell-now", is_flag=True, help="Tell the customer without asking the contractor.")
@JSON
@DATA
def visit_book(code: str, as_json: bool, data: Path | None, **given: Any) -> None:
    """Book a visit: the contractor is asked first."""
    from fieldcomm.services.views import show_job
    from fieldcomm.services.visits import book

    deps = loaded(data=data, pool=2)
    book(deps, code, **given)
    show(show_job(deps, code), as_json, _job_page)


@main.group()
def promise() -> None:
    """Promises."""


@promise.command("add")
@click.argument("code")
@click.option("--kind", default="callback", show_default=True)
@click.option("--due", required=True, help="ISO 8601; site's time without an offset")
@click.option("--owner", "owner_phone", required=True, help="Phone of a contractor or user.")
@click.option("--words", help="What was said.")
@JSON
@DATA
def promise_add(
    code: str,
    kind: str,
    due: str,
    owner_phone: str,
    words: str | None,
    as_json: bool,
    data: Path | None,
) -> None:
    """Record that somebody promised a call."""
    from fieldcomm.services.promise_work import add_callback
    from fieldcomm.services.views import show_job

    if kind != "callback":
        raise Refused(f"{kind!r} cannot be recorded by hand; use --kind callback.")
    deps = loaded(data=data, pool=2)
    add_callback(deps, code, due=due, owner_phone=owner_phone, words=words)
    newest = max(show_job(deps, code)["promises"], key=lambda row: int(row["id"]))
    show(newest, as_json, _promise_line)


@promise.command("list")
@click.option("--open", "only_open", is_flag=True)
@JSON
@DATA
def promise_list(only_open: bool, as_json: bool, data: Path | None) -> None:
    """Every promise, soonest due first."""
    from fieldcomm.services.views import list_promises

    show(list_promises(loaded(data=data, pool=1), only_open=only_open), as_json, _promise_line)


def _promise_line(row: dict[str, Any]) -> str:
    owner = row["owner"]["name"] if row["owner"] else "nobody"
    return f"{row['job'] or '-'}  {row['kind']}  due {row['due_at']}  {row['state']}  {owner}: {row['words']}"


@main.group()
def update() -> None:
    """Facts worth telling."""


@update.command("add")
@click.argument("code")
@click.argument("text")
@JSON
@DATA
def update_add(code: str, text: str, as_json: bool, data: Path | None) -> None:
    """Write and release an Update; the next check-in carries it."""
    from fieldcomm.services.updates import add_update
    from fieldcomm.services.views import show_job

    deps = loaded(data=data, pool=2)
    add_update(deps, code, text)
    job = show_job(deps, code)
    show({"job": job["code"], "text": text, "state": "released"}, as_json, lambda row: row["text"])


@main.group()
def message() -> None:
    """Texts."""


@message.command("list")
@click.option("--job", "code")
@click.option("--to")
@JSON
@DATA
def message_list(code: str | None, to: str | None, as_json: bool, data: Path | None) -> None:
    """Texts, oldest first."""
    from fieldcomm.services.people import checked_phone
    from fieldcomm.services.views import list_messages

    phone = checked_phone(to) if to else None
    show(list_messages(loaded(data=data, pool=1), code=code, to=phone), as_json, _message_line)


def _message_line(row: dict[str, Any]) -> str:
    arrow = "->" if row["direction"] == "out" else "<-"
    other = row["to"] if row["direction"] == "out" else row["from"]
    return f"{row['created_at']} {arrow} {other}  {row['moment']} ({row['state']}): {row['body']}"


# --- understanding and checking ------------------------------------------------------------------


@main.command()
@click.argument("text", required=False)
@click.option("--as", "speaker", type=click.Choice(["customer", "contractor"]), default="customer")
@click.option("--now", help="ISO 8601; when the text was sent")
@click.option("--timezone", help="Of the sender's job site.")
@click.option("--asked", help="The moment of the text it answers, like visit_booked.")
@click.option("--batch", is_flag=True, help="Read JSON lines {as,text,now} from standard input.")
@JSON
def read(
    text: str | None,
    speaker: str,
    now: str | None,
    timezone: str | None,
    asked: str | None,
    batch: bool,
    as_json: bool,
) -> None:
    """What fieldcomm understands of a text, and which words decided."""
    from fieldcomm.services.explain import explain, explain_line

    zone = timezone or os.environ.get("COMPANY_TIMEZONE") or "America/New_York"
    if batch:
        for line in sys.stdin:
            if line.strip():
                click.echo(json.dumps(explain_line(line, zone), ensure_ascii=False))
                sys.stdout.flush()
        return
    if text is None:
        raise Refused('Give a text: fieldcomm read "omw b there in 20" --as contractor')
    found = explain(text, speaker=speaker, now=now, zone=zone, asked=asked)
    show(found, as_json, _reading)


def _reading(row: dict[str, Any]) -> str:
    rest = {k: v for k, v in row.items() if k not in ("intent", "because") and v is not None}
    facts = "".join(f"  {key}={value}" for key, value in rest.items())
    because = ", ".join(repr(word) for word in row["because"]) or "nothing in it"
    return f"{row['intent']}{facts}\n  because of: {because}"


@main.command()
@JSON
@DATA
def doctor(as_json: bool, data: Path | None) -> None:
    """Check everything an operator can get wrong, and say what to do."""
    from fieldcomm.local.doctor import examine

    findings = examine(_doctor_environment(data))
    if as_json:
        click.echo(json.dumps([finding.as_json() for finding in findings], indent=2))
    else:
        for finding in findings:
            click.echo(str(finding))
    sys.exit(1 if any(finding.is_problem for finding in findings) else 0)


def _doctor_environment(data: Path | None) -> dict[str, str]:
    try:
        return environment(data)
    except LocalServiceError:
        return dict(os.environ)


@main.group()
def demo() -> None:
    """The demo story."""


@demo.command("seed")
@DATA
def demo_seed(data: Path | None) -> None:
    """Put the demo's people and jobs into an empty database."""
    from fieldcomm.services.demo_story import seed

    seed(loaded(data=data, pool=2))


main.add_command(storm)


if __name__ == "__main__":
    main()
