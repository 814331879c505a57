"""A broken promise is made good by a person: what they may do, and what is suggested first."""

from __future__ import annotations

from enum import StrEnum

from fieldcomm.domain.promise import PromiseKind


class Kind(StrEnum):
    CALL = "call"
    CREDIT = "credit"
    FEE = "fee"
    GIFT = "gift"
    OTHER = "other"
    NONE = "none"


WORDS: dict[Kind, str] = {
    Kind.CALL: "A manager calls and says sorry",
    Kind.CREDIT: "A credit on the bill",
    Kind.FEE: "The trip fee is waived",
    Kind.GIFT: "A small gift",
    Kind.OTHER: "Something else",
    Kind.NONE: "Nothing more",
}


def suggested(kind: PromiseKind, broken_before: int) -> Kind:
    """The first time a call is the thing; a visit that never came costs a day at home; whoever was
    let down before hears it with money."""
    if broken_before > 0:
        return Kind.CREDIT
    return Kind.FEE if kind is PromiseKind.ARRIVAL else Kind.CALL
