"""What the pages of settings show. Reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text

from fieldcomm.domain.check_in import is_promised_start
from fieldcomm.domain.policy import Policy
from fieldcomm.domain.snapshot import Person
from fieldcomm.services.change_settings import checked, policy_with
from fieldcomm.services.deps import Deps
from fieldcomm.services.replan import check_in_at
from fieldcomm.services.setting_fields import FIELDS, PLANNED_WITH, SECTIONS, Field, stored_values
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import settings as rows
from fieldcomm.store.queries.snapshots import People, job_ids_of_customers, load_snapshots

MOST_LOOKED_AT = 2_000  # phones; for more the page says so and counts these
_WAITING = text(
    "SELECT phone FROM phones WHERE next_check_in_at IS NOT NULL ORDER BY phone LIMIT :n"
)
_HOW_MANY = text("SELECT count(*) FROM phones WHERE next_check_in_at IS NOT NULL")


@dataclass(frozen=True, slots=True)
class Change:
    """One save, as the history says it; `lines` are (label, from, to)."""

    id: int
    at: datetime
    actor: str
    lines: list[tuple[str, str, str]]
    remark: str | None


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """`typed` holds what each field shows; `fixed` names those the environment decides."""

    section: str
    fields: tuple[Field, ...]
    typed: dict[str, str]
    defaults: dict[str, str]
    fixed: set[str]
    history: list[Change]
    seen: int
    alerted: list[Person]
    company: str
    policy: Policy
    zone: ZoneInfo
    now: datetime
    replanning: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a change would do: of `households` that wait for a check-in, `moved` get it at another
    time; `next` are the most frequent new times with how many, `kept` still hear when promised."""

    households: int
    looked_at: int
    moved: int
    next: list[tuple[datetime, int]]
    silent: int
    kept: int


def read_settings(deps: Deps, section: str) -> SettingsPage:
    with unit(deps) as work:
        values = stored_values(work.company)
        fields = SECTIONS[section]
        return SettingsPage(
            section=section,
            fields=fields,
            typed={field.key: field.typed(values[field.key]) for field in fields},
            defaults={f.key: f.typed(f.timing.default) for f in fields if f.timing},
            fixed={field.key for field in fields if field.is_fixed(deps.config)},
            history=read_history(work, section),
            seen=rows.last_change(work.session, section),
            alerted=_alerted(work) if section == "company" else [],
            company=work.policy.company,
            policy=work.policy,
            zone=work.policy.zone,
            now=work.now,
            replanning=work.company.replan_after is not None,
        )


def _alerted(work: Unit) -> list[Person]:
    """Who is on call now, by the rota where it names somebody; managers first."""
    office = People(work.session, work.now).users.values()
    on_call = [p for p in office if p.on_call and p.phone]
    return sorted(on_call, key=lambda p: (not p.is_manager, p.id))


def read_history(work: Unit, section: str, most: int = 20) -> list[Change]:
    """Newest first."""
    return [
        Change(row.id, row.at, row.actor, [_line(one) for one in row.changes], row.remark)
        for row in rows.history(work.session, section, most)
    ]


def _line(one: dict[str, Any]) -> tuple[str, str, str]:
    field = FIELDS.get(one["key"])
    if one["key"] == "paused":
        before, after = ("paused" if one[side] else "running" for side in ("from", "to"))
        return "Sending", before, after
    if field is None:
        return "Wording", one["from"] or "the default", one["to"] or "the default"
    return field.label, field.shown(one["from"]), field.shown(one["to"])


def try_settings(
    deps: Deps, section: str, typed: Mapping[str, str]
) -> tuple[dict[str, str], Outlook | None, Policy]:
    """Problems of what was typed; else what saving it would do (None: plans stay), and the policy
    it makes. Changes nothing."""
    with unit(replace(deps, acting=None)) as work:
        values, problems = checked(deps, work, section, typed)
        before = stored_values(work.company)
        if problems:
            return problems, None, work.policy
        changed = {key for key, value in values.items() if before[key] != value}
        policy = policy_with(work, {**before, **values})
        outlook = _outlook(work, policy) if changed & PLANNED_WITH else None
        return {}, outlook, policy


def _outlook(work: Unit, policy: Policy) -> Outlook:
    phones = list(work.session.scalars(_WAITING, {"n": MOST_LOOKED_AT}))
    jobs_of = {phone: set[int]() for phone in phones} | job_ids_of_customers(work.session, phones)
    snapshots = load_snapshots(work.session, jobs_of, work.now, policy, lean=True)
    times: Counter[datetime] = Counter()
    moved = silent = kept = 0
    for snapshot in snapshots.values():
        at, before = check_in_at(snapshot), snapshot.phone.next_check_in_at
        kept += is_promised_start(snapshot, at)
        if at is None:
            silent += 1
        elif at != before:
            moved += 1
            times[at] += 1
    households = work.session.scalar(_HOW_MANY) or 0
    return Outlook(households, len(phones), moved, times.most_common(3), silent, kept)
