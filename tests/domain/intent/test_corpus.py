"""The corpus, as far as the readings must reach. `python -m tests.corpus.score` prints the table."""

from __future__ import annotations

import pytest

from tests.corpus.score import HERE, Score, score


def _misses(scored: Score) -> str:
    return f"{scored.intents:.1%} right, times {scored.times:.1%}\n" + "\n".join(scored.misses)


def test_the_corpus_is_as_large_as_promised() -> None:
    assert score(HERE / "texts.jsonl").texts >= 600
    assert score(HERE / "near_misses.jsonl").texts >= 150


@pytest.mark.parametrize("name", ["texts.jsonl", "later.jsonl", "second.jsonl", "third.jsonl"])
def test_texts_of_the_corpus_are_read_right(name: str) -> None:
    scored = score(HERE / name)
    assert scored.intents >= 0.97, _misses(scored)
    assert scored.times >= 0.97, _misses(scored)
    assert scored.opt_out_errors == []


def test_no_near_miss_is_taken_for_an_opt_out_nor_the_reverse() -> None:
    assert score(HERE / "near_misses.jsonl").opt_out_errors == []


@pytest.mark.skipif(not (HERE / "unseen.jsonl").exists(), reason="no unseen texts here")
def test_texts_by_somebody_who_has_not_seen_the_grammar_are_read_right() -> None:
    scored = score(HERE / "unseen.jsonl")
    assert scored.intents >= 0.90, f"{scored.intents:.1%} right"
    assert scored.times >= 0.95, f"times {scored.times:.1%}"
    assert scored.opt_out_errors == []
