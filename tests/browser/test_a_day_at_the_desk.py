"""A whole day at the desk, against the running system: with a mouse, and with a keyboard alone."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from browser.chromium import Watched, chromium
from browser.hands import HANDS, Keyboard, Mouse
from browser.running import ACCOUNT, OURS, TOKEN, System, running

BO, LUIS, MIA = "+14045550102", "+14045550111", "+14045550112"
DANA, FOX = "+14045550123", "+14045550124"
PASSWORD = "otter lantern quarry moss"
Hands = Mouse | Keyboard


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("hands", HANDS.values(), ids=HANDS)
def test_a_day_from_the_first_run_to_the_report(
    used_folder: Path, hands: type[Mouse] | type[Keyboard]
) -> None:
    with running(used_folder, COMPANY_TIMEZONE="America/New_York") as system, chromium() as browser:
        watched = Watched(system.url)
        page = watched.watch(browser.new_page(viewport={"width": 1280, "height": 900}))
        page.set_default_timeout(20_000)
        day = Day(system, page, hands(page))
        try:
            day.through()
        except Exception as error:
            error.add_note(f"{page.url} showed:\n{page.inner_text('body')[:3000]}")
            error.add_note(system.output.read_text()[-2000:])
            raise
        assert watched.wrong == []


class Day:
    """What Bo does, in order. Looks up what the page says, never what the database does."""

    def __init__(self, system: System, page: Any, hands: Hands) -> None:
        self.system, self.page, self.hands = system, page, hands

    def through(self) -> None:
        self.first_run()
        self.system.to_a_working_morning()
        self.settings()
        dana = self.new_job("Dana Reed", "404-555-0123", "14 Oak St, Atlanta, GA", "kitchen drying")
        fox = self.new_job("Sam Fox", "404-555-0124", "3 Ivy Ln, Atlanta, GA", "basement pump")
        self.book_and_confirm_by_text(dana)
        self.crew_is_sick(dana)
        self.late_callback(fox)
        self.log_the_call(fox)
        self.broadcast()
        self.report()

    def go(self, path: str) -> None:
        self.page.goto(self.system.url + path)

    def button(self, name: str, within: Any = None) -> None:
        self.hands.press((within or self.page).get_by_role("button", name=name, exact=True))

    def first_run(self) -> None:
        page, hands = self.page, self.hands
        page.goto(self.system.printed(r"(http://\S+/welcome/start/\S+)"))
        for label, words in (
            ("Your name", "Bo Lind"),
            ("Your e-mail", "bo@example.com"),
            ("Your mobile phone", "404-555-0102"),
            ("Choose a password", PASSWORD),
        ):
            hands.write(page.get_by_label(label, exact=True), words)
        self.button("Make my account")
        hands.write(page.get_by_label("Name", exact=True), "Kiwi Drying")
        self.button("Save and go on")
        for label, words in (
            ("Account SID", ACCOUNT),
            ("Auth token", TOKEN),
            ("Your Twilio number", OURS),
        ):
            hands.write(page.get_by_label(label, exact=True), words)
        self.button("Ask Twilio and connect")
        page.get_by_role("button", name="Check it now").wait_for()
        self.button("Check it now")
        hands.press(page.get_by_role("link", name="Go on"))
        self.button("Text me")
        self.system.waits_for(BO, "this is fieldcomm, and it works")
        for name, phone in (("Luis Mora", "404-555-0111"), ("Mia Chen", "404-555-0112")):
            self.go("/welcome/first-text")
            hands.write(page.get_by_label("Name", exact=True), name)
            hands.write(page.get_by_label("Mobile phone"), phone)
            self.button("Add")
            page.get_by_text(name).first.wait_for()
        hands.press(page.get_by_role("link", name="To the board"))
        page.get_by_text("No open jobs.").wait_for()

    def settings(self) -> None:
        self.go("/settings/check-ins")
        field = self.page.get_by_role("textbox", name="Check-ins are all out within")
        self.hands.write(field, "45")
        self.button("Save")
        self.page.locator(".flash").wait_for()
        self.go("/settings/check-ins")
        assert field.input_value() == "45"

    def new_job(self, name: str, phone: str, address: str, what: str) -> str:
        page, hands = self.page, self.hands
        self.go("/jobs/new")
        for label, words in (
            ("Phone", phone),
            ("Customer's name", name),
            ("Address of the site", address),
            ("What is it about", what),
        ):
            hands.write(page.get_by_label(label, exact=True), words)
        page.locator("#seen .bubble", has_text=what).wait_for()
        page.get_by_text("America/New_York: by the address").wait_for()
        hands.tick(page.get_by_label("They said yes to texts", exact=False))
        self.button("Take it on and text them")
        page.get_by_role("button", name="Undo").wait_for()
        return str(page.url.rsplit("/", 1)[1])

    def book_and_confirm_by_text(self, code: str) -> None:
        page, hands = self.page, self.hands
        self.go(f"/jobs/{code}")
        form = page.locator("#form-book")
        hands.press(form.locator("summary"))
        tomorrow = (self.system.now() + timedelta(days=1)).strftime("%Y-%m-%d")
        hands.at(form.get_by_label("From", exact=True), f"{tomorrow}T13:00")
        hands.at(form.get_by_label("To", exact=True), f"{tomorrow}T15:00")
        hands.choose(form.get_by_label("Crew (and how many", exact=False), "Luis Mora (free)")
        self.button("Book", form)
        self.system.waits_for(LUIS, "Dana Reed")
        self.system.twilio.text(LUIS, "Y")
        self.system.waits_for(DANA, "between 1 and 3 pm")
        self.system.twilio.text(DANA, "C")
        page.get_by_text("confirmed by both").first.wait_for()  # by itself: the page is live

    def crew_is_sick(self, code: str) -> None:
        page, hands = self.page, self.hands
        tomorrow = (self.system.now() + timedelta(days=1)).strftime("%Y-%m-%d")
        self.go(f"/crews?day={tomorrow}")
        hands.press(page.get_by_role("link", name="move Luis Mora's day", exact=False))
        self.button("Out sick")
        self.button("Look at the texts first")
        page.get_by_text("a crew member is out sick").first.wait_for()
        hands.press(page.get_by_role("button", name=re.compile("^Move 1 visit")))
        page.get_by_role("button", name="Undo").wait_for()
        told = self.system.waits_for(DANA, "a crew member is out sick")
        assert "We're sorry" in told

    def late_callback(self, code: str) -> None:
        page, hands = self.page, self.hands
        self.go(f"/jobs/{code}")
        form = page.locator("#form-callback")
        hands.press(form.locator("summary"))
        due = (self.system.now() + timedelta(minutes=50)).strftime("%Y-%m-%dT%H:%M")
        hands.at(form.get_by_label("By", exact=False), due)
        self.button("Promise it", form)
        self.system.waits_for(FOX, "Bo will call you")
        self.system.advance(timedelta(minutes=57))
        self.system.waits_for(FOX, "we owed you a call")
        self.system.waits_for(BO, "Sam Fox")
        self.go("/")
        page.locator(f"#job-{code}", has_text="late").first.wait_for()

    def log_the_call(self, code: str) -> None:
        """Two presses: the row's own remedy, and what came of it."""
        page = self.page
        row = page.locator(f"#job-{code}")
        self.hands.press(row.locator("details.call summary"))
        self.button("Spoke", row)
        page.get_by_role("button", name="Undo").wait_for()
        self.go(f"/jobs/{code}")
        page.get_by_text("Called: spoke with them").first.wait_for()

    def broadcast(self) -> None:
        page, hands = self.page, self.hands
        self.go("/broadcasts/new")
        hands.write(page.get_by_label("What is new"), "Two more crews land tomorrow morning.")
        hands.choose(page.get_by_label("Whose job"), "Every open job")
        self.button("See the texts and the count")
        hands.write(page.get_by_label("Type 2 to confirm"), "2")
        self.button("Tell 2 phones")
        for phone in (DANA, FOX):
            self.system.waits_for(phone, "Two more crews land tomorrow morning.", 60)
        page.get_by_text("2 of 2 phones").first.wait_for(timeout=30_000)

    def report(self) -> None:
        page = self.page
        self.hands.press(page.get_by_role("link", name="Reports"))
        late = page.locator("section.sheet", has=page.get_by_role("heading", name="kind"))
        late.get_by_role("rowheader", name="Call").wait_for()
        with page.expect_download() as told:
            self.hands.press(late.get_by_role("link", name="CSV"))
        assert "Call" in Path(told.value.path()).read_text()
