"""The places at which a process can be made to die or freeze: around every commit and network call.

`Deps.hook` is called with one of these names. Production does nothing at them; the storm and the
fault tests do. `committing` they pass themselves, listening to the engine. mypy holds every other
call to this list, and a test that one storm passes all of it.
"""

from __future__ import annotations

from typing import Literal, get_args

Hook = Literal[
    # any transaction through the engine, and the end of every unit of work
    "committing",
    "committed",
    # a webhook, in one statement: nothing else happens before the answer
    "storing",
    "stored",
    # a text of ours: claim, POST, record
    "attempting",
    "before_post",
    "after_post",
    "recorded",
    # a look at the provider's list, or at one text of it
    "before_list",
    "listed",
    "looked",
    "before_fetch",
    "fetched",
    # polling for what webhooks did not bring
    "before_poll",
    "poll_listed",
    "polled",
    "poll_marked",
    # pictures
    "before_photo",
    "photo_fetched",
    # decided, and the transaction still open
    "read",
    "delivery_recorded",
    "check_ins",
    "climbed",
    "stepped",
    "broadcast",
]
HOOKS: tuple[Hook, ...] = get_args(Hook)
# No transaction is open at these: whoever freezes there holds nobody up.
HOLDING_NOTHING: tuple[Hook, ...] = (
    *("committed", "storing", "stored", "attempting", "before_post", "after_post", "recorded"),
    *("before_list", "listed", "looked", "before_fetch", "fetched"),
    *("before_poll", "poll_listed", "polled", "poll_marked", "before_photo", "photo_fetched"),
)
