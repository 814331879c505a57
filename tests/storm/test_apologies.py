"""Sorry is said for nothing once a text of whoever did it has come in, with a code or without."""

from __future__ import annotations

from typing import Any

from storm.records import (
    ANA,
    CODE,
    JOB,
    LUIS,
    VISIT,
    arrived,
    at,
    called,
    promise,
    record,
    said,
    sent,
)

from fieldcomm.storm.measures.apologies import needless_apologies
from fieldcomm.storm.world import Truth

SORRY = sent("window_missed", at(15), cause=("visit", VISIT))
CALL = promise("callback", at(13), at(14))
SORRY_FOR_CALL = sent("apology", at(14.2), cause=("promise", CALL.id))


def _arrival(*words: Any, truth: Truth) -> bool | None:
    return needless_apologies(record(sent=[SORRY], said=list(words), truth=truth)).held


def _call(*words: Any, spoke: bool = True, **more: Any) -> bool | None:
    truth = Truth(calls=[called(at(13.5), spoke=spoke)])
    given = {"sent": [SORRY_FOR_CALL], "promises": [CALL], "said": list(words), "truth": truth}
    return needless_apologies(record(**given, **more)).held


def test_a_here_without_a_code_is_word_of_where_its_crew_is() -> None:
    for words in ("HERE", "arrived", f"here {CODE}", f"HERE {CODE}", "all done"):
        assert not _arrival(said(words, at(14), LUIS), truth=arrived(at(13.9)))


def test_so_is_one_that_only_polling_brought() -> None:
    here = said("HERE", at(13.9), LUIS, reached_at=None, had_at=at(14))
    assert not _arrival(here, truth=arrived(at(13.8)))


def test_nothing_is_known_of_what_was_never_texted_or_came_too_late_or_was_of_another_house() -> (
    None
):
    truth = arrived(at(13.5), left=at(14.3))
    assert _arrival(truth=truth)
    assert _arrival(said("HERE", at(14), LUIS, had_at=at(15.1)), truth=truth)
    assert _arrival(said("HERE", at(13), LUIS), truth=truth)  # the house before
    assert _arrival(said("HERE", at(14.8), LUIS), truth=truth)  # the next one
    assert _arrival(said("OMW 20", at(14), LUIS), truth=truth)
    assert _arrival(said("HERE", at(14), LUIS), truth=Truth())  # nobody came


def test_a_call_is_known_by_their_text_by_the_households_and_by_the_desks_log() -> None:
    assert not _call(said(f"CALLED {CODE}", at(14), ANA))
    assert not _call(said("we already spoke", at(14)))
    assert not _call(logged={JOB: [at(14)]})


def test_a_call_that_reached_nobody_or_of_which_we_had_no_word_is_not_known() -> None:
    assert _call()
    assert _call(said(f"CALLED {CODE}", at(14), ANA), spoke=False)
    assert _call(said(f"CALLED {CODE}", at(14), ANA, had_at=at(14.3)))
    assert _call(logged={JOB: [at(14.3)]})
