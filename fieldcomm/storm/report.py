"""What a storm is told by: measures, sums, charts, and a story per job. Plain data, no database."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fieldcomm.services.report_sheets import Sheet
from fieldcomm.storm.measures import Measure, measured
from fieldcomm.storm.options import Options
from fieldcomm.storm.play import Play
from fieldcomm.storm.record import record_of
from fieldcomm.storm.sheets import sheets_of
from fieldcomm.storm.story import Story, stories_of
from fieldcomm.storm.totals import Totals, totals_of
from fieldcomm.storm.transcript import fingerprint, transcript

_PHONE = re.compile(r"\+1\d{10}")


@dataclass(frozen=True, slots=True)
class Report:
    """`sha256` is of the whole transcript."""

    options: Options
    measures: list[Measure]
    totals: Totals
    sheets: list[Sheet]
    stories: list[Story]
    transcript: str
    sha256: str

    @property
    def held(self) -> bool:
        """Whether every measure with a reach is within it."""
        return all(measure.held is not False for measure in self.measures)

    def story_of(self, case: str) -> Story | None:
        """Whose a case that fell short is, by the phone it names."""
        phone = _phone(case)
        return next((s for s in self.stories if s.phone == phone), None) if phone else None

    def short(self) -> set[str]:
        """The phones of those with whom something fell short."""
        cases = (case for measure in self.measures for case in measure.cases)
        return {phone for case in cases if (phone := _phone(case))}


def _phone(case: str) -> str | None:
    found = _PHONE.search(case)
    return found[0] if found else None


def report_of(play: Play) -> Report:
    """Once everything has ended."""
    record = record_of(play)
    stories = stories_of(play, record)
    text = transcript(play.options, stories)
    return Report(
        options=play.options,
        measures=measured(record),
        totals=totals_of(play, record),
        sheets=sheets_of(record),
        stories=stories,
        transcript=text,
        sha256=fingerprint(text),
    )
