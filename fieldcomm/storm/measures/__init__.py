"""Whether fieldcomm kept its word: one function a row of FIGURES, in the order of its table."""

from __future__ import annotations

from fieldcomm.storm.measures.apologies import needless_apologies
from fieldcomm.storm.measures.arrivals import heard_first
from fieldcomm.storm.measures.broken import broken_by_people
from fieldcomm.storm.measures.check_ins import handed_over_in_time, longest_silence
from fieldcomm.storm.measures.load import prompts_an_hour, texts_a_day
from fieldcomm.storm.measures.lost import lost_or_twice
from fieldcomm.storm.measures.measure import Measure
from fieldcomm.storm.measures.owners import prompted_before
from fieldcomm.storm.measures.questions import unanswered
from fieldcomm.storm.measures.sending import forbidden_texts
from fieldcomm.storm.record import Record

__all__ = ["Measure", "measured"]

_ALL = (
    handed_over_in_time,
    longest_silence,
    prompted_before,
    heard_first,
    needless_apologies,
    forbidden_texts,
    unanswered,
    texts_a_day,
    broken_by_people,
    prompts_an_hour,
    lost_or_twice,
)


def measured(record: Record) -> list[Measure]:
    return [measure(record) for measure in _ALL]
