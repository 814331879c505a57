"""The forms of a page, as a browser would send them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """`fields` hold what the page chose; `typed` what somebody can type into, with what stands there."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)  # of what is typed: text, date, tel, ...
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # name, value, formaction


class _Forms(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.found: list[Form] = []
        self._form: Form | None = None
        self._select: str | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(said.get("action") or self.page, said.get("method", "get").lower())
            self.found.append(self._form)
        elif self._form is not None:
            self._inside(tag, said, self._form)

    def _inside(self, tag: str, said: dict[str, str], form: Form) -> None:
        name = said.get("name", "")
        if tag == "button":
            form.buttons.append((name, said.get("value", ""), said.get("formaction", "")))
        elif tag == "select":
            self._select = name
            form.fields.setdefault(name, "")
        elif tag == "option" and self._select and "value" in said:
            if "selected" in said or not form.fields[self._select]:
                form.fields[self._select] = said["value"]
        elif tag == "textarea" and "disabled" not in said:
            form.typed[name], form.kinds[name] = "", "text"
            self._area = name
        elif tag == "input" and name and "disabled" not in said:
            self._input(said, name, form)

    def _input(self, said: dict[str, str], name: str, form: Form) -> None:
        kind = said.get("type", "text")
        if kind in ("hidden",):
            form.fields[name] = said.get("value", "")
        elif kind in ("checkbox", "radio"):
            if kind == "checkbox" or "checked" in said:
                form.fields[name] = said.get("value", "on")
        elif kind != "file":
            form.typed[name], form.kinds[name] = said.get("value", ""), kind

    def handle_data(self, data: str) -> None:
        if self._form is not None and self._area is not None:
            self._form.typed[self._area] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None


def forms_of(html: str, page: str) -> list[Form]:
    """`page` is the address the html came from."""
    parser = _Forms(page)
    parser.feed(html)
    return parser.found
