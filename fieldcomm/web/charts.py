"""Charts as SVG inside the page, drawn by pygal on the server.

pygal's own style, script and tooltips are taken out, since our policy lets no inline ones in; the
colours come from static/reports.css, so that they follow light, dark and forced colours.
"""

from __future__ import annotations

import math
import sys
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import pygal
from markupsafe import Markup
from pygal.config import Config
from pygal.style import Style

from fieldcomm.services.report_sheets import Chart

# pygal looks for plug-ins on every import of the whole process from now on, in a way Python has
# left behind; we have none.
sys.meta_path[:] = [f for f in sys.meta_path if type(f).__name__ != "PluginImportFixer"]

WIDTH, HEIGHT, ROW = 480, 240, 30
FONT = 13  # as in static/reports.css; it makes room for the labels


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
    ticks = _ticks(max((sum(v) if chart.stacked else max(v) for v in _across(chart)), default=0))
    return Config(
        js=(),
        css=(),
        style=Style(label_font_size=FONT, major_label_font_size=FONT),
        disable_xml_declaration=True,
        no_prefix=True,
        explicit_size=False,
        show_legend=False,
        width=WIDTH,
        height=max(90, 50 + ROW * len(chart.labels)) if chart.lying else HEIGHT,
        include_x_axis=True,
        range=(0, ticks[-1]),
        y_labels=ticks,
        margin=6,
        truncate_label=16,
        pretty_print=False,
    )


def _ticks(most: float) -> list[float]:
    """From 0 up past the highest value, in three to five round steps."""
    rough = max(most, 1e-9) / 4
    size = 10 ** math.floor(math.log10(rough))
    step = next(size * n for n in (1, 2, 5, 10) if size * n >= rough)
    if most == int(most):
        step = max(1, math.ceil(step))
    return [round(step * n, 6) for n in range(max(1, math.ceil(most / step)) + 1)]


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
