"""A small report written by hand, with everything in it that a page must take."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from fieldcomm.services.report_sheets import Chart, Sheet
from fieldcomm.storm.measures import Measure
from fieldcomm.storm.options import ZONE, Options
from fieldcomm.storm.report import Report
from fieldcomm.storm.story import Story
from fieldcomm.storm.told import Line, Voice
from fieldcomm.storm.totals import Totals
from fieldcomm.storm.transcript import fingerprint, transcript

DANA = "+14045550123"
HELD = Measure("check-ins in time", "100 %", "100 % of 3", True)
SHORT = Measure("silence", "<= 9 h", "11 h", False, [f"{DANA} from Mon 09:00: 11 h 00 min"])
PRINTED = Measure("prompts per hour", "printed", "0.4", None)
STORIES = [
    Story(
        "K7F",
        "Dana <Reed>",
        DANA,
        ["14 Oak St: burst pipe (calm, en); in the end waiting"],
        [
            Line(
                datetime(2026, 1, 12, 9, 31, tzinfo=ZONE), Voice.THEIRS, "Dana", "<b>help</b>\nnow"
            ),
            Line(datetime(2026, 1, 12, 9, 32, tzinfo=ZONE), Voice.OURS, "we to Dana", "Hi", "sent"),
        ],
    ),
    Story("", "Crews and office", "", ["Nothing."], []),
]
COUNTS = Chart(["1", "2"], [("Days", "accent", [4, 2])], "days")
SHEETS = [Sheet("texts", "Texts", "How many.", ("Texts", "Days"), [("1", 4), ("2", 2)], COUNTS)]
OPTIONS = Options(customers=1, days=1, seed=3)


def report(*measures: Measure) -> Report:
    text = transcript(OPTIONS, STORIES)
    sums = Totals(1, 1, 1, 1, Decimal("0.0226"), 1, 0, 0, 0, 0)
    given = list(measures) or [HELD, SHORT, PRINTED]
    return Report(OPTIONS, given, sums, SHEETS, STORIES, text, fingerprint(text))


def without_cases(of: Report) -> Report:
    return replace(of, measures=[replace(measure, cases=[]) for measure in of.measures])
