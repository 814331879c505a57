"""Small storms by seed under every fault: nothing lost, nothing sent twice, everything read.

A failing seed prints the command that plays it again. `FIELDCOMM_SEEDS=5000` plays more of them.
"""

from __future__ import annotations

import os

import pytest
from fixtures.figures import HOURS, Figure

from fieldcomm.storm.ground import Ground
from fieldcomm.storm.play_seeds import play_seeds
from fieldcomm.storm.seeds import town_of

BLOCKS = 4
ROW = "Seeded simulation"


def play_block(ground: Ground, figure: Figure, block: int, seeds: int) -> None:
    tally = play_seeds(ground, (town_of(seed) for seed in range(block, seeds, BLOCKS)))
    assert tally.failed == []
    figure(ROW, f"seeds {block}, {block + BLOCKS}, ...: {tally.words()}")


@pytest.mark.timeout(1200)  # a busy machine takes minutes
@pytest.mark.parametrize("block", range(BLOCKS))
def test_whoever_dies_wherever_each_text_leaves_once(
    ground: Ground, figure: Figure, block: int
) -> None:
    play_block(ground, figure, block, 100)


@pytest.mark.chaos
@pytest.mark.timeout(12 * HOURS)
@pytest.mark.parametrize("block", range(BLOCKS))
def test_in_thousands_of_storms_each_text_leaves_once(
    ground: Ground, figure: Figure, block: int
) -> None:
    play_block(ground, figure, block, int(os.environ.get("FIELDCOMM_SEEDS", "5000")))
