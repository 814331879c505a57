"""Record what came of attempts, where the attempt is still ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from fieldcomm.domain.delivery import Refusal, meaning
from fieldcomm.log import get_logger
from fieldcomm.messaging.gateway import NotSent, ProviderMessage, SendRefused
from fieldcomm.services.claim import Claim
from fieldcomm.services.delivery_failed import delivery_failed, mixed_up, sent_twice
from fieldcomm.services.deps import Deps
from fieldcomm.services.stop_sending import stop_sending
from fieldcomm.services.timing import back_off
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.store.queries import outbox

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The provider's answer, or what went wrong instead."""

    claim: Claim
    taken: ProviderMessage | None
    problem: Exception | None


def record(deps: Deps, outcomes: Sequence[Outcome]) -> None:
    """Everything that came back together, in one transaction."""
    if outcomes:
        retrying(lambda: _record(deps, outcomes))
        deps.hook("recorded")


def _record(deps: Deps, outcomes: Sequence[Outcome]) -> None:
    with unit(deps) as work:
        taken = [
            (o.claim.message_id, o.claim.attempt, o.claim.token, o.taken.sid)
            for o in outcomes
            if o.taken is not None
        ]
        if taken:
            _record_taken(work, taken)
        for outcome in outcomes:
            if outcome.taken is None:
                _record_problem(work, outcome)


def _record_taken(work: Unit, taken: list[tuple[int, int, str, str]]) -> None:
    timing = work.deps.timing
    ours = outbox.record_accepted(work.session, taken, work.machine, timing.fetch_after)
    for id_, attempt, _, sid in taken:
        work.tell("handed_over", message=id_, attempt=attempt, sid=sid)
        if id_ in ours:
            continue
        # A callback was faster, or our lease had ended: the provider has it all the same.
        fetch = work.machine + timing.fetch_after
        other = outbox.fill_sid(work.session, id_, sid, work.machine, fetch)
        if other == sid:
            mixed_up(work, id_, sid)
        elif other is not None:
            sent_twice(work, id_, other, sid)


def _record_problem(work: Unit, outcome: Outcome) -> None:
    claim, problem = outcome.claim, outcome.problem
    if isinstance(problem, NotSent):
        retry_at = work.machine + timedelta(seconds=min(60, 2**claim.attempt))
        outbox.record_not_taken(
            work.session, claim.message_id, claim.attempt, state="queued", retry_at=retry_at
        )
    elif isinstance(problem, SendRefused):
        _record_refused(work, claim, problem)
    else:
        log.info("send_unknown", message=claim.message_id, attempt=claim.attempt)
        outbox.record_unknown(work.session, claim.message_id, claim.attempt)


def _record_refused(work: Unit, claim: Claim, refused: SendRefused) -> None:
    what = meaning(refused.code, refused.status)
    log.info("send_refused", message=claim.message_id, code=refused.code, meaning=str(what))
    if what is Refusal.PERHAPS:
        outbox.record_unknown(work.session, claim.message_id, claim.attempt)
        return
    if what in (Refusal.RETRY_LATER, Refusal.STOP_EVERYTHING):
        outbox.record_not_taken(
            work.session,
            claim.message_id,
            claim.attempt,
            state="queued",
            retry_at=work.machine + back_off(claim.attempt),
            code=refused.code,
        )
        if what is Refusal.STOP_EVERYTHING:
            stop_sending(work, refused.code or refused.status)
        return
    ours = outbox.record_not_taken(
        work.session,
        claim.message_id,
        claim.attempt,
        state="failed",
        code=refused.code,
        why=f"refused: {what}",
    )
    if ours:
        delivery_failed(work, claim.message_id, refused.code, what)
