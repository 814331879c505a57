"""Facts to show and measure every moment with: typical ones, the longest, and only those that must
be there. The editor of wordings previews with them, the tests render every text with them.

Values of closed lists are multiplied out, so that every branch of every wording is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product

from fieldcomm.domain.moment_values import VALUES
from fieldcomm.domain.moments import MOMENTS, Moment

# Monday, 15:00 UTC: 10 am in Atlanta.
NOW = datetime(2025, 1, 13, 15, tzinfo=UTC)
ZONE = "America/New_York"
OUR_PHONE = "+14045550100"
COMPANY = "Kiwi Drying"
LONG_COMPANY = "Northern Appalachian Restoration & Drying Services"


@dataclass(frozen=True, slots=True)
class Case:
    label: str
    company: str
    params: dict[str, object]


def cases(moment: Moment, *, few: bool = False) -> Iterator[Case]:
    """Typical, worst and minimal facts for a moment, for each value its closed lists allow.

    With several lists every value meets every other; with `few` only the first of the others.
    """
    lists = VALUES.get(moment.name, {}) | _OPEN_LISTS.get(moment.name, {})
    for values in _few(lists.values()) if few else product(*lists.values()):
        chosen = dict(zip(lists, values, strict=True))
        for label, company, facts in _sets(moment):
            shown = " ".join([label, *(str(value) for value in values)])
            yield Case(shown, company, facts | chosen)


def _few(lists: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    first = tuple(values[0] for values in lists)
    yield first
    for place, values in enumerate(lists):
        for value in values[1:]:
            yield (*first[:place], value, *first[place + 1 :])


def _sets(moment: Moment) -> Iterator[tuple[str, str, dict[str, object]]]:
    names = [name.rstrip("?") for name in moment.params]
    required = [name for name in moment.params if not name.endswith("?")]
    yield "typical", COMPANY, {name: _typical(moment.name, name) for name in names}
    yield "worst", LONG_COMPANY, {name: _worst(moment.name, name) for name in names}
    yield "minimal", COMPANY, {name: _MINIMAL.get(name, _TYPICAL.get(name)) for name in required}
    yield from _special(moment.name)


def _special(moment: str) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Mixtures the three sets leave out, because a fact's absence opens another branch."""
    for label, without, changed in _MIXTURES.get(moment, ()):
        names = [name.rstrip("?") for name in MOMENTS[moment].params]
        typical = {n: _typical(moment, n) for n in names if n not in without}
        worst = {n: _worst(moment, n) for n in names if n not in without}
        yield f"typical, {label}", COMPANY, {**typical, **changed}
        yield f"worst, {label}", LONG_COMPANY, {**worst, **changed}


def _typical(moment: str, name: str) -> object:
    return _TYPICAL_IN.get((moment, name), _TYPICAL.get(name))


def _worst(moment: str, name: str) -> object:
    return _WORST.get(name, _typical(moment, name))


_STOPS = [
    ("Reed", "14 Oak St", 14, 16),
    ("Hill", "8 Elm Ave", 17, 19),
    ("Fox", "3 Ivy Ct", 20, 22),
]


def _stop(customer: str, address: str, start: int, end: int) -> dict[str, object]:
    return {
        "customer": customer,
        "address": address,
        "code": "K7F",
        "window_from": NOW.replace(hour=start).isoformat(),
        "window_to": NOW.replace(hour=end, minute=30 if end == 22 else 0).isoformat(),
    }


def _change(way: str, summary: str, contractor: str | None) -> dict[str, object]:
    start = NOW + timedelta(hours=27)
    stays = way != "call"
    return {
        "way": way,
        "summary": summary,
        "old_from": NOW + timedelta(hours=3),
        "old_to": NOW + timedelta(hours=5),
        "window_from": start if stays else None,
        "window_to": start + timedelta(hours=2, minutes=15) if stays else None,
        "contractor": contractor,
        "call_by": None if stays else NOW + timedelta(hours=24, minutes=30),
    }


def _promised(customer: str, hours: int) -> dict[str, object]:
    return {"customer": customer, "code": "K7F", "due": NOW + timedelta(hours=hours)}


