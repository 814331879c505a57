"""`/metrics` in Prometheus' format, read from the database when asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import Blueprint, Response
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from fieldcomm.services.figures import Figures, read_figures
from fieldcomm.web.deps import deps

metrics = Blueprint("metrics", __name__)


@metrics.get("/metrics")
def scrape() -> Response:
    """Counts and ages, no names and no numbers."""
    registry = CollectorRegistry()
    registry.register(_Read(read_figures(deps())))
    return Response(generate_latest(registry), mimetype="text/plain; version=0.0.4")


class _Read(Collector):
    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def collect(self) -> Iterable[Metric]:
        f = self._figures
        yield _one("fieldcomm_inbox_unread", "Webhooks not yet acted on", f.unread)
        yield _one("fieldcomm_inbox_oldest_seconds", "Age of the oldest", f.unread_age)
        yield _many("fieldcomm_outbox", "Texts on their way, by state", "state", f.outbox)
        yield _many(
            "fieldcomm_outbox_oldest_seconds", "Age of the oldest, by state", "state", f.outbox_age
        )
        yield _many("fieldcomm_promises_open", "Open promises", "kind", f.promises_open)
        yield _many("fieldcomm_promises_late", "Open and past due", "kind", f.promises_late)
        yield _one("fieldcomm_check_ins_due", "Check-ins due now", f.check_ins_due)
        yield _one("fieldcomm_check_ins_late_seconds", "The longest due", f.check_ins_late_by)
        yield _many("fieldcomm_tasks_open", "Tasks for a person", "kind", f.tasks_open)
        yield _one("fieldcomm_senders_paused", "Senders stopped by the provider", f.senders_paused)


def _one(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value=value)


def _many(name: str, words: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, words, labels=[label])
    for key, value in sorted(values.items()):
        family.add_metric([key], value)
    return family
