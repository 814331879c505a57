"""What every text or JSON column is to a person's privacy: erased with them, or about nobody.

Whoever adds such a column says here which it is; tests/contracts/test_personal_columns.py asks.
"""

from __future__ import annotations

# ruff: noqa: S608  what is pasted in are constants
from collections.abc import Mapping
from dataclasses import dataclass

_GONE = "'[erased]'"
_NOBODY = "CASE WHEN {0} = ANY(:names) THEN 'customer' ELSE {0} END"
# What the timeline's figures count by; the rest of an event's data may be anybody's words.
_FIGURES = (
    "'kind', 'state', 'visit', 'promise', 'waiting_on', 'eta', 'to', 'at', 'intent', 'minutes'"
)
_THEIR_TEXTS = "SELECT id FROM messages WHERE job_id = ANY(:jobs) OR phone = ANY(:phones)"


@dataclass(frozen=True, slots=True)
class Personal:
    """`erased`: what a column becomes, as SQL. `where`: whose rows, by :customers, :jobs, :phones
    and :names. `phone`: the table has a column of that name, for which an alias is put."""

    table: str
    erased: Mapping[str, str]
    where: str
    phone: bool = False


# In this order: what finds its rows through texts comes before the texts.
PERSONAL = (
    Personal(
        "events",
        {
            "actor": _NOBODY.format("actor"),
            "data": "(SELECT coalesce(jsonb_object_agg(e.key, e.value), '{}'::jsonb)"
            f" FROM jsonb_each(data) e WHERE e.key IN ({_FIGURES}))",
        },
        "job_id = ANY(:jobs) OR job_id IS NULL AND data ->> 'words' IN"
        " (SELECT body FROM messages WHERE phone = ANY(:phones) AND direction = 'in')",
    ),
    Personal(
        "tasks",
        {"words": _GONE, "settled_by": _NOBODY.format("settled_by")},
        f"job_id = ANY(:jobs) OR phone = ANY(:phones) OR message_id IN ({_THEIR_TEXTS})",
        phone=True,
    ),
    Personal("updates", {"text": _GONE, "author": _NOBODY.format("author")}, "job_id = ANY(:jobs)"),
    Personal(
        "promises",
        {"words": _GONE, "cause": f"CASE WHEN cause IS NOT NULL THEN {_GONE} END"},
        "job_id = ANY(:jobs) OR phone = ANY(:phones)",
        phone=True,
    ),
    Personal(
        "inbox",
        {"params": "'{}'::jsonb", "token": "NULL"},
        # Delivery reports stay only where they could not be acted on.
        f"phone = ANY(:phones) OR sid IN (SELECT provider_sid FROM messages WHERE id IN ({_THEIR_TEXTS}))",
        phone=True,
    ),
    Personal(
        "messages",
        {"body": "''", "params": "NULL", "media": "NULL", "once_key": "NULL", "why": "NULL"},
        "job_id = ANY(:jobs) OR phone = ANY(:phones)",
        phone=True,
    ),
    Personal(
        "jobs",
        {
            "summary": _GONE,
            "snooze_reason": f"CASE WHEN snooze_reason IS NOT NULL THEN {_GONE} END",
        },
        "id = ANY(:jobs)",
    ),
    Personal("gestures", {"words": _GONE}, "job_id = ANY(:jobs)"),
    # Its phone alone: why somebody was left out of a broadcast says nothing of who.
    Personal("recipients", {"excluded": "excluded"}, "phone = ANY(:phones)", phone=True),
    Personal(
        "consents",
        {"wording": _GONE, "actor": _NOBODY.format("actor")},
        "phone = ANY(:phones)",
        phone=True,
    ),
    Personal("contacts", {"name": _GONE}, "customer_id = ANY(:customers)", phone=True),
    Personal(
        "customers",
        {"name": _GONE, "address": _GONE, "notes": "''", "story": "''"},
        "id = ANY(:customers)",
    ),
)
# Rows that are of no use without the person.
DELETED = {
    "attempts": f"message_id IN ({_THEIR_TEXTS})",
    "photos": f"message_id IN ({_THEIR_TEXTS})",
    "door_notes": "job_id = ANY(:jobs)",
    "tracking_links": "job_id = ANY(:jobs)",
    "phones": "phone = ANY(:phones)",
}
# Looked through, beside texts of and to our own people, for mentions of somebody who is erased by hand, wherever they stand. Not where
# they would be another person of the same name: other customers and our own people.
MENTIONS = {
    "events": ("data",),
    "tasks": ("words",),
    "updates": ("text",),
    "promises": ("words", "cause"),
    "jobs": ("summary",),
    "deeds": ("changes",),
    "broadcasts": ("filter", "text", "text_es", "overrode"),
    "incidents": ("title", "happened", "why"),
    "incident_updates": ("words",),
    "saved_filters": ("name", "query"),
}
# Columns about nobody whom we serve: states, kinds, codes, keys, our own people, the company.
IMPERSONAL: Mapping[str, frozenset[str] | None] = {
    "account_events": None,
    "broadcasts": frozenset({"state", "author", "confirmed_by", "changed_by"}),
    "claims": None,
    "company": None,
    "consents": frozenset({"state", "source"}),
    "contacts": frozenset({"role"}),
    "contractors": None,
    "customers": frozenset({"timezone", "told_by"}),
    "deeds": frozenset({"key", "what", "actor", "undone_by"}),
    "days_off": None,
    "deliveries": None,
    "events": frozenset({"kind"}),
    "gestures": frozenset({"kind", "by"}),
    "half_sign_ins": None,
    "heartbeats": None,
    "incident_updates": frozenset({"kind", "author"}),
    "incidents": frozenset({"state", "author"}),
    "inbox": frozenset({"kind", "source", "sid", "state"}),
    "jobs": frozenset({"code", "status", "waiting_on", "urgency", "snoozed_by"}),
    "knocks": None,
    "messages": frozenset(
        (
            "direction",
            "state",
            "channel",
            "moment",
            "language",
            "zone",
            "cause_kind",
            "provider_sid",
        )
    ),
    "once": None,
    "opt_out_hashes": None,
    "promises": frozenset({"kind", "state"}),
    "recovery_codes": None,
    "restores": None,
    "senders": None,
    "set_up_links": None,
    "setting_changes": None,
    "shifts": None,
    "sign_in_attempts": None,
    "sign_in_links": None,
    "tasks": frozenset({"kind"}),
    "updates": frozenset({"state"}),
    "users": None,
    "visits": None,
    "web_sessions": None,
    "wordings": None,
}
