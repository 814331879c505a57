"""A provider that lists a text much later than we assume: a person is asked, and nothing goes twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from fixtures.figures import Figure
from sqlalchemy import text

from fieldcomm.storm.ground import Ground
from fieldcomm.storm.seeds import play_seed, town_of

LATE = timedelta(minutes=10)
SEEDS = range(200, 206)


def test_what_may_have_left_is_asked_of_a_person_and_never_sent_again(
    ground: Ground, figure: Figure
) -> None:
    asked = texts = 0
    for seed in SEEDS:
        made = ground.fresh()
        outcome = play_seed(made, replace(town_of(seed), customers=4, hours=3.5, lists_late=LATE))
        assert [line for line in outcome.wrong if "recovered" not in line] == []
        with made.engine.connect() as connection:
            rows = connection.execute(text("SELECT 1 FROM tasks WHERE kind = 'unconfirmed'"))
            asked += len(rows.all())
        texts += outcome.texts
    assert asked
    figure("List behind", f"up to {LATE} late: {texts} texts, 0 twice, {asked} asked of a person")
