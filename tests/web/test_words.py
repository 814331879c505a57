"""The words of pages stand where pages look for them."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import fieldcomm
from fieldcomm.services.put_contact import ROLES as KNOWN
from fieldcomm.web.words import ROLES, event_words

CODE = Path(fieldcomm.__file__).parent
_NOTED = re.compile(r'Note\(\s*"([a-z_]+)"')


def test_a_contact_is_offered_the_roles_there_are_and_nothing_else() -> None:
    assert set(ROLES) == set(KNOWN)


def test_what_a_timeline_says_is_nothing_a_role_is_called() -> None:
    noted = {
        kind
        for folder in ("domain", "services")
        for path in (CODE / folder).rglob("*.py")
        for kind in _NOTED.findall(path.read_text("utf-8"))
    }
    assert len(noted) > 40
    assert not noted & set(ROLES)
    said = {kind: event_words(SimpleNamespace(kind=kind, data={})) for kind in noted}
    assert said["snoozed"] == "Snoozed"
    assert said["taken_on_by_text"] == "Opened by their own texts"
