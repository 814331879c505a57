"""Every place where a process may die is passed in one storm, so that somebody may die there."""

from __future__ import annotations

from dataclasses import replace

from fieldcomm.services.hooks import HOOKS
from fieldcomm.storm.ground import Ground
from fieldcomm.storm.seeds import play_seed, town_of


def test_one_storm_passes_every_hook(ground: Ground) -> None:
    day = replace(town_of(7), customers=3, hours=12.0)
    assert play_seed(ground.fresh(), day).passed == set(HOOKS)
