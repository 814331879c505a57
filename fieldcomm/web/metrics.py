"""`/metrics` in Prometheus' format, read from the database when asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, abort
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from fieldcomm.services.figures import Figures, read_figures
from fieldcomm.web.caller import is_from_inside
from fieldcomm.web.deps import deps

metrics = Blueprint("metrics", __name__)


@dataclass(frozen=True, slots=True)
class _Gauge:
    """`figure` is the name in `Figures`; without labels it is one number."""

    name: str
    figure: str
    words: str
    labels: tuple[str, ...] = ()


_GAUGES = (
    _Gauge("inbox_unread", "unread", "Webhooks not yet acted on", ("kind",)),
    _Gauge("inbox_oldest_seconds", "unread_age", "Age of the oldest", ("kind",)),
    _Gauge("outbox", "outbox", "Texts not yet final", ("state", "priority")),
    _Gauge(
        "outbox_oldest_seconds",
        "outbox_age",
        "Since when the oldest could leave",
        ("state", "priority"),
    ),
    _Gauge("handed_over", "handed_over", "Texts handed over in 15 min", ("priority",)),
    _Gauge(
        "hand_over_seconds",
        "hand_over",
        "From when they could leave until they were POSTed, of those of the last 15 min",
        ("priority", "quantile"),
    ),
    _Gauge(
        "provider_errors", "errors", "Errors of texts decided in the last hour, by code", ("code",)
    ),
    _Gauge("promises_open", "promises_open", "Open promises", ("kind",)),
    _Gauge("promises_late", "promises_late", "Open and past due", ("kind",)),
    _Gauge(
        "promises_due_24h",
        "promises_due",
        "What became of the promises that fell due in the last 24 h",
        ("kind", "state"),
    ),
    _Gauge("check_ins_due", "check_ins_due", "Check-ins due and not yet decided"),
    _Gauge("check_ins_late_seconds", "check_ins_late_by", "The longest due of them"),
    _Gauge("tasks_open", "tasks_open", "Tasks for a person", ("kind",)),
    _Gauge("senders_paused", "senders_paused", "Numbers the provider refuses"),
    _Gauge("paused", "paused", "1 while a person has stopped all but safety"),
    _Gauge(
        "restoring_seconds", "restoring", "Since the restore whose lost time is still looked for"
    ),
    _Gauge("last_seen_seconds", "last_seen", "Since a process last showed itself", ("process",)),
    _Gauge("behind_seconds", "behind", "How late we are, where it is too much", ("part",)),
)


@metrics.get("/metrics")
def scrape() -> Response:
    """Counts and ages, no names and no numbers; for whoever asks from our own network."""
    if not is_from_inside():
        abort(404)
    registry = CollectorRegistry()
    registry.register(_Read(read_figures(deps())))
    return Response(generate_latest(registry), mimetype="text/plain; version=0.0.4")


class _Read(Collector):
    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def collect(self) -> Iterable[Metric]:
        for gauge in _GAUGES:
            yield _family(gauge, getattr(self._figures, gauge.figure))


def _family(gauge: _Gauge, found: float | Mapping[tuple[str, ...], float]) -> Metric:
    values = found if isinstance(found, Mapping) else {(): found}
    family = GaugeMetricFamily(f"fieldcomm_{gauge.name}", gauge.words, labels=gauge.labels)
    for key, value in sorted(values.items()):
        family.add_metric(key, float(value))
    return family
