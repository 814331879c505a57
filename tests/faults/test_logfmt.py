"""Our line of an event is the one structlog would write."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from structlog.processors import LogfmtRenderer

from fieldcomm.logfmt import one_line

THEIRS = LogfmtRenderer(key_order=["timestamp", "level", "event"])
NAMES = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
VALUES: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(), st.text(' ="\\\na'), st.lists(st.text())
)


@given(st.dictionaries(NAMES | st.sampled_from(["timestamp", "level", "event"]), VALUES))
def test_it_is_written_as_structlog_writes_it(event: dict[str, Any]) -> None:
    assert one_line(None, "info", dict(event)) == THEIRS(None, "info", dict(event))
