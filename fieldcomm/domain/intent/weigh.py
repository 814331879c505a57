"""Which intent the wordings found in a text speak for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fieldcomm.domain.intent.reading import Intent
from fieldcomm.domain.phrases.phrase import Found

THRESHOLD = 4.5  # below it nothing was understood
_APART = 0.6
_EXTRA = 0.3  # what further, independent wordings add


@dataclass(frozen=True, slots=True)
class Verdict:
    intent: Intent
    score: float
    evidence: tuple[Found, ...]


def weigh(found: Iterable[Found], likelier: Mapping[Intent, float]) -> list[Verdict]:
    """Every intent the text could mean, the likeliest first."""
    by_intent: dict[str, list[Found]] = {}
    for item in found:
        if not item.label.startswith("danger:"):
            by_intent.setdefault(item.label, []).append(item)
    verdicts = [_verdict(Intent(label), items, likelier) for label, items in by_intent.items()]
    verdicts = [v for v in verdicts if v.evidence]
    return sorted(verdicts, key=lambda v: (-v.score, _RANK[v.intent]))


def _verdict(intent: Intent, items: list[Found], likelier: Mapping[Intent, float]) -> Verdict:
    speaking = sorted((i for i in items if i.weight > 0), key=lambda i: (-i.weight, i.span))
    if not speaking:
        return Verdict(intent, 0.0, ())
    contrary = [i for i in items if i.weight < 0]
    best = max(speaking, key=lambda i: i.weight + _against(intent, i, contrary))
    evidence, score = [best], best.weight + _against(intent, best, contrary)
    for item in speaking:
        if not any(_touch(item, e) for e in evidence):
            evidence.append(item)
            score += _EXTRA * item.weight
    return Verdict(intent, score + likelier.get(intent, 0.0), tuple(evidence))


def _against(intent: Intent, best: Found, contrary: list[Found]) -> float:
    """What speaks against counts half where it stands apart from what speaks for it.

    For opting out it counts whole: "stop texting and call me" is no opt-out.
    """
    whole = intent is Intent.STOP
    return sum(i.weight if whole or _touch(i, best) else i.weight * _APART for i in contrary)


def _touch(a: Found, b: Found) -> bool:
    return a.span[0] < b.span[1] and b.span[0] < a.span[1]


# Between equals the graver or the more particular intent wins.
_RANK = {
    intent: rank
    for rank, intent in enumerate(
        (
            Intent.WRONG_NUMBER,
            Intent.STOP,
            Intent.START,
            Intent.CANCEL_JOB,
            Intent.COMPLAINT,
            Intent.CANCEL_VISIT,
            Intent.CHANGE,
            Intent.CALL_ME,
            Intent.WE_SPOKE,
            Intent.THEY_ARRIVED,
            Intent.LESS,
            Intent.LANGUAGE,
            Intent.ASK_WHEN,
            Intent.HELP,
            Intent.CONFIRM,
            Intent.SICK,
            Intent.RETURN_VISIT,
            Intent.NOBODY_HOME,
            Intent.LATE,
            Intent.CALLED,
            Intent.CALL_BACK,
            Intent.CALL,
            Intent.DONE,
            Intent.ON_MY_WAY,
            Intent.ARRIVED,
            Intent.DECLINE,
            Intent.ACCEPT,
            Intent.JOBS,
            Intent.NOTE,
            Intent.UPDATE,
            Intent.THANKS,
            Intent.CHOICE,
            Intent.EMERGENCY,
            Intent.OTHER,
        )
    )
}
