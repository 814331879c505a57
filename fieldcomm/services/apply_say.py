"""From "say this" to a row of the outbox: whom, in what words, when it may leave, until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.domain.effects import Say
from fieldcomm.domain.moments import MOMENTS, Audience, Moment, Priority, Quiet
from fieldcomm.domain.once import hashed
from fieldcomm.domain.snapshot import PhoneView
from fieldcomm.services.batch import Batch, Decision
from fieldcomm.services.mint_link import mint

_PLAIN = frozenset({str, int, bool, float})
USEFUL_FOR = timedelta(hours=24)  # a text without an end of its own

# An opted-out number gets only the one confirmation of it (47 CFR 64.1200(a)(12)).
LAWFUL_AFTER_STOP = frozenset({"opted_out"})
# Texts whose going missing nobody needs to make up for by a call.
MERE_CHATTER = frozenset({"check_in", "update", "broadcast", "visit_reminder", "frequency_set"})


@dataclass(frozen=True, slots=True)
class _Leave:
    """When a text may leave: `state` and what goes with it."""

    state: str
    not_before: datetime | None = None
    hold_until: datetime | None = None
    answers_until: datetime | None = None
    why: str | None = None


def say(batch: Batch, decision: Decision, effect: Say) -> None:
    """Add the outbox row, and remember on the phone what was asked."""
    moment = MOMENTS[effect.moment]
    to = batch.recipients[effect.to]
    zone = _zone(decision, effect, moment)
    leave = _undoable(batch, moment, _leave(batch, decision, effect, moment, to, zone))
    message_id = batch.new_id("messages")
    batch.rows.messages.append(
        {
            "id": message_id,
            **_words(batch, _with_link(batch, decision, effect, moment, leave), to, zone, leave),
            **_columns(batch, decision, effect, moment, leave),
        }
    )
    if leave.state == "suppressed":
        _call_instead(batch, effect, moment, leave)
    else:
        _remember(batch, decision, effect, moment)


def _zone(decision: Decision, effect: Say, moment: Moment) -> ZoneInfo:
    """The office lives on company time; everybody else on the job site's."""
    if moment.audience is Audience.OFFICE:
        return decision.snapshot.policy.zone
    job = decision.snapshot.job(effect.job_id)
    return job.zone if job else decision.snapshot.zone


def _with_link(batch: Batch, decision: Decision, effect: Say, moment: Moment, leave: _Leave) -> Say:
    """The text with a link to the customer's own page, where its wording has a place for one."""
    job = decision.snapshot.job(effect.job_id)
    wanted = "link?" in moment.params and effect.params.get("link") is None
    if not wanted or job is None or effect.to != job.phone or leave.state == "suppressed":
        return effect
    minted = mint(batch.unit, job.id)
    if minted is None:
        return effect
    batch.rows.links.append(minted.row)
    return replace(effect, params={**effect.params, "link": minted.url})


def _words(
    batch: Batch, effect: Say, to: PhoneView, zone: ZoneInfo, leave: _Leave
) -> dict[str, Any]:
    unit, moment = batch.unit, MOMENTS[effect.moment]
    params = complete(moment, effect.params)
    rendered = unit.deps.renderer.render(
        moment.name,
        params,
        language=effect.language or to.language,
        zone=zone.key,
        now=leave.not_before or unit.now,
        company=unit.policy.company,
        our_phone=unit.calls_to,
        wording=_wording(batch, moment, to),
    )
    return {
        "params": as_json(params),
        "language": rendered.language,
        "zone": zone.key,
        "wording": rendered.wording,
        "body": rendered.body,
        "segments": rendered.segments,
    }


def _wording(batch: Batch, moment: Moment, to: PhoneView) -> int:
    """Turns, so that no sentence comes twice running; else any."""
    if moment.name == "check_in":
        return to.check_in_wording
    if moment.name == "answer_when":
        return to.answers_given
    return batch.unit.deps.entropy.below(1000)


def _leave(
    batch: Batch, decision: Decision, effect: Say, moment: Moment, to: PhoneView, zone: ZoneInfo
) -> _Leave:
    unit = batch.unit
    consent = batch.consent.get(to.phone, to.consent)
    if consent == "stopped" and moment.name not in LAWFUL_AFTER_STOP:
        return _Leave("suppressed", why="opted out")
    if to.unreachable:
        return _Leave("suppressed", why=f"cannot be reached by text: {to.unreachable}")
    if effect.hold_for:
        return _Leave("held", hold_until=unit.machine + effect.hold_for)
    if moment.quiet is Quiet.EXEMPT or _wakes(decision, effect):
        return _Leave("queued")
    if moment.quiet is Quiet.ANSWER and to.last_in_at:
        until = to.last_in_at + unit.policy.answer_exempt
        if unit.now <= until:
            return _Leave("queued", answers_until=until)
    if unit.policy.is_quiet(unit.now, zone):
        return _Leave("held", not_before=unit.policy.quiet_ends(unit.now, zone))
    return _Leave("queued")


