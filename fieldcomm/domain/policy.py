"""The company's rules, as the settings hold them: slots, quiet hours, ladders, waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from fieldcomm.domain.working_hours import DEFAULT, WorkingHours

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
NOON = 12


@dataclass(frozen=True, slots=True)
class Policy:
    """What DESIGN section 3 calls company policy; the defaults are its defaults."""

    company: str = "fieldcomm"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("America/New_York"))
    check_in_times: tuple[time, ...] = (time(9, 30), time(16, 30))
    check_in_spread: timedelta = HOUR
    check_in_gap: timedelta = 4 * HOUR  # never within this of the last
    covered_for: timedelta = 3 * HOUR  # a person's word replaces a check-in for this long
    changes_floor: timedelta = 48 * HOUR  # "only changes" still hears this often
    empty_check_ins: int = 3  # after so many with nothing new a person calls
    quiet: tuple[time, time] = (time(20), time(8))
    working_hours: WorkingHours = DEFAULT
    surge: bool = False  # strangers' first texts are taken on as jobs (3.7)
    jobs_per_day: int | None = None  # what all crews finish in a working day, as the office says
    callbacks_per_hour: int = 6  # promises one person can keep in an hour
    answer_exempt: timedelta = 30 * MINUTE  # quiet hours spare answers this soon after a text
    reply_within: timedelta = HOUR  # of working time, when a person must answer
    # Visits (3.2)
    accept_within: timedelta = 30 * MINUTE
    remind_at: time = time(17)  # the day before
    morning_list_at: time = time(7)
    ask_before_window: timedelta = 30 * MINUTE
    ask_before_end: timedelta = 15 * MINUTE
    know_more_within: timedelta = 25 * MINUTE  # "we'll text what we know by"
    ask_if_done: timedelta = 3 * HOUR  # since HERE, without a DONE: the contractor is asked
    done_unheard: timedelta = 5 * HOUR  # since HERE: the dispatcher is
    hold_ambiguous: timedelta = MINUTE  # for a NO, machine time
    # Callbacks (3.3)
    prompt_before: timedelta = 30 * MINUTE
    board_before: timedelta = 10 * MINUTE
    apologise_after: timedelta = 5 * MINUTE
    manager_after: timedelta = 15 * MINUTE
    # Safety (3.0): the manager's alert climbs every so often until a person accepts
    safety_climb: timedelta = 3 * MINUTE
    safety_climb_later: timedelta = 15 * MINUTE  # after the first hour; it never ends by itself
    close_after_quiet: timedelta = 14 * timedelta(days=1)

    def is_quiet(self, at: datetime, zone: ZoneInfo) -> bool:
        """Whether `at` falls into quiet hours in `zone`."""
        start, end = self.quiet
        now = at.astimezone(zone).time()
        return (start <= now or now < end) if start > end else start <= now < end

    def quiet_ends(self, at: datetime, zone: ZoneInfo) -> datetime:
        """The end of the quiet hours `at` falls into; `at` itself outside them. Aware UTC."""
        if not self.is_quiet(at, zone):
            return at
        local = at.astimezone(zone)
        days = 1 if self.quiet[0] > self.quiet[1] and local.time() >= self.quiet[0] else 0
        end = datetime.combine(local.date() + timedelta(days=days), self.quiet[1], zone)
        return end.astimezone(at.tzinfo)

    def is_first_morning(self, at: datetime, now: datetime, zone: ZoneInfo) -> bool:
        """Whether `at` lies in the morning on which the quiet hours that `now` falls into end."""
        local, ends = at.astimezone(zone), self.quiet_ends(now, zone).astimezone(zone)
        return local.date() == ends.date() and local.hour < NOON

    def quiet_starts_before(self, at: datetime, zone: ZoneInfo) -> datetime:
        """The last moment before the quiet hours that `at` falls into; `at` itself outside them."""
        if not self.is_quiet(at, zone):
            return at
        local = at.astimezone(zone)
        days = 1 if self.quiet[0] > self.quiet[1] and local.time() < self.quiet[1] else 0
        start = datetime.combine(local.date() - timedelta(days=days), self.quiet[0], zone)
        return start.astimezone(at.tzinfo) - MINUTE
