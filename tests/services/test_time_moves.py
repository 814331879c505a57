"""Asleep for eight hours, or the business clock stepped two hours either way, at any moment: one
check-in a slot and local date, nobody woken, and what came too late is not sent and says so."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from fixtures.figures import Figure, sizes
from fixtures.wire import Wire, wire

from fieldcomm.domain.policy import Policy
from fieldcomm.domain.slots import slot_at
from fieldcomm.services import people
from fieldcomm.services.add_job import add_job
from fieldcomm.services.due import look
from fieldcomm.services.promise_work import add_callback
from fieldcomm.services.serve import serve

ANA = "+14045550101"
ZONES = (
    *("America/New_York", "America/Los_Angeles", "America/Phoenix", "Pacific/Honolulu"),
    *("America/St_Johns", "Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland", "Asia/Kathmandu"),
)
CHANGES = (datetime(2026, 3, 6, 15, tzinfo=UTC), datetime(2026, 10, 30, 15, tzinfo=UTC))
POLICY = Policy()


class Days:
    """Nine households in nine zones, and three days in which time is not to be relied on."""

    def __init__(self, line: Wire, seed: int) -> None:
        self.line, self.dice = line, Random(seed)
        self.line.clock.move(self.dice.choice(CHANGES) - line.clock.machine())
        line.sql("UPDATE senders SET next_free_at = :at", at=line.clock.machine())
        self.taken_at: list[tuple[str, datetime]] = []  # token, business time
        self.reported = self.slept = self.stepped = 0
        line.provider.how = self._take
        people.add_user(
            line.deps, email="ana@example.com", role="manager", name="Ana", phone=ANA, on_call=True
        )
        for n, zone in enumerate(ZONES):
            phone = f"+140455501{n + 20}"
            code = add_job(
                line.deps,
                customer_phone=phone,
                customer_name=f"Kim {n}",
                address=f"{n} Oak St",
                summary="wet floor",
                timezone=zone,
            )
            due = (self.now + timedelta(hours=3 + n)).isoformat()
            add_callback(line.deps, code, due=due, owner_phone=ANA)

    @property
    def now(self) -> datetime:
        ms = self.line.sql("SELECT clock_offset_ms AS ms FROM company")[0].ms
        return self.line.clock.machine() + timedelta(milliseconds=ms)

    def _take(self, out: object) -> str:
        token = out.status_callback.rsplit("/", 1)[1]  # type: ignore[attr-defined]
        self.taken_at.append((token, self.now))
        return "take"

    def pass_by(self, span: timedelta) -> None:
        end = self.line.clock.machine() + span
        while self.line.clock.machine() < end:
            waiting = look(self.line.deps)
            for queue in waiting.heads:
                if self.dice.random() < 0.9:  # else it falls asleep between the two
                    serve(self.line.deps, queue, seconds=5.0)
            self._reports()
            if self.dice.random() < 0.03:
                self._time_goes_wrong()
            self._to_the_next(waiting.next_business)

        self._wake()

    def _wake(self) -> None:
        """The span may have ended in a sleep: what waited is looked at before anybody judges."""
        while heads := look(self.line.deps).heads:
            for queue in heads:
                serve(self.line.deps, queue, seconds=5.0)
            self._reports()

    def _to_the_next(self, due: datetime | None) -> None:
        soon = timedelta(minutes=self.dice.choice((5, 20, 60)))
        ahead = due - self.now if due else soon
        self.line.clock.move(max(timedelta(seconds=1), min(soon, ahead)))

    def _time_goes_wrong(self) -> None:
        if self.dice.random() < 0.5:
            self.slept += 1
            self.line.clock.move(timedelta(hours=8))
        else:
            self.stepped += 1
            hours = self.dice.choice((-2, 2))
            step = "UPDATE company SET clock_offset_ms = clock_offset_ms + :ms"
            self.line.sql(step, ms=hours * 3_600_000)

    def _reports(self) -> None:
        for taken in self.line.provider.taken[self.reported :]:
            self.line.report(taken, "sent")
            self.line.report(taken, "delivered")
        self.reported = len(self.line.provider.taken)

    # --- what must be true

    def check(self) -> None:
        rows = self.line.sql(
            "SELECT a.token, m.phone, m.moment, m.zone, m.quiet_exempt, m.answers_until, m.created_at"
            " FROM attempts a JOIN messages m ON m.id = a.message_id"
        )
        of = {row.token: row for row in rows}
        slots: Counter[tuple[str, object, int]] = Counter()
        for token, at in self.taken_at:
            row, zone = of[token], ZoneInfo(of[token].zone)
            spared = row.quiet_exempt or (row.answers_until and at <= row.answers_until)
            assert spared or not POLICY.is_quiet(at, zone), f"{row.moment} at {at.astimezone(zone)}"
            if row.moment == "check_in":
                # Decided within its slot; the clock may have been stepped before it left.
                slot = slot_at(row.created_at, POLICY, zone)
                assert slot is not None, f"outside its slot: {at.astimezone(zone)}"
                assert at <= slot.ends, f"too late: {at.astimezone(zone)}"
                slots[row.phone, slot.day, slot.number] += 1
        assert [key for key, n in slots.items() if n > 1] == []
        assert len(self.taken_at) == len({token for token, _ in self.taken_at})
        silent = "SELECT 1 FROM messages WHERE state IN ('expired', 'suppressed') AND why IS NULL"
        assert self.line.sql(silent) == []
        assert (
            self.line.sql("SELECT 1 FROM promises WHERE state = 'broken' AND cause IS NULL") == []
        )
        late = "SELECT 1 FROM messages WHERE state = 'queued' AND expires_at < :now"
        assert self.line.sql(late, now=self.now - timedelta(hours=1)) == []

    def counted(self) -> Counter[str]:
        rows = self.line.sql(
            "SELECT state, count(*) AS n FROM messages WHERE direction = 'out' GROUP BY state"
        )
        found = Counter({row.state: row.n for row in rows})
        check_ins = "SELECT 1 FROM messages WHERE moment = 'check_in' AND state = 'delivered'"
        return found | Counter(
            slept=self.slept, stepped=self.stepped, check_ins=len(self.line.sql(check_ins))
        )


@sizes(2, 60)
def test_time_is_not_to_be_relied_on(database_url: str, size: int, figure: Figure) -> None:
    total: Counter[str] = Counter()
    for seed in range(size):
        with wire(database_url) as line:
            line.sql("UPDATE company SET clock_offset_ms = 0")
            days = Days(line, seed)
            try:
                days.pass_by(timedelta(days=3))
                days.check()
            except AssertionError as error:
                raise AssertionError(f"seed {seed}: {error}") from error
            total += days.counted()
            line.sql(
                "TRUNCATE customers, jobs, users, messages, phones, promises, tasks, once, inbox,"
                " events CASCADE"
            )
    assert total["check_ins"] > size * 20
    assert total["slept"]
    assert total["stepped"]
    figure(
        "Time: asleep, stepped",
        f"{size} stretches of three days: asleep for 8 h {total['slept']} times, stepped ± 2 h {total['stepped']} times:"
        f" {total['check_ins']:,} check-ins, one a slot; {total['expired']} expired, recorded; 0 woken",
    )
