"""What a fresh database needs before anything else: the company's row and its sender."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import Engine, text

from fieldcomm.config import Config

_COMPANY = text(
    "INSERT INTO company (id, name, timezone, check_in_times, check_in_spread_minutes,"
    " quiet_hours, working_hours) VALUES (1, :name, :zone, CAST(:times AS jsonb), :spread, :quiet,"
    " :working) ON CONFLICT (id) DO NOTHING"
)
# The environment wins where it is set, at every start.
_SET = text(
    "UPDATE company SET name = coalesce(:name, name), timezone = coalesce(:zone, timezone),"
    " check_in_times = coalesce(CAST(:times AS jsonb), check_in_times),"
    " check_in_spread_minutes = coalesce(:spread, check_in_spread_minutes),"
    " quiet_hours = coalesce(:quiet, quiet_hours), working_hours = coalesce(:working, working_hours)"
    " WHERE id = 1 AND (name, timezone, check_in_times, check_in_spread_minutes, quiet_hours,"
    " working_hours) IS DISTINCT FROM (coalesce(:name, name), coalesce(:zone, timezone),"
    " coalesce(CAST(:times AS jsonb), check_in_times), coalesce(:spread, check_in_spread_minutes),"
    " coalesce(:quiet, quiet_hours), coalesce(:working, working_hours)) RETURNING id"
)
_RETIRE = text(
    "UPDATE senders SET active = false WHERE active AND"
    " (phone IS DISTINCT FROM :phone OR messaging_service_sid IS DISTINCT FROM :service)"
)
_SENDER = text(
    "INSERT INTO senders (phone, messaging_service_sid, segments_per_second, next_free_at, polled_to)"
    " SELECT :phone, :service, :pace, CAST(:now AS timestamptz), CAST(:now AS timestamptz)"
    " WHERE NOT EXISTS (SELECT 1 FROM senders WHERE phone IS NOT DISTINCT FROM :phone"
    " AND messaging_service_sid IS NOT DISTINCT FROM :service)"
)
_USE = text(
    "UPDATE senders SET active = true, segments_per_second = :pace, paused = NULL"
    " WHERE phone IS NOT DISTINCT FROM :phone AND messaging_service_sid IS NOT DISTINCT FROM :service"
    " AND (NOT active OR segments_per_second <> :pace OR paused IS NOT NULL)"
)
DEFAULT_NAME = "Our company"
DEFAULT_ZONE = "America/New_York"


def ensure_company(engine: Engine, config: Config, now: datetime) -> bool:
    """Make or update the company's row and the sender from the configuration.

    Returns whether settings of a company that was there already changed.
    """
    given = {
        "name": config.company_name,
        "zone": config.company_timezone,
        "times": json.dumps(list(config.check_in_times)) if config.check_in_times else None,
        "spread": config.check_in_spread_minutes,
        "quiet": config.quiet_hours,
        "working": config.working_hours,
    }
    defaults = {
        "name": DEFAULT_NAME,
        "zone": DEFAULT_ZONE,
        "times": '["09:30", "16:30"]',
        "spread": 60,
        "quiet": "20:00-08:00",
        "working": "Mon-Fri 08:00-18:00",
    }
    with engine.begin() as connection:
        first = {key: value or defaults[key] for key, value in given.items()}
        connection.execute(_COMPANY, first)
        changed = connection.execute(_SET, given).first() is not None
        if config.twilio_ready:
            sender = {
                "phone": config.twilio_from_number,
                "service": config.twilio_messaging_service_sid,
            }
            connection.execute(_RETIRE, sender)
            connection.execute(_SENDER, {**sender, "pace": config.segments_per_second, "now": now})
            connection.execute(_USE, {**sender, "pace": config.segments_per_second})
    return changed
