"""A town full of waiting customers, made by a few statements."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import psycopg

# A Tuesday in January, 09:30:05 in Atlanta: the morning's check-ins have just fallen due.
SLOT = datetime(2027, 1, 12, 14, 30, tzinfo=UTC)
NOW = SLOT + timedelta(seconds=5)
MOST = 100_000  # 555-01xx in a thousand areas, most of which nobody has

PHONE = "'+1' || lpad((n / 100)::text, 3, '0') || '55501' || lpad(mod(n, 100)::text, 2, '0')"

_OFFICE = """
INSERT INTO users (email, name, phone, role, on_call, created_at) VALUES
 ('ana@example.com', 'Ana Ruiz', '+14045550101', 'dispatcher', true, %(now)s),
 ('bo@example.com', 'Bo Lind', '+14045550102', 'manager', true, %(now)s)
"""
_HOUSEHOLDS = f"""
WITH people AS (
  SELECT n, {PHONE} AS phone,
    (ARRAY['Dana','Lee','Sam','Kim','Ora','Max','Eve','Ian'])[1 + n %% 8] || ' '
    || (ARRAY['Reed','Fox','Hill','Stone','Lake','Marsh','Wood'])[1 + n %% 7] AS name
  FROM generate_series(%(first)s::int, %(last)s::int) AS n
), told AS (
  INSERT INTO phones (phone, consent, language, next_check_in_at, last_check_in_at,
    check_in_wording, empty_check_ins, last_told_at)
  SELECT phone, 'given', CASE WHEN n %% 10 = 0 THEN 'es' ELSE 'en' END, %(slot)s,
    %(slot)s - interval '17 hours', n %% 11, n %% 7, %(slot)s - interval '17 hours' FROM people
), customers AS (
  INSERT INTO customers (id, name, address, timezone, created_at)
  OVERRIDING SYSTEM VALUE
  SELECT n + 1, name, 14 + n || ' Oak St, Atlanta', 'America/New_York',
    %(slot)s - interval '3 days' FROM people
), contacts AS (
  INSERT INTO contacts (id, customer_id, name, phone, created_at)
  OVERRIDING SYSTEM VALUE
  SELECT n + 1, n + 1, name, phone, %(slot)s - interval '3 days' FROM people
), jobs AS (
  INSERT INTO jobs (id, code, customer_id, contact_id, owner_id, summary, status, waiting_on,
    created_at, changed_at) OVERRIDING SYSTEM VALUE
  SELECT n + 1, chr(65 + n %% 26) || 2 + n / 26 %% 8 || chr(65 + n / 208 %% 26)
      || 2 + n / 5408 %% 8 || chr(65 + n / 43264 %% 26), n + 1, n + 1, 1,
    (ARRAY['Water in the kitchen','Burst pipe, basement','Wet drywall upstairs'])[1 + n %% 3],
    'waiting', (ARRAY['crew','insurer','material'])[1 + n %% 3],
    %(slot)s - interval '3 days' + n * interval '1 second', %(slot)s - interval '3 days'
  FROM people
)
INSERT INTO promises (kind, job_id, phone, owner_user_id, words, due_at, created_at, stepped_to,
  next_step_at)
SELECT 'check_in', n + 1, phone, 1, 'Next word from us', %(slot)s + interval '1 hour',
  %(slot)s - interval '17 hours', %(slot)s - interval '17 hours', %(slot)s + interval '70 minutes'
FROM people
"""
_NEWS = """
INSERT INTO updates (job_id, text, state, author, created_at, released_at)
SELECT id, 'The insurer approved the flooring', 'released', 'Ana Ruiz', %(slot)s - interval '2 hours',
  %(slot)s - interval '2 hours' FROM jobs WHERE id %% 20 = 0
"""
_CLOCK = "UPDATE company SET clock_offset_ms = %(ms)s"
_TABLES = ("phones", "customers", "contacts", "jobs", "promises", "messages", "once", "updates")


def people_town(url: str, households: int, *, now: datetime = NOW) -> None:
    """So many households waiting, each owed a check-in since SLOT, at business time `now`."""
    with psycopg.connect(url, autocommit=True) as database:
        given = {"slot": SLOT, "now": SLOT - timedelta(days=30)}
        database.execute(_OFFICE, given)
        for first in range(0, households, 20_000):
            last = min(first + 20_000, households) - 1
            database.execute(_HOUSEHOLDS, {**given, "first": first, "last": last})
        database.execute(_NEWS, given)
        set_clock(database, now)
        settle(database)


def set_clock(database: psycopg.Connection, now: datetime) -> None:
    """Make it `now` in business time."""
    ms = int((now - datetime.now(UTC)).total_seconds() * 1000)
    database.execute(_CLOCK, {"ms": ms})


def settle(database: psycopg.Connection) -> None:
    """Statistics and visibility as a database has that has lived for a while."""
    for table in _TABLES:
        database.execute(f"VACUUM (ANALYZE) {table}".encode())


def phone(n: int) -> str:
    return f"+1{n % MOST // 100:03d}55501{n % 100:02d}"
