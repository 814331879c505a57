"""Everything that time brings: the one use case behind the `due` queue."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.exc import OperationalError

from fieldcomm.clock import monotonic
from fieldcomm.services.close_quiet_jobs import close_quiet_jobs
from fieldcomm.services.deps import Deps
from fieldcomm.services.door_notes import run_door_notes
from fieldcomm.services.due import look
from fieldcomm.services.erase_old import erase_old
from fieldcomm.services.forget_deeds import forget_deeds
from fieldcomm.services.reconcile import reconcile
from fieldcomm.services.release_held import release_held
from fieldcomm.services.replan import replan
from fieldcomm.services.run_alarms import run_alarms
from fieldcomm.services.run_broadcasts import run_broadcasts
from fieldcomm.services.run_check_ins import run_check_ins
from fieldcomm.services.run_day_lists import run_day_lists
from fieldcomm.services.run_incidents import run_incidents
from fieldcomm.services.run_ladders import run_ladders
from fieldcomm.services.run_visits import run_visits

# What each step takes on, as `due.look` names it.
_IN_ORDER: tuple[tuple[tuple[str, ...], Callable[[Deps, float], bool]], ...] = (
    (("restored",), lambda deps, left: _reconcile_restored(deps)),
    (("replan",), lambda deps, left: replan(deps, seconds=left)),
    (("alarm",), lambda deps, left: run_alarms(deps, seconds=left)),
    (("held", "undo"), lambda deps, left: release_held(deps)),
    (("visit",), lambda deps, left: run_visits(deps, seconds=left)),
    (("promise",), lambda deps, left: run_ladders(deps, seconds=left)),
    (("list",), lambda deps, left: run_day_lists(deps, seconds=left)),
    (("door",), lambda deps, left: run_door_notes(deps, seconds=left)),
    (("check_in",), lambda deps, left: run_check_ins(deps, seconds=left)),
    (("incident",), lambda deps, left: run_incidents(deps)),
    (("broadcast",), lambda deps, left: run_broadcasts(deps, seconds=left)),
    (("look",), lambda deps, left: reconcile(deps, seconds=left)),
    (("photo",), lambda deps, left: _fetch_photos(deps, left)),
    (("quiet",), lambda deps, left: close_quiet_jobs(deps)),
    (("deed",), lambda deps, left: forget_deeds(deps)),
    (("old",), lambda deps, left: erase_old(deps)),
)


def _reconcile_restored(deps: Deps) -> bool:
    # Imported where somebody restored a backup.
    from fieldcomm.services.restored.look import reconcile_restored

    return reconcile_restored(deps)


def _fetch_photos(deps: Deps, left: float) -> bool:
    # Imported where a picture came: few texts have any.
    from fieldcomm.services.fetch_photos import fetch_photos

    return fetch_photos(deps, seconds=left)


LEAST = 0.25  # seconds each gets, however long those before it took


def run_due(deps: Deps, *, seconds: float = 20.0) -> bool:
    """Danger first, then arrivals and promises, then the rest. True when something is left.

    One look says which steps have anything to do, so that an idle bell costs one statement.
    A row that cannot be decided keeps nothing behind it from being done; its error is raised
    at the end.
    """
    until = monotonic() + seconds
    more, failed = False, None
    waiting = look(deps)
    for kinds, step in _IN_ORDER:
        if not waiting.is_due(*kinds):
            continue
        try:
            more = step(deps, max(LEAST, until - monotonic())) or more
        except OperationalError:
            raise  # the database is away: nothing else would work
        except Exception as error:
            failed = failed or error
    if failed is not None:
        raise failed
    return more
