"""The transcript of a storm as plain text: the same seed gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    """All that it takes to play it once more; what is as usual goes without saying."""
    days = "1 day" if options.days == 1 else f"{options.days} days"
    households = "1 household" if options.customers == 1 else f"{options.customers:,} households"
    return ", ".join(
        [f"A storm over {households}", days, f"seed {options.seed}", *_unusual(options)]
    )


def _unusual(options: Options) -> Iterator[str]:
    usual = Options()
    if options.faults is not None:
        yield f"deaths of seed {options.faults}"
    if options.only is not None:
        yield f"only {','.join(map(str, sorted(options.only))) or '0'}"
    if options.hours is not None:
        yield f"{options.hours:g} hours of the last day"
    if options.pace != usual.pace:
        yield f"{options.pace:g} segments a second"
    if options.lists_late != usual.lists_late:
        yield f"listed up to {options.lists_late.total_seconds():g} s late"


def fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _told(story: Story) -> str:
    head = "  ".join(filter(None, (story.code, story.name, story.phone)))
    return "\n".join([head, *(f"  {line}" for line in story.about), *map(_written, story.lines)])


def _written(line: Line) -> str:
    note = f" [{line.note}]" if line.note else ""
    return f"{clock(line.at)}  {line.who}: {line.words}{note}".replace("\n", _DEEPER)
