"""Texts that wait for a person: claimed by one, let go with a name, settled many at a time."""

from __future__ import annotations

import re
from datetime import timedelta

from web.office import DANA, FOX, NOON, Office, office

from fieldcomm.services.sessions import IDLE

H = timedelta(hours=1)


def _reply(place: Office, code: str) -> str:
    """Dana has asked something; its item in the inbox."""
    made = place.sql(
        "INSERT INTO promises (kind, job_id, phone, owner_user_id, words, due_at, created_at, stepped_to)"
        " SELECT 'reply', j.id, k.phone, 1, 'fans off at night?', :due, :now, :now FROM jobs j"
        " JOIN contacts k ON k.id = j.contact_id WHERE code = :c RETURNING id",
        c=code, due=NOON + 2 * H, now=NOON,
    )  # fmt: skip
    return f"promise-{made[0].id}"


def _task(place: Office, kind: str, code: str | None = None, phone: str = DANA) -> str:
    made = place.sql(
        "INSERT INTO tasks (kind, job_id, phone, words, opened_at) VALUES (:k,"
        " (SELECT id FROM jobs WHERE code = :c), :p, 'words of theirs', :now) RETURNING id",
        k=kind, c=code, p=phone, now=NOON,
    )  # fmt: skip
    return f"task-{made[0].id}"


def test_whoever_claims_has_it_until_another_takes_over_time_passes_or_they_leave(
    database_url: str,
) -> None:
    with office(database_url) as place:
        item = _reply(place, place.job())
        bo, ana = place.browser().sign_in("bo@example.com"), place.ana()
        ana.post(f"/inbox/{item}/claim", page="/")
        assert "You have it" in ana.get("/").text
        assert "Ana Ruiz has it" in bo.get("/").text
        bo.post(f"/inbox/{item}/claim", page="/")
        assert "Bo Lind has it" in ana.get("/").text
        place.clock.move(timedelta(minutes=21))
        assert "has it" not in ana.get("/").text
        ana.post(f"/inbox/{item}/claim", page="/")
        # The one-time link that let her choose a password had opened a session as well.
        place.sql("DELETE FROM web_sessions WHERE user_id = 1 AND id < (SELECT max(id) FROM web_sessions WHERE user_id = 1)")  # fmt: skip
        ana.post("/sign-out", page="/")
        assert "has it" not in bo.get("/").text
        assert timedelta(minutes=21) < IDLE


def test_no_reply_needed_lets_the_answer_go_by_name_and_can_be_taken_back(
    database_url: str,
) -> None:
    with office(database_url) as place:
        code = place.job()
        item, task = _reply(place, code), _task(place, "read_text", code)
        place.sql("UPDATE phones SET chatter_off_at = :n", n=NOON)
        ana = place.ana()
        assert ana.get("/").text.count("No reply needed<") == 1  # one conversation, one line
        ana.post(f"/inbox/{task}/no-reply", page="/", back="/")
        told = place.sql("SELECT state, cause FROM promises WHERE id = :i", i=int(item[8:]))[0]
        assert tuple(told) == ("released", "no reply needed, says Ana Ruiz")
        assert place.sql("SELECT settled_by FROM tasks")[0].settled_by == "Ana Ruiz"
        phone = place.sql("SELECT chatter_off_at, next_check_in_at FROM phones")[0]
        assert phone.chatter_off_at is None
        assert phone.next_check_in_at is not None
        undo = re.search(r'action="(/deeds/\d+/undo)"', ana.get("/").text)
        assert undo
        ana.post(f"/inbox/{task}/no-reply", page="/jobs/new", back="/")
        assert "Ana Ruiz has settled that already" in ana.get("/").text
        ana.post(undo[1], page="/")
        assert place.sql("SELECT state FROM promises WHERE kind = 'reply'")[0].state == "open"
        assert place.sql("SELECT settled_at FROM tasks")[0].settled_at is None


def test_many_are_settled_as_one_deed_and_what_another_settled_is_counted_apart(
    database_url: str,
) -> None:
    with office(database_url) as place:
        one = place.job()
        two = place.job(FOX, customer_name="Sam Fox", address="3 Ivy Ln")
        items = [_reply(place, one), _task(place, "cancel_word", two, FOX), _task(place, "undelivered", two, FOX)]  # fmt: skip
        ana, bo = place.ana(), place.browser().sign_in("bo@example.com")
        bo.post(f"/tasks/{items[2][5:]}/settle", page="/")
        ana.post("/inbox/settle", page="/", item=[*items, "task-x", items[0]], back="/")
        page = ana.get("/").text
        assert "2 settled. 2 had been settled by somebody else." in page
        assert place.sql("SELECT count(*) AS n FROM deeds WHERE what = 'settle many'")[0].n == 1
        undo = re.search(r'action="(/deeds/\d+/undo)"', page)
        assert undo
        ana.post(undo[1], page="/")
        assert place.sql("SELECT state FROM promises WHERE kind = 'reply'")[0].state == "open"
        left = place.sql("SELECT kind FROM tasks WHERE settled_at IS NULL")
        assert [row.kind for row in left] == ["cancel_word"]


def test_nothing_ticked_says_what_to_do(database_url: str) -> None:
    with office(database_url) as place:
        _reply(place, place.job())
        ana = place.ana()
        ana.post("/inbox/settle", page="/", back="/")
        assert "Tick what is to be settled first" in ana.get("/").text


def test_words_from_outside_stay_words(database_url: str) -> None:
    with office(database_url) as place:
        place.sql("INSERT INTO tasks (kind, phone, words, opened_at) VALUES ('unknown_sender', :p, '<script>alert(1)</script>', :n)", p=FOX, n=NOON)  # fmt: skip
        page = place.ana().get("/").text
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page


def test_the_call_list_is_rationed_by_what_people_can_call_and_the_longest_silence_is_first(
    database_url: str,
) -> None:
    with office(database_url) as place:
        for n in range(15):
            phone = f"+140455501{40 + n}"
            code = place.job(phone, customer_name=f"Home {n}", address=f"{n} Elm")
            _task(place, "call_list", code, phone)
            place.sql("UPDATE phones SET last_person_at = :at WHERE phone = :p", at=NOON - n * H, p=phone)  # fmt: skip
        ana = place.ana()
        page = ana.get("/").text
        assert "12 of 15" in page  # two on call, six an hour each
        assert re.findall(r"<strong>(Home \d+)</strong>", page)[:2] == ["Home 14", "Home 13"]
        assert 'class="job tone-asked"' not in page  # waiting for a call is no unanswered text
        code = re.search(r'action="/jobs/(\w+)/call"', page)
        assert code
        place.sql("UPDATE phones SET empty_check_ins = 3")
        ana.post(f"/jobs/{code[1]}/call", page="/", heard="spoke", back="/")
        assert "12 of 14" in ana.get("/").text
        assert place.sql("SELECT count(*) AS n FROM phones WHERE empty_check_ins = 0")[0].n == 1


def test_a_stranger_is_let_go_without_a_job(database_url: str) -> None:
    with office(database_url) as place:
        place.sql("INSERT INTO phones (phone, consent) VALUES (:p, 'unknown')", p=FOX)
        task = _task(place, "unknown_sender", None, FOX)
        place.sql(
            "INSERT INTO promises (kind, phone, words, due_at, created_at, stepped_to)"
            " VALUES ('reply', :p, 'crawl spaces?', :d, :n, :n)", p=FOX, d=NOON + H, n=NOON,
        )  # fmt: skip
        place.ana().post(f"/inbox/{task}/no-reply", page="/", back="/")
        assert place.sql("SELECT state FROM promises")[0].state == "released"
