"""One's own second factor: set up, confirmed by a code, used, turned off."""

from __future__ import annotations

from dataclasses import dataclass

from fieldcomm.domain.second_factor import (
    matching_step,
    new_recovery_codes,
    new_secret,
    plain_recovery_code,
    provisioning_uri,
)
from fieldcomm.services.account_record import record
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.tokens import hash_token
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import accounts as rows


@dataclass(frozen=True, slots=True)
class SetUp:
    """What the phone's app needs to know; shown until it is confirmed and never again."""

    secret: str
    uri: str


def accept_code(work: Unit, user_id: int, code: str) -> bool:
    """A code of the phone, each once only, or a recovery code, each once only."""
    user = rows.user_for_update(work.session, user_id)
    if user is None or user.totp_since is None:
        return False
    step = matching_step(user.totp_secret, code, work.machine, user.totp_last_step)
    if step is not None:
        rows.used_step(work.session, user_id, step)
        return True
    plain = plain_recovery_code(code)
    if plain is None or not rows.use_recovery_code(work.session, user_id, hash_token(plain)):
        return False
    left = rows.recovery_codes_left(work.session, user_id)
    record(work, "recovery_code_used", user_id, user.name, left=left)
    return True


def begin(deps: Deps, user_id: int) -> None:
    """Make a secret to be confirmed; one not confirmed before is forgotten. Raises Refused."""
    with unit(deps) as work:
        user = rows.user_for_update(work.session, user_id)
        if user.totp_since is not None:
            raise Refused("Your second factor is on already. Turn it off first to change phones.")
        rows.set_secret(work.session, user_id, new_secret(deps.entropy.choice))


def being_set_up(deps: Deps, user_id: int) -> SetUp | None:
    """The secret that waits to be confirmed."""
    with unit(deps) as work:
        user = rows.user_by_id(work.session, user_id)
        if user.totp_secret is None or user.totp_since is not None:
            return None
        uri = provisioning_uri(user.totp_secret, user.email, work.policy.company)
        return SetUp(user.totp_secret, uri)


def confirm(deps: Deps, user_id: int, code: str) -> list[str]:
    """The phone has it: from now on it is asked for. Returns the recovery codes. Raises Refused."""
    with unit(deps) as work:
        user = rows.user_for_update(work.session, user_id)
        if user.totp_secret is None or user.totp_since is not None:
            raise Refused("There is nothing to confirm. Start again.")
        step = matching_step(user.totp_secret, code, work.machine, None)
        if step is None:
            raise Refused(
                "That code does not fit. Type the six figures the app shows now, and see that"
                " the phone sets its time by itself."
            )
        rows.second_factor_on(work.session, user_id, work.machine, step)
        record(work, "second_factor_on", user_id, user.name)
        return _fresh_codes(work, user_id)


def renew_recovery_codes(deps: Deps, user_id: int) -> list[str]:
    """New ones; the old ones are worth nothing from now on. Raises Refused."""
    with unit(deps) as work:
        user = rows.user_for_update(work.session, user_id)
        if user.totp_since is None:
            raise Refused("There is no second factor to recover.")
        record(work, "recovery_codes_made", user_id, user.name)
        return _fresh_codes(work, user_id)


def turn_off(deps: Deps, user_id: int, *, by: str) -> None:
    """By oneself, or by a manager for somebody whose phone is lost."""
    with unit(deps) as work:
        user = rows.user_for_update(work.session, user_id)
        if user is None or user.totp_since is None:
            raise Refused("There is no second factor to turn off.")
        rows.second_factor_off(work.session, user_id)
        record(work, "second_factor_off", user_id, by)


def _fresh_codes(work: Unit, user_id: int) -> list[str]:
    codes = new_recovery_codes(work.deps.entropy.choice)
    hashed = [hash_token(plain) for code in codes if (plain := plain_recovery_code(code))]
    rows.replace_recovery_codes(work.session, user_id, hashed)
    return codes
