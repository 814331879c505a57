"""A manager changes somebody's rights: never so that nobody can manage or be reached any more."""

from __future__ import annotations

from typing import Any

from fieldcomm.services.account_record import record
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.hand_over import Owed, hand_over_for_good, lock_everything_owed
from fieldcomm.services.people import checked_name, checked_phone, new_sign_in_link
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.store.queries import accounts as rows
from fieldcomm.store.queries import sign_in
from fieldcomm.store.write import suppress_queued

_COLUMNS = ("name", "phone", "role", "on_call")


def change_user(
    deps: Deps, user_id: int, *, name: str, phone: str, role: str, on_call: bool, by: str
) -> None:
    """Raises Refused. A person who may do less from now on has to sign in anew."""
    new: dict[str, Any] = {
        "name": checked_name(name),
        "phone": checked_phone(phone) if phone.strip() else None,
        "role": role,
        "on_call": on_call,
    }
    if role not in ("dispatcher", "manager"):
        raise Refused(f"{role!r} is no role; use dispatcher or manager.")
    if on_call and not new["phone"]:
        raise Refused("Whoever is on call needs a phone: alerts are texts.")
    with unit(deps) as work:
        user = _locked(work, user_id)
        if role != "manager":
            _keep_a_manager(work, user)
        if not on_call:
            _keep_somebody_on_call(work, user)
        _keep_phones_apart(work, user_id, new["phone"])
        changed = {c: [getattr(user, c), new[c]] for c in _COLUMNS if getattr(user, c) != new[c]}
        rows.change_user(work.session, user_id, new)
        if "phone" in changed and user.phone:
            suppress_queued(work.session, user.phone, "their number has changed", None)
        if "role" in changed:
            sign_in.close_sessions_of(work.session, user_id)
            record(work, "role_changed", user_id, by, was=user.role, now=role)
        others = [column for column in changed if column != "role"]
        if others:
            record(work, "user_changed", user_id, by, what=others)


def new_link(deps: Deps, user_id: int, *, by: str) -> str:
    """For somebody who forgot their password, or comes back. The old password works until it is used."""
    with unit(deps) as work:
        user = rows.user_for_update(work.session, user_id)
        if user is None:
            raise Refused("There is nobody of that number.")
        if user.deactivated_at is not None:
            rows.bring_back(work.session, user_id)
            record(work, "brought_back", user_id, by, role=user.role)
        else:
            record(work, "link_made", user_id, by)
        token = new_sign_in_link(work, user_id)
    return f"{deps.config.public_url}/sign-in/{token}"


def end_sessions(deps: Deps, user_id: int, *, by: str) -> None:
    """They have to sign in anew, everywhere. Raises Refused."""
    with unit(deps) as work:
        _locked(work, user_id)
        sign_in.close_sessions_of(work.session, user_id)
        record(work, "sessions_ended", user_id, by)


def deactivate(deps: Deps, user_id: int, *, heir: int | None, by: str) -> None:
    """They cannot enter from this moment on, and get no texts; their history stays.

    What they still owe goes to `heir`, who has to be named where there is any and gets one text
    about it. Raises Refused.
    """

    def run() -> None:
        with unit(deps) as work:
            owed = lock_everything_owed(work, user_id)
            user = _locked(work, user_id)
            if user.deactivated_at is not None:
                raise Refused(f"{user.name} cannot sign in any more already.")
            _keep_a_manager(work, user)
            _keep_somebody_on_call(work, user)
            _pass_on(work, user_id, owed, heir, by)
            _let_go(work, user)
            record(work, "deactivated", user_id, by)

    retrying(run)


def _pass_on(work: Unit, user_id: int, owed: Owed, heir: int | None, by: str) -> None:
    to = hand_over_for_good(work, user_id, owed, heir, by=by)
    if to is not None:
        n = {"promises": len(owed.promises), "jobs": len(owed.jobs)}
        record(work, "handed_over", user_id, by, to=to.name, **n)


def _let_go(work: Unit, user: Any) -> None:
    if user.phone:
        suppress_queued(work.session, user.phone, "they have left", None)
    sign_in.close_sessions_of(work.session, user.id)
    sign_in.forget_links(work.session, user.id)
    rows.deactivate(work.session, user.id, work.machine)


def need_second_factor(deps: Deps, need: bool, *, by: str) -> None:
    """Whether managers have to have one before they may do anything else."""
    with unit(deps) as work:
        rows.managers_need_totp(work.session, need)
        record(work, "second_factor_needed" if need else "second_factor_not_needed", None, by)


def _locked(work: Unit, user_id: int) -> Any:
    rows.lock_rights(work.session)
    user = rows.user_for_update(work.session, user_id)
    if user is None:
        raise Refused("There is nobody of that number.")
    return user


def _keep_a_manager(work: Unit, user: Any) -> None:
    manages = user.role == "manager" and user.password_hash is not None
    if manages and rows.other_managers(work.session, user.id) == 0:
        raise Refused(
            f"{user.name} is the last manager who can sign in. Make somebody else a manager"
            " first; it counts once they have signed in."
        )


def _keep_somebody_on_call(work: Unit, user: Any) -> None:
    if user.on_call and user.phone and rows.others_on_call(work.session, user.id) == 0:
        raise Refused(
            f"Nobody else with a phone is on call, so alerts would reach nobody."
            f" Put somebody else on call before {user.name}."
        )


def _keep_phones_apart(work: Unit, user_id: int, phone: str | None) -> None:
    other = rows.whose_phone(work.session, phone, user_id) if phone else None
    if other is not None:
        raise Refused(f"{phone} is already the phone of {other.what}, {other.name}.")
