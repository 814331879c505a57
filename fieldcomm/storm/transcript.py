"""The transcript of a storm as plain text: the same seed gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from fieldcomm.storm.measures.measure import clock
from fieldcomm.storm.options import Options
from fieldcomm.storm.story import Story
from fieldcomm.storm.told import Line

_DEEPER = "\n" + " " * 11  # under the words of a line that began with its time


def transcript(options: Options, stories: Iterable[Story]) -> str:
    """Every story, a blank line between; no ids and no time of this world."""
    return "\n\n".join([headline(options), *map(_told, stories)]) + "\n"


def headline(options: Options) -> str:
    days = "1 day" if options.days == 1 else f"{options.days} days"
    households = "1 household" if options.customers == 1 else f"{options.customers:,} households"
    deaths = "" if options.faults is None else f", deaths of seed {options.faults}"
    return f"A storm over {households}, {days}, seed {options.seed}{deaths}"


def fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _told(story: Story) -> str:
    head = "  ".join(filter(None, (story.code, story.name, story.phone)))
    return "\n".join([head, *(f"  {line}" for line in story.about), *map(_written, story.lines)])


def _written(line: Line) -> str:
    note = f" [{line.note}]" if line.note else ""
    return f"{clock(line.at)}  {line.who}: {line.words}{note}".replace("\n", _DEEPER)
