"""What the provider saw of us, kept for the measures: what it refused, and what it had shown us."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from fieldcomm.clock import FrozenClock
from fieldcomm.messaging.gateway import Outgoing, SendRefused
from fieldcomm.storm.agenda import Agenda
from fieldcomm.storm.faults import Faults, Vices
from fieldcomm.storm.options import OURS
from fieldcomm.storm.provider import OPTED_OUT, Provider, TurnedAway
from fieldcomm.storm.record import brought_at

DANA = "+12055550101"
NOON = datetime(2026, 1, 12, 17, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOON)


@pytest.fixture
def provider(clock: FrozenClock) -> Provider:
    nobody_misbehaves = Vices(*(0.0 for _ in Vices.__slots__))
    return Provider(clock, Agenda(), Faults(clock, 1, nobody_misbehaves))


def test_a_text_to_who_said_stop_is_refused_and_kept_as_tried(provider: Provider) -> None:
    provider.text(DANA, "stop")
    text = Outgoing(DANA, "Hi", OURS, None, "https://texts.example.com/status/tok")
    with pytest.raises(SendRefused) as refused:
        provider.send(text, lambda: True)
    assert refused.value.code == OPTED_OUT
    assert provider.turned_away == [TurnedAway(DANA, NOON, "tok")]
    assert provider.ledger == []


def test_when_we_were_shown_a_text_is_kept(provider: Provider, clock: FrozenClock) -> None:
    written = provider.text(DANA, "hello")
    assert provider.list_to(OURS) == []  # the list lags
    for shown in (1, 6):
        clock.move(NOON + shown * MINUTE - clock.machine())
        provider.list_to(OURS)
    assert provider.listed == {written.sid: [NOON + MINUTE, NOON + 6 * MINUTE]}


def test_a_polled_text_was_had_when_it_was_last_shown_before_it_was_read() -> None:
    shown = [NOON + n * MINUTE for n in (1, 6, 11)]
    assert brought_at(SimpleNamespace(read_at=NOON + 7 * MINUTE), shown) == NOON + 6 * MINUTE
    assert brought_at(SimpleNamespace(read_at=None), shown) == shown[-1]
    assert brought_at(None, shown) is None
