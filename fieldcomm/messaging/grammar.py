"""What a wording may be made of: facts, our filters, conditions, one loop. Nothing that calls,
reaches into things or grows.

The sandbox of Jinja stands behind this; here whoever writes learns what is wrong, where, and
what they may use.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes

from fieldcomm.domain.moments import Moment
from fieldcomm.messaging.filters import FILTERS as OURS

MOST_CHARACTERS = 10_000
MOST_WORDINGS = 12
_DEEPEST = 40

FILTERS = OURS | {"join", "length"}
_ALWAYS = {"company", "us_phone", "room", "hi", "aside"}
_LISTS = {"news", "jobs", "other_jobs", "stops", "changes"}
_STOP_FACTS = {"customer", "address", "code", "window_from", "window_to", "due"} | {
    "way", "summary", "contractor", "old_from", "old_to", "call_by",
}  # fmt: skip
_LOOP = {"index", "first", "last"}
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If,
    nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Tuple,
    nodes.List, nodes.Filter, nodes.Test, nodes.For, nodes.Getattr, nodes.Getitem, nodes.Slice,
    nodes.Concat, nodes.Add, nodes.Sub, nodes.Assign,
)  # fmt: skip
_TESTS = {"mapping", "none", "defined"}
_ENVIRONMENT = Environment(autoescape=False)  # noqa: S701  only parses


def facts_of(moment: Moment) -> list[str]:
    """What a wording of this moment may name."""
    own = {name.rstrip("?") for name in moment.params}
    return sorted(own | _ALWAYS)


def grammar_problems(moment: Moment, wording: str) -> list[str]:
    """Why this wording cannot be used; empty: it can."""
    try:
        tree = _ENVIRONMENT.parse(wording)
    except TemplateSyntaxError as error:
        return [f"Line {error.lineno}: {error.message}"]
    except RecursionError:
        return ["That is nested too deeply."]
    known = {*facts_of(moment), *_assigned(tree)}
    found = [f"Line {node.lineno}: {why}" for node, why in _looked_at(tree, known)]
    return list(dict.fromkeys(found))


def _assigned(tree: nodes.Template) -> Iterator[str]:
    """Names the wording makes itself: of its loop, of its `set`."""
    if next(tree.find_all(nodes.For), None) is not None:
        yield "loop"
    for node in tree.find_all(nodes.Name):
        if node.ctx == "store":
            yield node.name


def _looked_at(tree: nodes.Node, known: set[str]) -> Iterator[tuple[nodes.Node, str]]:
    waiting: list[tuple[nodes.Node, int, bool]] = [(tree, 0, False)]
    while waiting:
        node, depth, looping = waiting.pop(0)
        if depth > _DEEPEST:
            yield node, "that is nested too deeply."
            return
        why = _why_not(node, known, looping=looping)
        if why is not None:
            yield node, why
            continue
        within = looping or isinstance(node, nodes.For)
        waiting += [(child, depth + 1, within) for child in node.iter_child_nodes()]


def _why_not(node: nodes.Node, known: set[str], *, looping: bool) -> str | None:
    if not isinstance(node, _ALLOWED):
        what = type(node).__name__.lower()
        return f"a text may hold facts, filters and conditions; '{what}' is none of them."
    if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in known:
        return f"there is no {node.name!r} here; there is {', '.join(sorted(known))}."
    if isinstance(node, nodes.Filter):
        return _filter(node)
    if isinstance(node, nodes.Test) and node.name not in _TESTS:
        return f"'is {node.name}' is not known here."
    if isinstance(node, nodes.Getattr):
        wanted = _LOOP if _named(node.node) == "loop" else _STOP_FACTS
        if node.attr not in wanted or not isinstance(node.node, nodes.Name):
            return f"nothing has a {node.attr!r} here."
    if isinstance(node, nodes.For):
        return _loop(node, looping=looping)
    if isinstance(node, nodes.Getitem) and not isinstance(node.arg, nodes.Slice):
        return "only the first few of a list can be asked for, like stops[:5]."
    if isinstance(node, nodes.Assign) and next(
        node.node.find_all((nodes.Concat, nodes.Filter)), None
    ):
        return "'set' may hold a number or a fact only."
    return None


def _filter(node: nodes.Filter) -> str | None:
    if node.name not in FILTERS:
        return f"there is no filter {node.name!r}; there is {', '.join(sorted(FILTERS))}."
    plain = (nodes.Const, nodes.Name, nodes.Getattr)
    if node.kwargs or node.dyn_args or node.dyn_kwargs or len(node.args) > 1:
        return f"{node.name!r} takes less than that."
    if not all(isinstance(arg, plain) for arg in node.args):
        return f"{node.name!r} takes a plain value."
    if node.name == "join" and not all(isinstance(arg, nodes.Const) for arg in node.args):
        return "'join' takes the words between, in quotes."
    return None


def _loop(node: nodes.For, *, looping: bool) -> str | None:
    source = node.iter.node if isinstance(node.iter, nodes.Getitem) else node.iter
    if looping or node.recursive or node.test is not None:
        return "one loop is enough, without another in it."
    if _named(source) not in _LISTS:
        return f"only lists can be gone through: {', '.join(sorted(_LISTS))}."
    return None


def _named(node: nodes.Node) -> str | None:
    return node.name if isinstance(node, nodes.Name) else None
