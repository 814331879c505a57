"""The editor of wordings: own words reach real texts, at no cost for each of them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from web.office import DANA, Browser, Office, office

from fieldcomm.domain.moments import MOMENTS
from fieldcomm.services.run_due import run_due
from fieldcomm.services.unit import unit

OPENED = (
    "{{ company }} says hello{{ aside }}: {{ summary | lc }}, {{ code }}, next word"
    " {{ next_by | by }}. STOP ends texts."
)


def bo(place: Office) -> Browser:
    return place.browser().sign_in("bo@example.com")


def save(browser: Browser, moment: str, text: str, **given: str) -> Any:
    path = f"/settings/wording/{moment}"
    return browser.post(path, page=path, **{"do": "save", "text": text, "language": "en", **given})


def opened(place: Office, phone: str = DANA) -> str:
    place.job(phone)
    rows = place.sql("SELECT body FROM messages WHERE moment = 'job_opened' ORDER BY id DESC")
    return str(rows[0].body)


def test_own_words_reach_the_next_real_text_and_only_that_language(database_url: str) -> None:
    with office(database_url) as place:
        browser = bo(place)
        assert save(browser, "job_opened", OPENED).status_code == 303
        assert opened(place).startswith("Kiwi Drying says hello, Dana: kitchen drying, ")
        spanish = place.job("+14045550133", language="es")
        body = place.sql(
            "SELECT body FROM messages m JOIN jobs j ON j.id = m.job_id WHERE code = :c", c=spanish
        )[0].body
        assert "says hello" not in body
        assert "Your words" in browser.get("/settings/wording/job_opened").text
        assert "Yours, English" in browser.get("/settings/wording").text


def test_a_check_in_by_a_worker_of_its_own_uses_them_too(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        own = "{{ hi }}{{ company }} again. {% for item in news %}{{ item | stop }} {% endfor %}"
        own += "You hear more {{ next_by | by }}."
        assert save(bo(place), "check_in", own, anyway="1").status_code == 303
        place.deps.renderer.use(0, {})  # as a process that has not looked since
        place.clock.move(
            place.sql("SELECT next_check_in_at AS at FROM phones WHERE phone = :p", p=DANA)[0].at
            - place.clock.machine()
        )
        run_due(place.deps)
        body = place.sql("SELECT body FROM messages WHERE moment = 'check_in'")[0].body
        assert body.startswith("Dana, Kiwi Drying again.")


def test_words_are_read_once_a_change_and_not_once_a_text(database_url: str) -> None:
    with office(database_url) as place:
        save(bo(place), "job_opened", OPENED)
        place.deps.renderer.use(0, {})
        counts = []
        for _ in range(3):
            with place.statements() as asked, unit(place.deps):
                pass
            counts.append(asked.count)
        assert counts == [2, 1, 1]


def test_a_broken_wording_is_refused_with_all_that_was_typed(database_url: str) -> None:
    with office(database_url) as place:
        typed = "{{ company }} <script>alert(1)</script> {{ nothing }}"
        answer = save(bo(place), "job_opened", typed)
        assert answer.status_code == 422
        assert "no &#39;nothing&#39; here" in answer.text
        assert "<script>alert" not in answer.text
        assert "&lt;script&gt;alert(1)" in answer.text
        assert place.sql("SELECT count(*) AS n FROM wordings")[0].n == 0


def test_the_opt_out_notice_cannot_be_lost(database_url: str) -> None:
    with office(database_url) as place:
        answer = save(bo(place), "job_opened", OPENED.replace(" STOP ends texts.", ""))
        assert answer.status_code == 422
        assert "STOP ends texts" in answer.text


def test_the_tone_check_can_be_overridden_and_that_is_kept(database_url: str) -> None:
    with office(database_url) as place:
        browser = bo(place)
        rude = f"{OPENED} We'll get back to you soon."
        answer = save(browser, "job_opened", rude)
        assert answer.status_code == 422
        assert 'name="anyway"' in answer.text
        assert save(browser, "job_opened", rude, anyway="1").status_code == 303
        remark = place.sql("SELECT remark FROM setting_changes")[0].remark
        assert remark
        assert "although the tone check said" in browser.get("/settings/wording/job_opened").text


def test_going_back_brings_our_words_and_putting_back_brings_theirs(database_url: str) -> None:
    with office(database_url) as place:
        browser = bo(place)
        save(browser, "job_opened", OPENED)
        save(browser, "job_opened", "", do="revert")
        assert "says hello" not in opened(place)
        change = place.sql("SELECT max(id) AS id FROM setting_changes")[0].id
        browser.post(f"/settings/changes/{change}/back", page="/settings/wording/job_opened")
        assert "says hello" in opened(place, "+14045550134")


def test_saving_our_own_words_keeps_no_words_of_theirs(database_url: str) -> None:
    with office(database_url) as place:
        ours = place.deps.renderer.text_of_file("job_opened", "en").replace("\n", "\r\n")
        save(bo(place), "job_opened", ours)
        assert place.sql("SELECT count(*) AS n FROM wordings")[0].n == 0


@pytest.mark.parametrize("moment", ["safety", "safety_alert", "opted_out", "manual"])
def test_fixed_texts_are_shown_and_cannot_be_changed(database_url: str, moment: str) -> None:
    with office(database_url) as place:
        browser = bo(place)
        page = browser.get(f"/settings/wording/{moment}").text
        assert "<textarea" not in page
        assert 'class="bubble"' in page
        answer = browser.post(
            f"/settings/wording/{moment}", page="/settings/wording/help", do="save", text="Hi"
        )
        assert answer.status_code == 303
        assert place.sql("SELECT count(*) AS n FROM wordings")[0].n == 0


def test_the_phone_shows_typical_worst_and_fewest_facts_with_their_cost(database_url: str) -> None:
    with office(database_url) as place:
        browser = bo(place)
        part = browser.post(
            "/settings/wording/reply_ack/preview",
            page="/settings/wording/reply_ack",
            text="{{ hi }}one.{{ due | by }}\n---\n{{ hi }}two {{ due | by }}.",
            language="en",
            at="1",
        ).text
        assert "<html" not in part
        shown = re.findall(r'<section.*?<p class="bubble">(.*?)</p>', part, re.DOTALL)
        assert len(shown) == 3
        assert shown[1].startswith("Maximiliana, two by Wed Dec 24")
        assert "1 segment" in part


def test_every_text_can_be_looked_at_and_nothing_else(database_url: str) -> None:
    with office(database_url) as place:
        browser = bo(place)
        page = browser.get("/settings/wording").text
        assert all(f'/settings/wording/{name}"' in page for name in MOMENTS)
        for moment in ("check_in", "answer_when", "list"):
            for language in ("en", "es"):
                path = f"/settings/wording/{moment}?language={language}"
                assert browser.get(path).status_code == 200
        assert browser.get("/settings/wording/no_such").status_code == 404
        assert browser.get("/settings/wording/check_in?language=xx").status_code == 404
