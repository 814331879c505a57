"""Connect Twilio from the first-run pages: asked whether it takes us, then kept and used at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fieldcomm.config import Config, ConfigError, load_config
from fieldcomm.services.account_record import record
from fieldcomm.services.checks.ask_provider import NOT_OURS
from fieldcomm.services.checks.finding import Finding
from fieldcomm.services.checks.provider import examine_provider
from fieldcomm.services.checks.webhook import examine_webhook
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.field_problems import FieldProblems, Problems
from fieldcomm.services.first_run import ensure_company
from fieldcomm.services.first_run_steps import end_step, note_step
from fieldcomm.services.people import checked_phone
from fieldcomm.services.sessions import SignedIn
from fieldcomm.services.unit import unit

_FIELDS = {
    "TWILIO_ACCOUNT_SID": "account",
    "TWILIO_AUTH_TOKEN": "token",
    "TWILIO_FROM_NUMBER": "number",
    "TWILIO_MESSAGING_SERVICE_SID": "service",
}


def connect_provider(deps: Deps, typed: Mapping[str, str], by: SignedIn) -> bool:
    """Returns whether the running processes were told; else they have to be started again.

    Raises FieldProblems; Refused where the environment decides. Sends no text.
    """
    if deps.keep_provider is None:
        raise Refused("The environment says which Twilio account is used; change it there.")
    values = _values(typed)
    read = load_config(values)
    config = replace(
        deps.config,
        twilio_account_sid=read.twilio_account_sid,
        twilio_auth_token=read.twilio_auth_token,
        twilio_from_number=read.twilio_from_number,
        twilio_messaging_service_sid=read.twilio_messaging_service_sid,
    )
    _ask(config)
    ensure_company(deps.engine, _only_sender(config), deps.clock.machine())
    told = deps.keep_provider(values)
    with unit(deps) as work:
        note_step(work, "texts", "done")
        record(work, "provider_connected", by.user_id, by.name)
    return told


def check_provider(deps: Deps) -> list[Finding]:
    """Does Twilio take us, does the number lead to us, do its webhooks get through? Takes seconds.

    Ends the step of the first run when all is well.
    """
    config = deps.config
    findings = [*examine_provider(config), *examine_webhook(config)]
    if not any(found.is_problem for found in findings):
        end_step(deps, "check", "done")
    return findings


def _values(typed: Mapping[str, str]) -> dict[str, str]:
    wrong = Problems()
    values = {name: typed.get(field, "").strip() for name, field in _FIELDS.items()}
    for field in ("account", "token", "number"):
        if not typed.get(field, "").strip():
            wrong.add(field, "This is empty; copy it from console.twilio.com.")
    if values["TWILIO_FROM_NUMBER"]:
        number = wrong.of("number", lambda: checked_phone(values["TWILIO_FROM_NUMBER"]))
        values["TWILIO_FROM_NUMBER"] = number or ""
    for name, field in _FIELDS.items():
        try:
            load_config({name: values[name]})
        except ConfigError as error:
            wrong.add(field, f"This {error.problems[0].partition(': ')[2]}.")
    wrong.raise_any()
    return {name: value for name, value in values.items() if value}


def _ask(config: Config) -> None:
    """Raises FieldProblems where it could not work. A webhook not set yet is no hindrance."""
    for found in examine_provider(config):
        if found.about == "twilio" and found.is_problem:
            raise FieldProblems({"token": f"Twilio {found.says}. To put it right, {found.do}."})
        if NOT_OURS in found.says:
            raise FieldProblems({"number": f"{found.says}. Use one of the account's numbers."})


def _only_sender(config: Config) -> Config:
    """The company's own settings are not for this page to change."""
    return replace(
        config,
        company_name=None,
        company_timezone=None,
        check_in_times=None,
        check_in_spread_minutes=None,
        quiet_hours=None,
        working_hours=None,
    )
