"""Which jobs of the board somebody wants to see, as the URL says it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from fieldcomm.domain.job import Urgency, WaitingOn
from fieldcomm.domain.risk import Risk

ANY = "any"  # whatever the urgency, as long as there is one


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """None and False: not asked for. `owner` is `me` or a user's id; `key` stands for `q` in
    addresses, where that has a number in it."""

    risk: Risk | None = None
    urgency: str | None = None
    owner: str | None = None
    waiting_on: WaitingOn | None = None
    snoozed: bool = False
    q: str = ""
    key: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> BoardFilter:
        """What an address asks for; words nobody knows ask for nothing."""
        risks = {risk.name.lower(): risk for risk in Risk}
        urgency, owner = asked.get("urgency", ""), asked.get("owner", "")
        waiting_on = asked.get("waiting_on", "")
        return cls(
            risk=risks.get(asked.get("risk", "")),
            urgency=urgency if urgency in (*Urgency, ANY) else None,
            owner=owner if re.fullmatch(r"me|[1-9][0-9]{0,8}", owner) else None,
            waiting_on=WaitingOn(waiting_on) if waiting_on in tuple(WaitingOn) else None,
            snoozed=asked.get("snoozed") == "1",
            q=" ".join(asked.get("q", "").replace("\0", "").split())[:100],
        )

    def but(self, **other: object) -> BoardFilter:
        """The same with something else asked for."""
        return replace(self, **other)  # type: ignore[arg-type]

    @property
    def word(self) -> str:
        """What an address says for `q`."""
        return self.key or self.q

    @property
    def query(self) -> str:
        """As it stands in an address; empty where everything is shown."""
        asked = {
            "risk": self.risk.name.lower() if self.risk is not None else "",
            "urgency": self.urgency or "",
            "owner": self.owner or "",
            "waiting_on": str(self.waiting_on or ""),
            "snoozed": "1" if self.snoozed else "",
            "q": self.word,
        }
        return urlencode({name: value for name, value in asked.items() if value})

    def owner_id(self, me: int) -> int | None:
        if self.owner == "me":
            return me
        return int(self.owner) if self.owner else None


def patterns(search: str) -> dict[str, str | None]:
    """For LIKE: a job's code, digits of a phone, or words of a name or address."""
    words = " ".join(search.replace("\0", "").split())[:100]
    if not words:
        return {"like": None, "code": None, "digits": None}
    escaped = re.sub(r"([\\%_])", r"\\\1", words)
    digits = re.sub(r"\D", "", words)
    return {
        "like": f"%{escaped}%",
        "code": words.upper(),
        "digits": f"%{digits}%" if len(digits) >= 3 else None,
    }
