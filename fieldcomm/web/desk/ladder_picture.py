"""The ladders as a list of times of one example day, made anew with every value typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from fieldcomm.domain.policy import Policy
from fieldcomm.web.formats import short_figures

DUE = datetime.combine(date(2026, 1, 13), time(15))  # 3 pm of a day without a name
OPENS, CLOSES = DUE - timedelta(hours=2), DUE


@dataclass(frozen=True, slots=True)
class Rung:
    """`who` hears it: customer, contractor, owner, office or manager."""

    at: str
    who: str
    what: str
    is_due: bool = False


@dataclass(frozen=True, slots=True)
class Ladder:
    title: str
    rungs: list[Rung]


def ladders(policy: Policy) -> list[Ladder]:
    return [_callback(policy), _visit(policy), _danger(policy)]


def _callback(policy: Policy) -> Ladder:
    rungs = [
        Rung(
            short_figures(DUE - policy.prompt_before), "owner", "is prompted, with the last words"
        ),
        Rung(short_figures(DUE - policy.board_before), "board", "shows it as due soon"),
        Rung(short_figures(DUE), "owner", "is prompted again: it is due", is_due=True),
        Rung(
            short_figures(DUE + policy.apologise_after),
            "customer",
            "hears that we are late, and sorry",
        ),
        Rung(short_figures(DUE + policy.manager_after), "manager", "on call is alerted"),
        Rung("then", "manager", "every working hour, until it is settled"),
    ]
    return Ladder("A call promised for 3 pm", rungs)


def _visit(policy: Policy) -> Ladder:
    accept = int(policy.accept_within.total_seconds()) // 60
    rungs = [
        Rung("booked", "contractor", f"is asked; after {accept} min of silence the office hears"),
        Rung(
            f"{short_figures(policy.remind_at)} before",
            "customer",
            "is reminded, crews get their list",
        ),
        Rung(short_figures(policy.morning_list_at), "contractor", "gets the day's list"),
        Rung(short_figures(OPENS - policy.ask_before_window), "contractor", "is asked, if silent"),
        Rung(
            short_figures(CLOSES - policy.ask_before_end), "contractor", "and the office are asked"
        ),
        Rung(short_figures(CLOSES), "customer", "hears what we know, and sorry", is_due=True),
    ]
    return Ladder("A visit between 1 and 3 pm", rungs)


def _danger(policy: Policy) -> Ladder:
    first, later = (
        int(span.total_seconds()) // 60 for span in (policy.safety_climb, policy.safety_climb_later)
    )
    rungs = [
        Rung("at once", "customer", "gets the fixed safety text", is_due=True),
        Rung("at once", "manager", "on call is alerted"),
        Rung(f"+{first} min", "office", "the next person, and so on until one accepts"),
        Rung("+1 h", "office", f"still nobody: again every {later} min"),
    ]
    return Ladder("Somebody smells gas", rungs)
