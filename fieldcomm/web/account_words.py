"""What the record of accounts says."""

from __future__ import annotations

from typing import Any

_KINDS = {
    "signed_in": "signed in",
    "password_chosen": "chose a password by link",
    "password_changed": "changed the password",
    "recovery_code_used": "used a recovery code",
    "recovery_codes_made": "made new recovery codes",
    "second_factor_on": "turned on the second factor",
    "second_factor_off": "turned off the second factor",
    "second_factor_needed": "made a second factor a must for managers",
    "second_factor_not_needed": "made the second factor optional",
    "sessions_ended": "ended the sessions",
    "set_up": "set this fieldcomm up",
    "user_added": "added",
    "user_changed": "changed",
    "role_changed": "changed the role of",
    "link_made": "made a sign-in link for",
    "brought_back": "brought back",
    "deactivated": "deactivated",
    "handed_over": "handed over what was owed by",
    "provider_connected": "connected Twilio",
}
_FIELDS = {"on_call": "on call", "name": "name", "phone": "phone"}


def record_words(row: Any) -> str:
    """`Bo Lind changed the role of Ana Ruiz: dispatcher to manager`."""
    said = f"{row.actor} {_KINDS.get(row.kind, row.kind.replace('_', ' '))}"
    if row.about and row.about != row.actor:
        said += f" of {row.about}" if row.kind in _OF else f" {row.about}"
    detail = _detail(row.kind, row.data or {})
    said = f"{said}: {detail}" if detail else said
    return said[:1].upper() + said[1:]


_OF = {"second_factor_off", "sessions_ended"}


def _detail(kind: str, data: dict[str, Any]) -> str:
    if kind == "role_changed":
        return f"{data.get('was')} to {data.get('now')}"
    if kind == "user_changed":
        return ", ".join(_FIELDS.get(what, what) for what in data.get("what", []))
    if kind == "handed_over":
        return f"{data.get('promises')} promises, {data.get('jobs')} jobs to {data.get('to')}"
    if kind == "recovery_code_used":
        return f"{data.get('left')} left"
    if kind in ("user_added", "brought_back"):
        return str(data.get("role") or "")
    return str(data.get("browser") or "")
