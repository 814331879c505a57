"""An office whose day can be played, backed up, lost and restored. The provider's ledger is the oracle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from fixtures.wire import DANA, FOX, Wire, wire

from fieldcomm.local.backup.read import restore_backup
from fieldcomm.local.backup.write import write_backup
from fieldcomm.services import people, visits
from fieldcomm.services.add_job import add_job
from fieldcomm.services.due import look
from fieldcomm.services.poll_provider import poll_provider
from fieldcomm.services.read_inbox import read_inbox
from fieldcomm.services.run_due import run_due

ANA, BO, LUIS = "+14045550101", "+14045550102", "+14045550111"
GIL, HAL, KIM = "+14045550125", "+14045550126", "+14045550127"
SECOND = timedelta(seconds=1)


class Day:
    """Tuesday, 10:00 in Atlanta: Ana and Bo in the office, Luis outside, Dana waits."""

    def __init__(self, line: Wire, folder: Path) -> None:
        self.line = line
        self.file = folder / "backup"
        self.people()

    def people(self) -> None:
        deps = self.line.deps
        office = {"email": "ana@example.com", "role": "dispatcher", "name": "Ana Ruiz"}
        people.add_user(deps, **office, phone=ANA, on_call=False)
        office = {"email": "bo@example.com", "role": "manager", "name": "Bo Lind"}
        people.add_user(deps, **office, phone=BO, on_call=True)
        people.add_contractor(deps, name="Luis Mora", phone=LUIS)

    def job(self, phone: str = DANA, name: str = "Dana Reed", **given: Any) -> str:
        usual = {"address": "14 Oak St, Atlanta", "summary": "kitchen drying"}
        code = add_job(self.line.deps, customer_name=name, customer_phone=phone, **(usual | given))
        self.play()
        return code

    def book(self, code: str, start: str, end: str) -> None:
        visits.book(self.line.deps, code, window_from=start, window_to=end, contractor_phone=LUIS)
        self.play()

    # --- time -------------------------------------------------------------------------------

    def play(self, span: timedelta = timedelta()) -> None:
        """Do all that is due, now and at every due moment until then."""
        clock = self.line.clock
        target = clock.machine() + span
        self.work()
        while (then := self._next()) is not None and then < target:
            clock.move(max(then - clock.machine(), SECOND))
            self.work()
        clock.move(target - clock.machine())
        self.work()

    def _next(self) -> datetime | None:
        waiting = look(self.line.deps)
        nexts = [at for at in (waiting.next_business, waiting.next_machine) if at is not None]
        return min(nexts, default=None)

    def until(self, local: str) -> None:
        """A wall-clock time in Atlanta, 5 hours behind UTC."""
        hour, minute = map(int, local.split(":"))
        now = self.line.clock.machine() - timedelta(hours=5)
        then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        self.play(then - now)

    def work(self) -> None:
        """What workers and clock do; the provider reports what it took at once."""
        deps = self.line.deps
        poll_provider(deps)
        for _ in range(6):
            read_inbox(deps)
            run_due(deps)
            self.line.send()
            for taken in self.line.provider.taken:
                if taken.status == "queued" and taken.listed_after <= self.line.clock.machine():
                    self.line.report(taken, "delivered")
            self.line.reports()
            if not look(deps).heads:
                return

    def texts(self, body: str, phone: str) -> None:
        """By webhook, and listed by the provider as well."""
        self.line.provider.texted(body, phone)
        held = self.line.provider.inbound[-1]
        from fieldcomm.services.receive import receive_text

        receive_text(self.line.deps, sid=held.sid, phone=phone, params={"Body": body})
        self.work()

    # --- backup and restore -----------------------------------------------------------------

    def back_up(self) -> None:
        write_backup(self._url, self.file, self.file.parent, force=True)
        self.line.after(seconds=1)

    def restore(self) -> None:
        self.line.deps.engine.dispose()
        self.line.after(seconds=1)
        restore_backup(self._url, self.file, self.line.clock.machine(), replace=True)

    @property
    def _url(self) -> str:
        url = self.line.deps.config.database_url
        assert url is not None
        return url

    # --- what came of it --------------------------------------------------------------------

    def heard(self, phone: str, since: datetime | None = None) -> list[str]:
        """Bodies the provider took for this phone, in order."""
        return [
            taken.text.body
            for taken in self.line.provider.taken
            if taken.text.to == phone and (since is None or taken.at >= since)
        ]

    def twice(self) -> list[tuple[str, str]]:
        """Recipient and body of what the provider took more than once, but for what a manager is
        told every hour, restore or not."""
        taken = [t.text for t in self.line.provider.taken if t.text.body[:10] != "Still open"]
        sent = Counter((text.to, text.body) for text in taken)
        return [text for text, n in sent.items() if n > 1]

    def tasks(self) -> list[tuple[str, str | None]]:
        rows = self.line.sql(
            "SELECT kind, phone FROM tasks WHERE settled_at IS NULL ORDER BY kind, phone, id"
        )
        return [(row.kind, row.phone) for row in rows]

    def is_paused(self) -> bool:
        return bool(self.line.sql("SELECT 1 FROM restores WHERE ended_at IS NULL"))


@contextmanager
def a_day(database_url: str, folder: Path, **settings: str) -> Iterator[Day]:
    with wire(database_url, **settings) as line:
        yield Day(line, folder)


__all__ = ["ANA", "BO", "DANA", "FOX", "GIL", "HAL", "KIM", "LUIS", "Day", "a_day"]
