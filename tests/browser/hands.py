"""How somebody works a page: with a mouse, or with nothing but a keyboard."""

from __future__ import annotations

from typing import Any

_HERE = "element => element === document.activeElement"
_SEEN = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
}"""
MOST_TABS = 400


class Mouse:
    """Points and types."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def press(self, what: Any) -> None:
        what.click()

    def write(self, field: Any, words: str) -> None:
        field.fill(words)

    def choose(self, field: Any, label: str) -> None:
        field.select_option(label=label)

    def tick(self, box: Any) -> None:
        box.check()

    def at(self, field: Any, local: str) -> None:
        """`local` as `2026-01-14T13:00`."""
        field.fill(local)


class Keyboard:
    """Tabs to whatever it wants, sees where it is, and presses Enter: no mouse, no shortcuts."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def press(self, what: Any) -> None:
        self._go(what)
        # A summary opens and a box ticks with space; links go with Enter, buttons with both.
        is_link = what.evaluate("element => element.tagName === 'A'")
        self.page.keyboard.press("Enter" if is_link else "Space")

    def write(self, field: Any, words: str) -> None:
        self._go(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(words)

    def choose(self, field: Any, label: str) -> None:
        self._go(field)
        self.page.keyboard.type(label, delay=5)
        chosen = field.evaluate("element => element.selectedOptions[0].label")
        assert chosen == label, f"typing {label!r} chose {chosen!r}"

    def tick(self, box: Any) -> None:
        self._go(box)
        if not box.is_checked():
            self.page.keyboard.press("Space")

    def at(self, field: Any, local: str) -> None:
        day, clock = local.split("T")
        year, month, date = day.split("-")
        hour, minute = map(int, clock.split(":"))
        self._go(field)
        self.page.keyboard.type(f"{month}{date}{year}")
        self.page.keyboard.press("ArrowRight")
        half = "AM" if hour < 12 else "PM"
        self.page.keyboard.type(f"{hour % 12 or 12:02}{minute:02}{half}")
        assert field.input_value() == local, field.input_value()

    def _go(self, what: Any) -> None:
        """Forward with Tab, as far as it takes; whatever has the focus can be seen to have it."""
        what.wait_for()
        for _ in range(MOST_TABS):
            if what.evaluate(_HERE):
                assert self.page.evaluate(_SEEN), f"no focus is seen on {what}"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no Tab leads to {what}")


HANDS = {"mouse": Mouse, "keyboard": Keyboard}
