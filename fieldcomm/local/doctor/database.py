"""Is the database there, up to date, on time, and is what it holds being worked on?"""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError

from fieldcomm.config import Config
from fieldcomm.local.doctor.office import examine_office
from fieldcomm.services.finding import Finding, problem, right
from fieldcomm.services.vitals import Vitals, read_vitals

_ABOUT = "database"
SKEW = 5.0  # seconds; leases of 30 s and quiet hours bear as much


def examine_database(config: Config) -> list[Finding]:
    if config.database_url is None:
        do = (
            "start everything with `fieldcomm up`, name its folder with --data, or set DATABASE_URL"
        )
        return [problem(_ABOUT, "nothing runs here and DATABASE_URL is not set", do)]
    try:
        vitals = read_vitals(config.database_url, adjustable=config.clock_adjustable)
    except SQLAlchemyError as error:
        do = "start it, or correct DATABASE_URL; texts that come in meanwhile are fetched later"
        return [problem(_ABOUT, f"cannot be used ({_reason(error)})", do)]
    if vitals.office is None:
        do = "run `fieldcomm db upgrade`, then start the processes again"
        return [problem(_ABOUT, _not_ready(vitals), do)]
    return [_clock(vitals), *examine_office(vitals.office)]


def _reason(error: SQLAlchemyError) -> str:
    """Without the address: it may hold a password."""
    return type(getattr(error, "orig", None) or error).__name__


def _not_ready(vitals: Vitals) -> str:
    if vitals.version == vitals.newest:
        return "nobody has set up the company"
    return f"its schema is {vitals.version or 'empty'}, this fieldcomm needs {vitals.newest}"


def _clock(vitals: Vitals) -> Finding:
    if abs(vitals.skew) > SKEW:
        do = "let both machines set their clocks by NTP"
        return problem(_ABOUT, f"its clock is {vitals.skew:+.0f} s from ours", do)
    return right(_ABOUT, f"answers, schema {vitals.version}")
