"""Bring a database up to date: schema, company, sender."""

from __future__ import annotations

from sqlalchemy import text

from fieldcomm.services.deps import Deps
from fieldcomm.services.first_run import ensure_company
from fieldcomm.services.plan_check_ins import plan_check_ins
from fieldcomm.services.unit import unit
from fieldcomm.store.migrate import upgrade

_PLANNED = text("SELECT phone FROM phones WHERE next_check_in_at IS NOT NULL")


def set_up(deps: Deps) -> None:
    """Migrate and take over settings from the environment. Running it again changes nothing."""
    upgrade(deps.engine.url.render_as_string(hide_password=False))
    changed = ensure_company(deps.engine, deps.config, deps.clock.machine())
    if changed:
        # Changing slots or zone recomputes at once (DESIGN 3.1).
        with unit(deps) as work:
            plan_check_ins(work, list(work.session.scalars(_PLANNED)))
