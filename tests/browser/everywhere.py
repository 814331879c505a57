"""The same words typed into every field of every screen, as the people who see the field would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from browser.forms import Form, forms_of
from browser.screens import screens
from web.office import Browser, Office

# They end what the others need, or put back what was typed.
LEFT_OUT = (
    *("/sign-out", "/undo", "/erase", "/demo/time", "/demo/fault", "/deactivate", "/back"),
    "/team/rules",  # from then on managers need a second factor, and Bo has none
)
# Sent by somebody who is not signed in: a new password signs its owner in, in Bo's stead.
PUBLIC = ("/sign-in", "/t/")
_HIDDEN = ("do", "step", "kind")  # what tells two forms of one address apart
_FITTING = {
    "tel": "404-555-0177", "email": "zoe@example.com", "date": "2026-01-14", "time": "09:00",
    "datetime-local": "2026-01-14T13:00", "password": "x",
}  # fmt: skip
_NUMBERS = {"per_day": "4"}
Button = tuple[str, str, str]


@dataclass
class Everywhere:
    """Counts what was sent, and keeps which forms were taken and what forms that only ask lead to."""

    place: Office
    bo: Browser
    words: str
    sent: int = 0
    taken: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    def type(self) -> None:
        """Every form of every screen, by every button."""
        anybody, done = self.place.browser(), set()
        for path in screens(self.place, self.bo):
            who = anybody if path.startswith(PUBLIC) else self.bo
            for form in forms_of(who.get(path).text, path):
                for button in form.buttons or [("", "", "")]:
                    action = button[2] or form.action
                    what = _what(form, action, button)
                    if what not in done and not action.endswith(LEFT_OUT):
                        done.add(what)
                        self._send(who, form, action, button)

    def _send(self, who: Browser, form: Form, action: str, button: Button) -> None:
        chosen = {button[0]: button[1]} if button[0] else {}
        if form.method != "post":
            query = urlencode({**form.fields, **dict.fromkeys(form.typed, self.words), **chosen})
            self.asked.append(f"{action.partition('?')[0]}?{query}")
            return
        for n, typed in enumerate(_tries(form, self.words)):
            said = {**form.fields, "anyway": "1", **typed, **chosen}
            said["deed"] = f"{said.get('deed', '')}-{n}"
            answer = who.client.post(action, data=said)
            self.sent += 1
            assert answer.status_code < 500, f"{action} {button}: {answer.status_code}"
            leads_to = answer.headers.get("Location", "")
            if "?q=" in leads_to:
                self.asked.append(leads_to)
            if answer.status_code < 400 and not (who is self.bo and "/sign-in" in leads_to):
                self.taken.add(f"{action} {button[0]}={button[1]}")


def _what(form: Form, action: str, button: Button) -> tuple[object, ...]:
    """Two forms are one where they ask for the same: not where only their address is the same."""
    told = (*_HIDDEN, "back") if action.endswith("/search") else _HIDDEN
    hidden = tuple((name, form.fields[name]) for name in told if name in form.fields)
    return action, button, tuple(sorted(form.typed)), hidden


def _tries(form: Form, words: str) -> Iterator[dict[str, str]]:
    """In each field; only where words go; then in one field at a time, the others as they stand."""
    yield dict.fromkeys(form.typed, words)
    fit = {name: now or _fitting(form, name) for name, now in form.typed.items()}
    wordy = [name for name in form.typed if form.kinds[name] in ("text", "search") and name != "phone"]  # fmt: skip
    if len(wordy) < len(form.typed):
        yield {**fit, **dict.fromkeys(wordy, words)}
    if len(wordy) > 1:
        for name in wordy:
            yield {**fit, name: words}


def _fitting(form: Form, name: str) -> str:
    if name == "phone":
        return _FITTING["tel"]
    return _NUMBERS.get(name, _FITTING.get(form.kinds[name], ""))