_TYPICAL: dict[str, object] = {
    "address": "14 Oak St",
    "ahead": 62,
    "alerted": True,
    "answer_by": NOW + timedelta(hours=7),
    "ask": True,
    "asked_at": NOW + timedelta(hours=7),
    "at": NOW + timedelta(hours=3, minutes=40),
    "by": "Ana Torres",
    "call_by": NOW + timedelta(hours=24, minutes=30),
    "callback_due": NOW + timedelta(hours=5),
    "cause": "sick",
    "all_kept": False,
    "asks": True,
    "changes": [_change("rebook", "Burst pipe in kitchen", "Mia")],
    "came_at": NOW - timedelta(hours=7),
    "chase_at": NOW + timedelta(days=2),
    "code": "K7F",
    "confirmed": True,
    "contractor": "Luis",
    "customer": "Dana Reed",
    "customer_phone": "+14045550123",
    "day": NOW,
    "days_waiting": 3,
    "due": NOW + timedelta(hours=5),
    "eta": NOW + timedelta(hours=3, minutes=40),
    "finished_since": 14,
    "first_of_day": True,
    "hazard": "gas",
    "heard": "on my way to the moon",
    "jobs": ["Burst pipe in kitchen (K7F)", "Wet carpet in den (M3R)"],
    "jobs_too": True,
    "landlord": "Lee Hill",
    "last_words": "are the fans ok off at night",
    "again": True,
    "likely_from": NOW + timedelta(days=3),
    "likely_to": NOW + timedelta(days=4),
    "link": "https://kiwi.example/t/0a1B2c3D4e5F6g7H8i9J0k",
    "minutes": 20,
    "missed_times": 2,
    "moved": False,
    "name": "Dana Reed",
    "news": ["The estimate went to your insurer at 9 am.", "Two more crews land tomorrow"],
    "next_by": NOW + timedelta(hours=7, minutes=30),
    "note": "6 fans stay on until Fri",
    "off": ["Fox (M3R)"],
    "old_from": NOW + timedelta(hours=3),
    "old_to": NOW + timedelta(hours=5),
    "other_jobs": ["Wet carpet in den"],
    "others": 2,
    "owner": "Ana Torres",
    "paced": True,
    "promise_due": NOW + timedelta(hours=4),
    "question": "are the fans ok off at night?",
    "return_at": NOW + timedelta(days=3),
    "risk": True,
    "seconds": 60,
    "stops": [_stop(*stop) for stop in _STOPS],
    "summary": "Burst pipe in kitchen",
    "text": "Two more crews land tomorrow, and the estimate went to your insurer.",
    "told": True,
    "twice_daily": True,
    "urgent": True,
    "visit_from": NOW + timedelta(hours=27),
    "visit_to": NOW + timedelta(hours=29),
    "window_from": NOW + timedelta(hours=27),
    "window_to": NOW + timedelta(hours=29),
    "words": "smells like gas in the kitchen",
}

_TYPICAL_IN: dict[tuple[str, str], object] = {
    ("running_late", "window_from"): NOW + timedelta(hours=2),
    ("running_late", "window_to"): NOW + timedelta(hours=3),
    ("window_missed", "window_from"): NOW - timedelta(hours=2),
    ("window_missed", "window_to"): NOW,
    ("window_missed", "due"): NOW + timedelta(minutes=10),
    ("apology", "due"): NOW - timedelta(minutes=5),
    ("apology", "next_by"): NOW + timedelta(minutes=25),
    ("visit_done", "at"): NOW - timedelta(minutes=1),
    ("nobody_home", "at"): NOW - timedelta(minutes=3),
    ("alert", "words"): "can you make it another day",
    ("contractor_echo", "words"): "the gate code is 1234",
    ("visit_proposed", "name"): "Luis",
    ("visit_withdrawn", "name"): "Luis",
    ("list", "name"): "Luis",
    ("day_added", "name"): "Mia",
    ("day_cleared", "name"): "Luis",
    ("handed_over", "stops"): [_promised("Reed", 3), _promised("Hill", 5)],
    ("contractor_help", "name"): "Luis",
    ("contractor_unread", "name"): "Luis",
    ("owner_help", "name"): "Ana",
    ("first_text", "name"): "Ana",
    ("answer_when", "eta"): None,
}

_LATE_DAY = datetime(2025, 12, 24, 17, 30, tzinfo=UTC)  # far ahead: the longest way to say it
_LONG = "The water came through the ceiling of the upstairs bathroom into kitchen and hallway"

_WORST: dict[str, object] = {
    "address": "12345 North-West Featherstonhaugh Boulevard Extension, Apartment 1204",
    "ahead": 1240,
    "answer_by": _LATE_DAY,
    "asked_at": _LATE_DAY,
    "at": _LATE_DAY,
    "by": "Maximiliana-Alexandrina Featherstonhaugh",
    "call_by": _LATE_DAY,
    "callback_due": _LATE_DAY,
    "cause": f"{_LONG}, which nobody could have foreseen",
    "changes": [_change(way, _LONG, f"{_LONG}") for way in ("rebook", "call", "reassign")],
    "came_at": _LATE_DAY,
    "chase_at": _LATE_DAY,
    "code": "K7F2",
    "contractor": "Bartholomew-Christopherson Crew 12 & Partners",
    "customer": "Maximiliana-Alexandrina Featherstonhaugh-Cholmondeley",
    "customer_phone": "+442079460123",
    "day": _LATE_DAY,
    "days_waiting": 21,
    "due": _LATE_DAY,
    "eta": _LATE_DAY,
    "finished_since": 888,
    "heard": _LONG,
    "jobs": [_LONG, _LONG, _LONG],
    "landlord": "Featherstonhaugh & Cholmondeley Property Management of Georgia LLC",
    "last_words": f"“{_LONG}” – and nobody has called me… {_LONG}",
    "link": "https://texts.northern-appalachian.example/t/" + "aB3" * 11 + "x",
    "missed_times": 12,
    "name": "Maximiliana-Alexandrina Featherstonhaugh",
    "news": [f"{_LONG}.", f"{_LONG}, {_LONG}", _LONG],
    "next_by": _LATE_DAY,
    "note": f"{_LONG}; {_LONG}; {_LONG}",
    "off": [f"{_LONG} ({n})" for n in range(5)],
    "old_from": _LATE_DAY - timedelta(hours=1),
    "old_to": _LATE_DAY + timedelta(hours=2, minutes=15),
    "other_jobs": [_LONG, _LONG, _LONG],
    "owner": "Maximiliana-Alexandrina Featherstonhaugh",
    "promise_due": _LATE_DAY,
    "question": f"{_LONG}? {_LONG}?",
    "return_at": _LATE_DAY,
    "seconds": 120,
    "stops": [_stop(f"{_LONG} {n}", f"{_LONG} {n}", 14, 22) for n in range(9)],
    "summary": _LONG,
    "text": f"{_LONG}. {_LONG}. {_LONG}. {_LONG}.",
    "visit_from": _LATE_DAY - timedelta(hours=1),
    "visit_to": _LATE_DAY + timedelta(hours=2, minutes=15),
    "window_from": _LATE_DAY - timedelta(hours=1),
    "window_to": _LATE_DAY + timedelta(hours=2, minutes=15),
    "words": f"“{_LONG}” – {_LONG}… {_LONG}",
}

