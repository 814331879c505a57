"""Every place where a process may die is passed in a storm or two, so that somebody may die there."""

from __future__ import annotations

from dataclasses import replace

from fieldcomm.services.hooks import HOOKS
from fieldcomm.storm.ground import Ground
from fieldcomm.storm.seeds import play_seed, town_of


def test_a_few_storms_pass_every_hook(ground: Ground) -> None:
    missing = set(HOOKS)
    for seed in range(12, 16):
        day = replace(town_of(seed), customers=4, hours=13.0)
        missing -= play_seed(ground.fresh(), day).passed
        if not missing:
            return
    assert missing == set()
