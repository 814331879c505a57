"""What many ask for at once is made once, and is never older than what they know of."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from fieldcomm.web.shared import KEPT, MOMENT, Shared

NOW = datetime(2027, 1, 12, 17, 0, tzinfo=UTC)


def test_many_at_once_have_it_made_once_and_all_get_it() -> None:
    shared: Shared[int] = Shared()
    made, got, may_go_on = [], [], threading.Event()

    def make() -> int:
        made.append(1)
        assert may_go_on.wait(10)
        return 7

    threads = [
        threading.Thread(target=lambda: got.append(shared.get("board", NOW, make)))
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    may_go_on.set()
    for thread in threads:
        thread.join(10)
    assert (got, len(made)) == ([7] * 5, 1)


def test_it_is_made_anew_for_another_key_and_after_a_moment_or_when_the_clock_went_back() -> None:
    shared: Shared[str] = Shared()
    assert shared.get("a", NOW, lambda: "first") == "first"
    assert shared.get("b", NOW, lambda: "other") == "other"
    assert shared.get("a", NOW + MOMENT / 2, lambda: "second") == "first"
    assert shared.get("a", NOW + MOMENT, lambda: "second") == "second"
    assert shared.get("a", NOW - timedelta(hours=1), lambda: "third") == "third"


def test_what_fails_is_not_kept_and_little_is() -> None:
    shared: Shared[int] = Shared()
    with pytest.raises(ZeroDivisionError):
        shared.get("a", NOW, lambda: 1 // 0)
    assert shared.get("a", NOW, lambda: 1) == 1
    for key in range(KEPT):
        shared.get(key, NOW, lambda: 2)
    assert shared.get("a", NOW, lambda: 3) == 3
