"""Everything this provider knows: texts, what phones hold, who opted out. Touched on one thread.

`accepted` is the oracle for "lost or twice": one entry for each create call that was taken,
kept as it came whatever happens to the message later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fieldcomm.local.twilio.journal import Journal, message_facts, message_from
from fieldcomm.local.twilio.message import Message


@dataclass(frozen=True, slots=True)
class Held:
    """A text on a phone's screen. `mine`: its owner wrote it. `sid` None: the provider's own."""

    sid: str | None
    mine: bool
    other: str
    body: str
    at: datetime
    media: tuple[str, ...] = ()

    def shown(self) -> dict[str, Any]:
        return {
            "sid": self.sid,
            "mine": self.mine,
            "other": self.other,
            "body": self.body,
            "at": self.at.isoformat(),
            "media": list(self.media),
            "auto": self.sid is None,
        }


class Ledger:
    """Written through to the journal, and read back from it at the start."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._forget()
        for facts in journal.read():
            self._replay(facts)

    def _forget(self) -> None:
        self.messages: dict[str, Message] = {}
        self.accepted: list[dict[str, Any]] = []
        self.stopped: set[tuple[str, str]] = set()  # (phone, our number)
        self.threads: dict[str, list[Held]] = {}
        self._by_to: dict[str, list[Message]] = {}

    def clear(self) -> None:
        self._forget()
        self._journal.clear()

    # --- writing

    def add(self, message: Message) -> None:
        self._journal.write("message", **message_facts(message))
        self._add(message)

    def move(self, message: Message, status: str, now: datetime, **changes: Any) -> None:
        """To the next status, with whatever else changes with it."""
        changes |= {"status": status, "updated_at": now}
        self._journal.write("change", sid=message.sid, **changes)
        self._change(message, changes)

    def redact(self, message: Message, now: datetime) -> None:
        self.move(message, message.status, now, body="")

    def delete(self, message: Message) -> None:
        self._journal.write("deleted", sid=message.sid)
        self._delete(message)

    def opt_out(self, phone: str, number: str, out: bool) -> None:
        self._journal.write("opt_out", phone=phone, number=number, out=out)
        self._opt_out(phone, number, out)

    def show_own_reply(self, phone: str, number: str, body: str, now: datetime) -> None:
        """The provider's automatic answer, straight to the phone."""
        self._journal.write("own_reply", phone=phone, number=number, body=body, at=now)
        self._hold(phone, Held(None, False, number, body, now))

    # --- reading

    def newest_first(self, to: str | None = None) -> Iterator[Message]:
        if to is not None:
            return reversed(self._by_to.get(to, []))
        return reversed(self.messages.values())

    def unfinished(self) -> list[Message]:
        return [message for message in self.messages.values() if not message.final]

    # --- the same changes, live and replayed

    def _replay(self, facts: dict[str, Any]) -> None:
        what = facts.pop("is")
        if what == "message":
            self._add(message_from(facts))
        elif what == "opt_out":
            self._opt_out(facts["phone"], facts["number"], facts["out"])
        elif what == "own_reply":
            at = datetime.fromisoformat(facts["at"])
            self._hold(facts["phone"], Held(None, False, facts["number"], facts["body"], at))
        elif what == "change":
            for name in ("updated_at", "sent_at"):
                if facts.get(name):
                    facts[name] = datetime.fromisoformat(facts[name])
            self._change(self.messages[facts.pop("sid")], facts)
        elif what == "deleted":
            self._delete(self.messages[facts["sid"]])

    def _add(self, message: Message) -> None:
        self.messages[message.sid] = message
        self._by_to.setdefault(message.to, []).append(message)
        if message.direction == "inbound":
            sender = message.from_number or ""
            self._hold(sender, _held(message, True, message.to, message.created_at))
        elif message.direction == "outbound-api":
            self.accepted.append(_entry(message))

    def _change(self, message: Message, changes: dict[str, Any]) -> None:
        arrives = changes["status"] == "delivered" != message.status
        for name, value in changes.items():
            setattr(message, name, value)
        if arrives:
            number = message.from_number or ""
            self._hold(message.to, _held(message, False, number, message.updated_at))

    def _delete(self, message: Message) -> None:
        del self.messages[message.sid]
        self._by_to[message.to].remove(message)

    def _opt_out(self, phone: str, number: str, out: bool) -> None:
        (self.stopped.add if out else self.stopped.discard)((phone, number))

    def _hold(self, phone: str, held: Held) -> None:
        self.threads.setdefault(phone, []).append(held)


def _held(message: Message, mine: bool, other: str, at: datetime) -> Held:
    return Held(message.sid, mine, other, message.body, at, message.media)


def _entry(message: Message) -> dict[str, Any]:
    return {
        "sid": message.sid,
        "to": message.to,
        "from": message.from_number,
        "messaging_service_sid": message.messaging_service_sid,
        "body": message.body,
        "status_callback": message.status_callback,
        "created": message.created_at.isoformat(),
    }
