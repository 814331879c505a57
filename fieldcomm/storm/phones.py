"""Phones that ring: what has arrived on them, and whose they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fieldcomm.storm.provider import Taken
from fieldcomm.storm.world import Heard, World

_TEXTS = (
    "SELECT a.token, m.moment, m.params, j.code,"
    " CASE m.cause_kind WHEN 'visit' THEN m.cause_id WHEN 'promise' THEN p.visit_id END AS visit_id"
    " FROM attempts a JOIN messages m ON m.id = a.message_id LEFT JOIN jobs j ON j.id = m.job_id"
    " LEFT JOIN promises p ON m.cause_kind = 'promise' AND p.id = m.cause_id"
    " WHERE a.token = ANY(:tokens)"
)


class Phones:
    """Gathers what arrives in one moment, so that it is looked up at once."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._rung: list[Taken] = []

    def ring(self, taken: Taken) -> None:
        self._rung.append(taken)

    def let_people_read(self) -> None:
        rung, self._rung = self._rung, []
        if not rung:
            return
        facts = self._facts([taken.token for taken in rung])
        for taken in rung:
            person = self._world.people.get(taken.text.to)
            row = facts.get(taken.token)
            if person is not None and row is not None:
                params = row.params or {}
                code = row.code or params.get("code")
                person.hears(
                    Heard(self._world.now, row.moment, params, taken.text.body, code, row.visit_id)
                )

    def _facts(self, tokens: list[str]) -> Mapping[str, Any]:
        return {row.token: row for row in self._world.rows(_TEXTS, tokens=tokens)}
