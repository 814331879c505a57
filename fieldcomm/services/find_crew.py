"""Which contractor a phone belongs to, for links that know only the phone."""

from __future__ import annotations

from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.find import contractor_by_phone
from fieldcomm.services.unit import unit


def contractor_of_phone(deps: Deps, phone: str) -> int | None:
    with unit(deps) as work:
        try:
            return contractor_by_phone(work, phone).id
        except Refused:
            return None
