"""Texts of long ago, delivered: what a database is full of."""

from __future__ import annotations

from collections.abc import Iterable

import psycopg

from bench.town import NOW

_OLD = """
INSERT INTO messages (direction, state, phone, job_id, moment, body, segments, priority, provider_sid,
  created_at, sent_at, accepted_at)
SELECT 'out', 'delivered', phone, j.id, 'check_in', 'Nothing new, and we have not forgotten you.', 1,
  5, 'SM' || lpad(to_hex(%(batch)s::bigint * 1000000 + j.id), 32, '0'), %(at)s, %(at)s, %(at)s
FROM jobs j JOIN contacts c ON c.id = j.contact_id
"""


def add_old(database: psycopg.Connection, batches: Iterable[int]) -> None:
    """One text to every job for each batch; commits of this session no longer wait for the disk."""
    database.execute("SET synchronous_commit = off")
    for batch in batches:
        database.execute(_OLD, {"batch": batch, "at": NOW.replace(day=1)})
