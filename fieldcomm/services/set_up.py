"""Bring a database up to date: schema, company, sender."""

from __future__ import annotations

from fieldcomm.services.deps import Deps
from fieldcomm.services.first_run import ensure_company
from fieldcomm.services.replan import begin_replan, replan
from fieldcomm.services.unit import unit
from fieldcomm.store.migrate import upgrade


def set_up(deps: Deps) -> None:
    """Migrate and take over settings from the environment. Running it again changes nothing."""
    upgrade(deps.engine.url.render_as_string(hide_password=False))
    changed = ensure_company(deps.engine, deps.config, deps.clock.machine())
    if changed:
        # Changing slots or zone recomputes at once (DESIGN 3.1).
        with unit(deps) as work:
            begin_replan(work, work.policy)
        while replan(deps):
            pass