def _undoable(batch: Batch, moment: Moment, leave: _Leave) -> _Leave:
    """What somebody at the desk lets out waits until they cannot take it back any more."""
    deed = batch.unit.deed
    if (
        deed is None
        or not deed.holds
        or moment.priority is Priority.SAFETY
        or leave.state not in ("queued", "held")
    ):
        return leave
    until = max(deed.undo_until, leave.hold_until or deed.undo_until)
    return replace(leave, state="held", hold_until=until)


def _wakes(decision: Decision, effect: Say) -> bool:
    """An alert to whoever is on call goes out at night too: being woken is what on call means.
    So does asking a crew about a window that morning, or telling it not to go there (DESIGN 3.5)."""
    if effect.moment == "visit_withdrawn":
        zone, now = _zone(decision, effect, MOMENTS[effect.moment]), decision.snapshot.now
        return decision.snapshot.policy.is_first_morning(effect.params["window_from"], now, zone)
    if effect.moment == "prompt" and effect.params.get("kind") == "arrival":
        return True
    on_call = (p.phone for p in decision.snapshot.office if p.on_call)
    return effect.moment == "alert" and effect.to in on_call


def _columns(
    batch: Batch, decision: Decision, effect: Say, moment: Moment, leave: _Leave
) -> dict[str, Any]:
    cause: tuple[str, int, int] | None = None
    if effect.cause:
        cause = (effect.cause.kind, effect.cause.id, effect.cause.version)
    if cause is None and effect.because_of is not None:
        cause = decision.labels[effect.because_of]
    kind, id_, version = cause or (None, None, None)
    starts = leave.not_before or batch.unit.now
    return {
        "direction": "out",
        "state": leave.state,
        "phone": effect.to,
        "job_id": effect.job_id,
        "moment": moment.name,
        "priority": int(moment.priority),
        "cause_kind": kind,
        "cause_id": id_,
        "cause_version": version,
        "answers_until": leave.answers_until,
        "quiet_exempt": moment.quiet is Quiet.EXEMPT or _wakes(decision, effect),
        "not_before": leave.not_before,
        "hold_until": leave.hold_until,
        "expires_at": effect.expires_at or starts + USEFUL_FOR,
        "once_key": effect.once,
        "media": list(effect.photos) or None,
        "broadcast_id": effect.broadcast,
        "why": leave.why,
        "created_at": batch.unit.now,
        "queued_at": batch.unit.machine if leave.state == "queued" else None,
    }


def _remember(batch: Batch, decision: Decision, effect: Say, moment: Moment) -> None:
    fields: dict[str, Any] = {"last_told_at": batch.unit.now}
    if moment.asks or effect.choices:
        refs = {"job": effect.job_id, **effect.refs}
        fields.update(
            asked=moment.asks or moment.name,
            asked_at=batch.unit.now,
            asked_refs={name: _resolved(decision, value) for name, value in refs.items()},
            choices=list(effect.choices if effect.choices is not None else moment.choices),
        )
    batch.rows.change_phone(effect.to, fields)


def _resolved(decision: Decision, value: Any) -> Any:
    """The id behind a label given to a row of this decision; else the value itself."""
    found = decision.labels.get(value) if isinstance(value, str) else None
    return found[1] if found else as_json(value)


def _call_instead(batch: Batch, effect: Say, moment: Moment, leave: _Leave) -> None:
    """The text cannot go; what it meant to do is a call for a person."""
    if moment.audience is Audience.OFFICE or moment.name in MERE_CHATTER:
        return
    day = batch.unit.now.date().isoformat()
    key = f"call-instead/{hashed(effect.to)}/{moment.name}/{day}"
    if key in batch.called_instead:
        return
    batch.called_instead.add(key)
    batch.rows.tasks.append(
        {
            "kind": "call",
            "job_id": effect.job_id,
            "phone": effect.to,
            "words": f"Could not text ({leave.why}): call instead. It was: {moment.name}",
            "opened_at": batch.unit.now,
        }
    )


def complete(moment: Moment, params: Mapping[str, Any]) -> dict[str, Any]:
    """The params with every optional one that was left out set to None."""
    optional = {name[:-1]: None for name in moment.params if name.endswith("?")}
    return {**optional, **params}


def as_json(value: Any) -> Any:
    """Facts as JSON holds them: times in ISO 8601 UTC."""
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    return value
