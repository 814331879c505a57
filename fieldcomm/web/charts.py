"""Charts as SVG inside the page, drawn by pygal on the server.

pygal's own style, script and tooltips are taken out, since our policy lets no inline ones in; the
colours come from static/reports.css, so that they follow light, dark and forced colours.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement

import pygal
from markupsafe import Markup
from pygal.config import Config

from fieldcomm.services.report_sheets import Chart

WIDTH, HEIGHT, ROW = 480, 240, 30


def draw(chart: Chart, key: str, title: str) -> Markup:
    """The chart, named by its title and described by its numbers. `key` is its id on the page."""
    kind = {
        (False, False): pygal.Bar,
        (True, False): pygal.StackedBar,
        (False, True): pygal.HorizontalBar,
        (True, True): pygal.HorizontalStackedBar,
    }[chart.stacked, chart.lying]
    # Lying bars are listed from the bottom up.
    turn = slice(None, None, -1) if chart.lying else slice(None)
    drawn = kind(_config(chart))
    drawn.x_labels = list(chart.labels)[turn]
    for name, _, values in chart.series:
        drawn.add(name, list(values)[turn])
    drawn.add_xml_filter(lambda root: _bare(root, chart, key, title))
    # pygal escapes every label; nothing of it is ours to trust, and nothing else is in there.
    return Markup(drawn.render())  # noqa: S704


def _config(chart: Chart) -> Any:
    lines = len(chart.labels)
    most = max((sum(v) if chart.stacked else max(v) for v in _across(chart)), default=0)
    return Config(
        js=(),
        css=(),
        disable_xml_declaration=True,
        no_prefix=True,
        explicit_size=False,
        show_legend=False,
        width=WIDTH,
        height=max(90, 50 + ROW * lines) if chart.lying else HEIGHT,
        include_x_axis=True,
        range=(0, most or 1),
        min_scale=2,
        max_scale=5,
        margin=6,
        truncate_label=16,
        pretty_print=False,
    )


def _across(chart: Chart) -> list[list[float]]:
    """The values at each label."""
    return [[values[n] for _, _, values in chart.series] for n in range(len(chart.labels))]


def _bare(root: Element, chart: Chart, key: str, title: str) -> Element:
    for parent in list(root.iter()):
        for child in list(parent):
            if _goes(child):
                parent.remove(child)
    for part in root.iter():
        part.attrib.pop("style", None)
    for n, (_, tone, _) in enumerate(chart.series):
        for part in root.iter():
            if f"serie-{n}" in part.get("class", "").split():
                part.set("class", f"series tone-{tone}")
    root.attrib.pop("id", None)
    root.set("class", "chart")
    root.set("role", "img")
    root.set("aria-labelledby", f"{key}-name {key}-what")
    described = SubElement(root, "desc", {"id": f"{key}-what"})
    described.text = f"In {chart.unit}. The table below holds every number."
    name = SubElement(root, "title", {"id": f"{key}-name"})
    name.text = title
    for part in (described, name):
        root.remove(part)
        root.insert(0, part)
    return root


def _goes(part: Element) -> bool:
    if not isinstance(part.tag, str):  # a comment
        return True
    tag = part.tag.rpartition("}")[2]
    overlay = "overlay" in part.get("class", "").split()
    return tag in ("defs", "style", "script", "title", "desc") or overlay
