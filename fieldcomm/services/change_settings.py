"""Change the company's rules: every problem at once, who changed what kept, replanned at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from fieldcomm.domain.policy import Policy
from fieldcomm.domain.slot_rules import quiet_problem, slot_problem
from fieldcomm.domain.timings import TIMINGS, disagreements
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.replan import begin_replan, replan
from fieldcomm.services.setting_fields import (
    FIELDS,
    PLANNED_WITH,
    SECTIONS,
    read_fields,
    stored_values,
)
from fieldcomm.services.unit import Unit, unit
from fieldcomm.services.work_wording import put_wording_back
from fieldcomm.store.queries import settings as rows
from fieldcomm.store.queries.company import policy_of, read_company

SECONDS = 3.0  # what a request waits for the replanning; workers do the rest


class Unfit(Exception):
    """What was typed cannot be used; nothing was changed. `problems` by key; `""` is the page."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True)
class Saved:
    """`labels` of what changed; `more`: workers are still planning."""

    labels: list[str]
    replanned: bool
    more: bool


def change_settings(
    deps: Deps, section: str, typed: Mapping[str, str], *, by: str, user_id: int | None
) -> Saved:
    """Save one page of settings. Raises Unfit; DoneAlready."""
    with unit(deps) as work:
        rows.lock_company(work.session)
        values, problems = checked(deps, work, section, typed)
        problems |= _overtaken(work, section, typed)
        if problems:
            raise Unfit(problems)
        changed = _write(work, section, values, by=by, user_id=user_id)
    return _replanned(deps, changed)


def put_back(deps: Deps, change_id: int, *, by: str, user_id: int | None) -> Saved:
    """Undo one change, however old, unless something was built on it. Raises Refused."""
    with unit(deps) as work:
        rows.lock_company(work.session)
        change = rows.read_change(work.session, change_id)
        if change is None:
            raise Refused("There is no such change.")
        if change.section not in SECTIONS:
            put_wording_back(work, change, by=by, user_id=user_id)
            return Saved(["the wording"], replanned=False, more=False)
        values = _as_before(deps, work, change)
        changed = _write(work, change.section, values, by=by, user_id=user_id)
    return _replanned(deps, changed)


def _as_before(deps: Deps, work: Unit, change: Any) -> dict[str, Any]:
    now = stored_values(_company(work))
    for one in change.changes:
        field = FIELDS.get(one["key"])
        if field is None or now[field.key] != one["to"]:
            raise Refused("That was changed again since: put the newer change back first.")
        if field.is_fixed(deps.config):
            raise Refused(f"{field.label} is fixed by {field.env}.")
    values = {one["key"]: one["from"] for one in change.changes}
    if problems := _apart(work, values):
        raise Refused(next(iter(problems.values())))
    return values


def checked(
    deps: Deps, work: Unit, section: str, typed: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """What was typed on a page, and everything wrong with it, alone and beside the other rules."""
    values, problems = read_fields(section, typed, deps.config)
    return values, {**_apart(work, values), **problems}


# Where slots that cannot be kept may be put right, when they themselves stand on another page.
_SLOTS_TOO = ("check_in_spread_minutes", "quiet_hours")


def _apart(work: Unit, values: dict[str, Any]) -> dict[str, str]:
    """What these values make wrong, by one of their keys; not what was so before and elsewhere."""
    found = {}
    for key, why in _together(work, {**stored_values(_company(work)), **values}).items():
        others = _SLOTS_TOO if key == "check_in_times" else ()
        here = next((k for k in (key, *others) if k in values), None)
        if here is not None:
            found[here] = why
    return found


def _together(work: Unit, values: dict[str, Any]) -> dict[str, str]:
    """What does not fit together, by the key it is best put right at."""
    found = disagreements({key: values[key] for key in TIMINGS})
    policy = policy_with(work, values)
    if why := slot_problem(policy):
        found["check_in_times"] = why
    if why := quiet_problem(policy.quiet):
        found["quiet_hours"] = why
    return {key: f"{FIELDS[key].label} {why}." for key, why in found.items()}


def policy_with(work: Unit, values: dict[str, Any]) -> Policy:
    """The policy these settings would make."""
    # What has a page of its own stays as it stands.
    return policy_of(SimpleNamespace(**{**work.company._asdict(), **_columns(values)}))


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    own = {k: values[k] for k, timing in TIMINGS.items() if values[k] != timing.default}
    columns = {key: value for key, value in values.items() if key not in TIMINGS}
    return {**columns, "policy": own}


def _write(
    work: Unit, section: str, values: dict[str, Any], *, by: str, user_id: int | None
) -> set[str]:
    """The keys that really changed."""
    before = stored_values(_company(work))
    changes = [
        {"key": key, "from": before[key], "to": value}
        for key, value in values.items()
        if before[key] != value
    ]
    if changes:
        after = {**before, **values}
        rows.write_company(work.session, _columns(after))
        rows.add_change(
            work.session, at=work.now, user_id=user_id, actor=by, section=section, changes=changes
        )
    changed = {str(one["key"]) for one in changes}
    if changed & PLANNED_WITH:
        begin_replan(work, policy_with(work, after))
    return changed


def _company(work: Unit) -> Any:
    """As it stands under the lock, which is perhaps newer than when the unit began."""
    return read_company(work.session)


def _overtaken(work: Unit, section: str, typed: Mapping[str, str]) -> dict[str, str]:
    last = rows.last_change(work.session, section)
    if not typed.get("seen") or typed["seen"] == str(last) or not last:
        return {}
    actor = rows.history(work.session, section, 1)[0].actor
    return {
        "": f"{actor} changed this page while you had it open: look at the history, save again."
    }


def _replanned(deps: Deps, changed: set[str]) -> Saved:
    labels = [FIELDS[key].label for key in FIELDS if key in changed]
    if not changed & PLANNED_WITH:
        return Saved(labels, replanned=False, more=False)
    more = replan(replace(deps, acting=None), seconds=SECONDS)
    return Saved(labels, replanned=True, more=more)
