"""Hand texts to the provider: claim, commit `attempting`, POST, record where still mine.

No session is open across a provider call. Whatever may have been accepted is never tried again
here; `reconcile` looks first.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from datetime import timedelta
from functools import partial
from typing import Any

from fieldcomm.clock import monotonic, sleep
from fieldcomm.log import get_logger
from fieldcomm.messaging.gateway import (
    Gateway,
    NotSent,
    Outgoing,
    ProviderMessage,
    SendRefused,
    SendUnknown,
)
from fieldcomm.services.claim import Claim, claim
from fieldcomm.services.deps import Deps
from fieldcomm.services.record_send import Outcome, record
from fieldcomm.services.unit import retrying

log = get_logger(__name__)

THREADS = 16
BATCH = 64
GATHER = 0.05  # seconds that finished sends wait for company before they are recorded together
LOOK_AGAIN = 0.25  # seconds after which the queue is looked at while slow answers are waited for


def send_outbox(deps: Deps, *, seconds: float = 20.0, threads: int = THREADS) -> bool:
    """Send until the outbox is empty or time is up. True when texts are left that may leave now,
    or, with `deps.in_order`, once the sender's pace allows."""
    if deps.gateway is None:
        return False
    until = monotonic() + seconds
    if deps.in_order:
        return _send(deps, deps.gateway, _Here(), until)
    with ThreadPoolExecutor(threads, thread_name_prefix="send") as pool:
        return _send(deps, deps.gateway, pool, until)


class _Here(Executor):
    """Does what it is given at once, in the order it is given."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def _send(deps: Deps, gateway: Gateway, pool: Executor, until: float) -> bool:
    """Keep the threads fed: one slow answer keeps no other text from leaving."""
    flying: dict[Future[Outcome], Claim] = {}
    left = True
    while flying or (left and monotonic() < until):
        pause: float | None = None
        # While a batch is still on its way, so that no thread waits for the claim to commit.
        may_claim = len(flying) < BATCH and monotonic() < until
        if may_claim:
            claims, pause = retrying(partial(claim, deps, BATCH))
            for one in claims:
                flying[pool.submit(_post, deps, gateway, one)] = one
            left = bool(claims) or pause is not None
        if flying:
            _gather(deps, flying, min(pause or LOOK_AGAIN, LOOK_AGAIN) if may_claim else None)
            left = True  # what was recorded may have held back another
        elif pause and deps.in_order:
            return True
        elif pause:
            sleep(min(pause, max(0.0, until - monotonic()), 1.0))
    return left


def _gather(deps: Deps, flying: dict[Future[Outcome], Claim], patience: float | None) -> None:
    """Record what has come back; `patience` in seconds, None: until something has."""
    done, _ = wait(flying, timeout=patience, return_when=FIRST_COMPLETED)
    if not done:
        return
    done, _ = wait(flying, timeout=GATHER)
    record(deps, [future.result() for future in done])
    for future in done:
        del flying[future]


def _post(deps: Deps, gateway: Gateway, one: Claim) -> Outcome:
    """One POST, and honestly what came of it."""
    deps.hook("before_post")
    taken: ProviderMessage | None = None
    problem: Exception | None = None
    try:
        if not _still_ours(deps, one):
            raise NotSent("waited too long for its turn")
        taken = gateway.send(_outgoing(deps, one), lambda: _still_ours(deps, one))
    except (SendRefused, SendUnknown, NotSent) as error:
        problem = error
    except Exception as error:  # we cannot tell how far it got
        log.exception("send_failed_oddly", message=one.message_id)
        problem = SendUnknown(type(error).__name__)
    deps.hook("after_post")
    return Outcome(one, taken, problem)


def _still_ours(deps: Deps, one: Claim) -> bool:
    """Whether enough of the lease is left: over half of it gone means somebody may soon look."""
    return deps.clock.machine() < one.post_before


def _outgoing(deps: Deps, one: Claim) -> Outgoing:
    # Twilio refuses a text whose callback leads to a machine only we can see (error 21609).
    report_to = f"{deps.config.public_url}/twilio/status/{one.token}"
    return Outgoing(
        to=one.to,
        body=one.body,
        from_number=one.from_number,
        messaging_service_sid=one.messaging_service_sid,
        status_callback=report_to if deps.config.can_be_called else None,
        validity_seconds=_validity(one.expires_in),
        media_urls=tuple(f"{deps.config.public_url}/m/{token}" for token in one.photos),
    )


def _validity(expires_in: timedelta | None) -> int | None:
    """The provider drops what it could not deliver by then; 1..36000 s."""
    if expires_in is None:
        return None
    return max(1, min(36_000, int(expires_in.total_seconds())))