_MINIMAL: dict[str, object] = {
    "name": "",
    "news": [],
    "other_jobs": [],
    "twice_daily": False,
    "first_of_day": False,
    "moved": True,
    "told": False,
    "confirmed": False,
    "alerted": False,
    "ask": False,
    "missed_times": 0,
    "jobs": ["Burst pipe in kitchen"],
    "off": [],
    "all_kept": True,
    "changes": [_change("reassign", "Burst pipe in kitchen", None)],
    "stops": [_stop(*_STOPS[0])],
}

# A fact left open by the renderer, of which the wording still knows several.
_OPEN_LISTS = {
    "safety": {"hazard": ("gas", "medical", "injury", "ceiling", "sewage", "anything else")}
}

_Mixture = tuple[str, Set[str], Mapping[str, object]]
_NO_VISIT = {"visit_from", "visit_to", "came_at"}
_CAUSES = ("sick", "truck", "weather", "emergency", "customer", "The lift is stuck.")
_MIXTURES: dict[str, tuple[_Mixture, ...]] = {
    "behind": (("out of order", set(), {"paced": False}), ("alone", set(), {"others": 0})),
    "check_in": (
        ("no news", _NO_VISIT, {"news": []}),
        ("news", _NO_VISIT, {}),
        ("no news, nobody ahead", {*_NO_VISIT, "ahead", "finished_since"}, {"news": []}),
        ("no news, one ahead", _NO_VISIT, {"news": [], "ahead": 1, "finished_since": 1}),
        ("no news, a visit", {"came_at"}, {"news": []}),
        ("no news, the crew came", {"visit_from", "visit_to"}, {"news": []}),
        ("no news, nothing to chase", {*_NO_VISIT, "chase_at"}, {"news": []}),
    ),
    "answer_when": (
        ("an eta", set(), {"eta": NOW + timedelta(hours=3)}),
        ("only a promise", {*_NO_VISIT, "visit_status", "eta"}, {}),
        ("only the line", {*_NO_VISIT, "visit_status", "eta", "promise_due", "promise_kind"}, {}),
    ),
    "visit_moved": (
        *((cause, set(), {"cause": cause}) for cause in _CAUSES),
        ("no old time", {"old_to"}, {}),
        ("no reason", {"cause"}, {}),
    ),
    "day_moved": (
        *((cause, set(), {"cause": cause}) for cause in _CAUSES if cause != "customer"),
        (
            "the same window",
            set(),
            {"all_kept": True, "changes": [_change("reassign", "Kitchen", "Mia")]},
        ),
        ("only calls", set(), {"asks": False, "changes": [_change("call", "Kitchen", None)] * 2}),
        (
            "two visits",
            set(),
            {"changes": [_change("reassign", "Kitchen", "Mia"), _change("call", "Den", None)]},
        ),
    ),
    "handed_over": tuple(
        (
            f"{n} promises",
            {"jobs_too"},
            {"stops": [_promised(f"{_LONG} {i}", 3 + i) for i in range(n)]},
        )
        for n in (1, 9)
    ),
    "visit_cancelled": tuple((cause, {"call_by"}, {"cause": cause}) for cause in _CAUSES),
    "prompt": (("to whoever comes", {"contractor"}, {}), ("no address", {"address"}, {})),
    "complaint_ack": (
        ("waiting only", set(), {"missed_times": 0}),
        ("missed only", {"days_waiting"}, {"missed_times": 1}),
        ("one of each", set(), {"missed_times": 1, "days_waiting": 1}),
    ),
    "visit_reminder": (("unconfirmed", set(), {"confirmed": False}),),
    "visit_proposed": (("moved", set(), {"moved": True}),),
    "reply_ack": (("no question", {"question"}, {}), ("no risk", {"risk"}, {})),
    "job_opened": (("one ahead", {"owner"}, {"ahead": 1}),),
}
