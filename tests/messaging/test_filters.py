"""What the renderer knows and what the editor of wordings takes are one list."""

from __future__ import annotations

import jinja2
import pytest

from fieldcomm.domain.moments import MOMENTS
from fieldcomm.messaging.grammar import grammar_problems
from fieldcomm.messaging.render import _environment
from fieldcomm.messaging.spoken import SPEECH


@pytest.mark.parametrize("language", SPEECH)
def test_every_filter_of_the_renderer_may_be_written(language: str) -> None:
    own = set(_environment(language).filters) - set(jinja2.Environment().filters)
    assert {"by", "phone", "stop"} <= own
    for name in own:
        assert grammar_problems(MOMENTS["manual"], f"{{{{ company | {name} }}}}") == []


def test_one_nobody_knows_is_refused_by_name() -> None:
    (why,) = grammar_problems(MOMENTS["manual"], "{{ company | shout }}")
    assert "no filter 'shout'" in why
