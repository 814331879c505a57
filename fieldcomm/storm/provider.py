"""The provider, in this process: takes texts, reports on them, brings texts in; with its vices.

It behaves like the real one where TWILIO.md says how: no idempotency, a list that lags, reports that
come late, twice, in any order, or never, a create whose answer is lost. `ledger` is the oracle:
one entry for each create call it took, whatever we believe.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from fieldcomm.clock import FrozenClock
from fieldcomm.local.twilio.keywords import Keyword, keyword
from fieldcomm.messaging.gateway import (
    NotSent,
    Outgoing,
    ProviderMessage,
    SendRefused,
    SendUnknown,
)
from fieldcomm.storm.agenda import Agenda
from fieldcomm.storm.faults import Faults
from fieldcomm.storm.options import OURS

LANDLINE = 30006
OPTED_OUT = 21610
TOO_MANY = 20429
AGAIN = timedelta(seconds=9)  # until a webhook is called once more


@dataclass
class Taken:
    """One create call that was accepted; `token` names our attempt."""

    sid: str
    text: Outgoing
    at: datetime
    listed_from: datetime
    token: str
    status: str = "queued"
    code: int | None = None
    arrived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """A create call for a number that had said STOP to the provider: refused with 21610."""

    phone: str
    at: datetime
    token: str


@dataclass(frozen=True, slots=True)
class Written:
    """A text somebody wrote to us."""

    sid: str
    phone: str
    body: str
    at: datetime
    listed_from: datetime
    picture: bool = False


class Provider:
    """A `messaging.gateway.Gateway`. `report` and `bring` are our webhooks."""

    def __init__(
        self,
        clock: FrozenClock,
        agenda: Agenda,
        faults: Faults,
        *,
        lists_late: timedelta = timedelta(seconds=45),
    ) -> None:
        self._clock, self._agenda, self._faults = clock, agenda, faults
        self._lists_late = lists_late
        self.ledger: list[Taken] = []
        self.turned_away: list[TurnedAway] = []
        self.listed: dict[str, list[datetime]] = {}  # when we were shown which text to us, by sid
        self.failed = 0  # create calls that ended in an error
        self.written: list[Written] = []
        self.landlines: set[str] = set()
        self.away_until: datetime | None = None
        self.report: Callable[[Taken, str], None] = lambda _taken, _status: None
        self.bring: Callable[[Written], bool] = lambda _written: True  # whether acknowledged
        self.rings: Callable[[Taken], None] = lambda _taken: None  # a text has reached a phone
        self._stopped: set[str] = set()
        self._by_sid: dict[str, Taken] = {}
        self._by_to: dict[str, list[Taken]] = {}

    # --- what our code asks of it

    def send(self, text: Outgoing, still_ours: Callable[[], bool]) -> ProviderMessage:
        try:
            return self._create(text, still_ours)
        except (NotSent, SendRefused, SendUnknown):
            self.failed += 1
            raise

    def _create(self, text: Outgoing, still_ours: Callable[[], bool]) -> ProviderMessage:
        if self._away():
            raise NotSent("connection refused")
        if not still_ours():
            raise NotSent("not ours any more")
        if self._faults.strikes("throttle", text.to):
            raise SendRefused(TOO_MANY, 429)
        if self._faults.strikes("error_before", text.to):
            raise SendUnknown("500")
        if text.to in self._stopped:
            self.turned_away.append(TurnedAway(text.to, self._clock.machine(), _token(text)))
            raise SendRefused(OPTED_OUT, 400)
        taken = self._take(text)
        if self._faults.strikes("error_after", text.to):
            raise SendUnknown("the answer was lost")
        return _shown(taken)

    def list_to(
        self, to: str, *, since: datetime | None = None, limit: int = 100
    ) -> list[ProviderMessage]:
        self._answers(to)
        now = self._clock.machine()
        if to == OURS:
            found = [_inbound(one) for one in self._since(since) if one.listed_from <= now]
        else:
            mine = self._by_to.get(to, [])
            found = [
                _shown(t) for t in mine if t.listed_from <= now and (not since or t.at >= since)
            ]
        return self._lists(found[::-1][:limit])

    def list_since(self, since: datetime, *, limit: int) -> list[ProviderMessage]:
        self._answers(OURS)
        now = self._clock.machine()
        out = [(t.at, _shown(t)) for t in self.ledger if t.listed_from <= now and t.at >= since]
        come = [(w.at, _inbound(w)) for w in self._since(since) if w.listed_from <= now]
        found = sorted([*out, *come], key=lambda one: one[0], reverse=True)
        return self._lists([held for _, held in found][:limit])

    def fetch(self, sid: str) -> ProviderMessage:
        self._answers(self._by_sid[sid].text.to)
        return _shown(self._by_sid[sid])

    # --- what phones do

    def text(self, phone: str, body: str, *, picture: bool = False) -> Written:
        """Somebody writes to us; the webhook comes a little later, or never."""
        now = self._clock.machine()
        word = keyword(body)
        if word is Keyword.STOP:
            self._stopped.add(phone)
        elif word is Keyword.START:
            self._stopped.discard(phone)
        sid = f"SM{0xF0000000 + len(self.written):032x}"
        written = Written(sid, phone, body, now, now + self._lag(phone), picture)
        self.written.append(written)
        if not self._faults.strikes("webhook_lost", phone) and not self._away():
            comes = now + _seconds(1, 4, self._faults.share("webhook", phone))
            self._agenda.at(comes, lambda: self._call(written))
            if self._faults.strikes("webhook_twice", phone):
                self._agenda.at(comes + AGAIN, lambda: self.bring(written))
        return written

    def _call(self, written: Written) -> None:
        """Our webhook; where we fail, once more at the second address, if that is set."""
        if self.bring(written) or self._faults.strikes("no_second_address", written.phone):
            return
        self._agenda.at(self._clock.machine() + AGAIN, lambda: self.bring(written))

    # --- inside

    def _away(self) -> bool:
        return self.away_until is not None and self._clock.machine() < self.away_until

    def _answers(self, about: str) -> None:
        if self._away() or self._faults.strikes("list_fails", about):
            raise SendUnknown("no answer")

    def _lists(self, shown: list[ProviderMessage]) -> list[ProviderMessage]:
        for one in shown:
            if one.direction == "inbound":
                self.listed.setdefault(one.sid, []).append(self._clock.machine())
        return shown

    def _lag(self, phone: str) -> timedelta:
        return self._faults.share("lag", phone) * self._lists_late

    def _since(self, since: datetime | None) -> list[Written]:
        """From the end backwards: the list grows with the storm, what is asked for does not."""
        found = []
        for one in reversed(self.written):
            if since is not None and one.at < since:
                break
            found.append(one)
        return found[::-1]

    def _take(self, text: Outgoing) -> Taken:
        now = self._clock.machine()
        sid = f"SM{len(self.ledger) + 1:032x}"
        taken = Taken(sid, text, now, now + self._lag(text.to), _token(text))
        self.ledger.append(taken)
        self._by_sid[sid] = taken
        self._by_to.setdefault(text.to, []).append(taken)
        self._plan_reports(taken)
        return taken

    def _plan_reports(self, taken: Taken) -> None:
        to, faults = taken.text.to, self._faults
        last = "undelivered" if to in self.landlines else "delivered"
        slowest = 240 if faults.strikes("slow", to) else 4
        sent = taken.at + _seconds(1, slowest, faults.share("sent", to))
        arrives = sent + _seconds(1, 20, faults.share("arrives", to))
        self._agenda.at(sent, lambda: _move(taken, "sent"))
        self._agenda.at(arrives, lambda: self._arrive(taken, last))
        told = [(sent, "sent"), (arrives, last)]
        if to not in self.landlines and faults.strikes("reports_shuffled", to):
            told = [(arrives, "sent"), (sent, last)]
        if faults.strikes("report_early", to):
            self.report(taken, "sent")
        for when, status in told:
            self._plan_report(when, taken, status)

    def _plan_report(self, when: datetime, taken: Taken, status: str) -> None:
        to, faults = taken.text.to, self._faults
        if faults.strikes("report_lost", to):
            return
        if faults.strikes("report_late", to):
            when += _seconds(20, 600, faults.share("late", to))
        self._tell(when, taken, status)
        if faults.strikes("report_twice", to):
            self._tell(when + _seconds(1, 60, faults.share("twice", to)), taken, status)

    def _tell(self, when: datetime, taken: Taken, status: str) -> None:
        self._agenda.at(when, lambda: self.report(taken, status))

    def _arrive(self, taken: Taken, status: str) -> None:
        _move(taken, status)
        if status == "undelivered":
            taken.code = LANDLINE
            return
        taken.arrived_at = self._clock.machine()
        self.rings(taken)


def _token(text: Outgoing) -> str:
    """Of our attempt, out of the address its reports go to."""
    return (text.status_callback or "").rsplit("/", 1)[-1]


def _move(taken: Taken, status: str) -> None:
    taken.status = status


def _seconds(low: float, high: float, share: float) -> timedelta:
    return timedelta(seconds=low + (high - low) * share)


def _shown(taken: Taken) -> ProviderMessage:
    return ProviderMessage(
        sid=taken.sid,
        direction="outbound-api",
        from_number=taken.text.from_number or OURS,
        to=taken.text.to,
        body=taken.text.body,
        status=taken.status,
        error_code=taken.code,
        segments=1,
        created_at=taken.at.replace(microsecond=0),
        sent_at=None,
    )


def _inbound(one: Written) -> ProviderMessage:
    return ProviderMessage(
        sid=one.sid,
        direction="inbound",
        from_number=one.phone,
        to=OURS,
        body=one.body,
        status="received",
        error_code=None,
        segments=1,
        created_at=one.at.replace(microsecond=0),
        sent_at=one.at,
    )
