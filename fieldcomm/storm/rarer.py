"""What a small town under faults would hardly see by chance: an Update to everybody, and a picture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from fieldcomm.services.check_broadcast import check_broadcast
from fieldcomm.services.draft_broadcast import save_draft
from fieldcomm.services.send_broadcast import confirm_broadcast
from fieldcomm.storm.options import FIRST_MORNING
from fieldcomm.storm.world import World

UPDATE_AT, PICTURE_AT = timedelta(hours=2, minutes=50), timedelta(hours=2, minutes=20)  # after six
WORDS = "The roads are icy this morning and our crews start an hour later."


def rarer_things(world: World, household: str, manager: str) -> None:
    """`household`: the phone that sends the picture."""
    world.agenda.at(FIRST_MORNING + UPDATE_AT, partial(_tells_everybody, world, manager))
    picture = partial(world.provider.text, household, "this is what it looks like", picture=True)
    world.agenda.at(FIRST_MORNING + PICTURE_AT, picture)


def _tells_everybody(world: World, by: str) -> None:
    drafted: list[int] = []

    def draft() -> None:
        drafted.append(save_draft(world.deps, words=WORDS, words_es="", whom={}, by=by))

    def confirm() -> None:
        check = check_broadcast(world.deps, drafted[0])
        if check is not None and check.to_tell:
            typed = str(check.to_tell)
            confirm_broadcast(world.deps, drafted[0], typed=typed, role="manager", by=by)

    if world.desk(draft):
        world.desk(confirm, _is_under_way(world))
    else:  # the page failed
        world.later(timedelta(minutes=2), lambda: _tells_everybody(world, by))


def _is_under_way(world: World) -> Callable[[], object]:
    return lambda: world.rows("SELECT 1 FROM broadcasts WHERE state <> 'draft'")
