"""How somebody gets in for the first time: what `fieldcomm up` prints."""

from __future__ import annotations

from sqlalchemy import text

from fieldcomm.services.deps import Deps
from fieldcomm.services.people import new_sign_in_link
from fieldcomm.services.set_up_link import new_set_up_link
from fieldcomm.services.unit import unit

# A dispatcher before a manager: the desk is theirs.
_USERS = text(
    "SELECT id, name, role, password_hash IS NOT NULL AS enters FROM users"
    " WHERE deactivated_at IS NULL ORDER BY role, id"
)


def sign_in_hint(deps: Deps) -> str:
    """Fresh one-time links while nobody has a password, for one of each role: a manager sees more
    than a dispatcher. Where to sign in after that.

    An empty fieldcomm is set up through its link alone, so that nobody else can take it.
    """
    url = deps.config.public_url
    with unit(deps) as work:
        users = list(work.session.execute(_USERS))
        if not users:
            return f"Set it up, in five minutes:  {url}/welcome/start/{new_set_up_link(work)}"
        if any(user.enters for user in users):
            return f"Sign in with your e-mail at:  {url}/sign-in"
        first = {user.role: user for user in reversed(users)}
        links = [
            f"Sign in as {user.name}, {user.role}:  {url}/sign-in/{new_sign_in_link(work, user.id)}"
            for user in sorted(first.values(), key=lambda user: user.role)
        ]
    return "\n".join(links)
