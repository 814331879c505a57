"""The company as the first run asks for it: name, zone, hours. Everything else has good defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import text

from fieldcomm.config import Config, ConfigError, load_config
from fieldcomm.services.deps import Deps
from fieldcomm.services.field_problems import Problems
from fieldcomm.services.first_run import ensure_company
from fieldcomm.services.first_run_steps import note_step
from fieldcomm.services.people import checked_name
from fieldcomm.services.plan_check_ins import plan_check_ins
from fieldcomm.services.unit import unit

# The same strict reader as for the environment, so that both take and refuse the same.
_FIELDS = {
    "COMPANY_TIMEZONE": "zone",
    "CHECK_IN_TIMES": "slots",
    "QUIET_HOURS": "quiet",
    "WORKING_HOURS": "working",
}
_PLANNED = text("SELECT phone FROM phones WHERE next_check_in_at IS NOT NULL")

_FIXED = (
    "company_name",
    "company_timezone",
    "check_in_times",
    "check_in_spread_minutes",
    "quiet_hours",
    "working_hours",
)


def save_company(deps: Deps, typed: Mapping[str, str]) -> None:
    """`typed` has name, zone, slots, quiet, working as the environment writes them.

    Changing slots or zone recomputes check-ins at once. Raises FieldProblems.
    """
    config = _with_the_environment(_read(typed), deps.config)
    ensure_company(deps.engine, config, deps.clock.machine())
    with unit(deps) as work:
        plan_check_ins(work, list(work.session.scalars(_PLANNED)))
        note_step(work, "company", "done")


def _with_the_environment(typed: Config, set_there: Config) -> Config:
    """What the environment sets wins, as it does at every start."""
    fixed = {name: getattr(set_there, name) for name in _FIXED if getattr(set_there, name)}
    return replace(typed, **fixed)


def _read(typed: Mapping[str, str]) -> Config:
    wrong = Problems()
    name = wrong.of("name", lambda: checked_name(typed.get("name", "")))
    env = {variable: typed.get(field, "") for variable, field in _FIELDS.items()}
    for variable, field in _FIELDS.items():
        if not env[variable].strip():
            wrong.add(field, "This is empty.")
        try:
            load_config({variable: env[variable]})
        except ConfigError as error:
            wrong.add(field, _plain(error.problems[0]))
    wrong.raise_any()
    return load_config({**env, "COMPANY_NAME": name or ""})


def _plain(problem: str) -> str:
    """Without the name of a variable nobody has typed."""
    said = problem.partition(": ")[2]
    return f"{said[:1].upper()}{said[1:]}."
