"""After erasing nothing names them any more, anywhere; an opt-out still holds, and counts stay."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import JSONB
from web.office import DANA, LUIS, Office, office

from fieldcomm.services.add_job import add_job
from fieldcomm.services.erase_customer import erase_customer
from fieldcomm.services.errors import Refused
from fieldcomm.services.job_work import add_note, cancel_job
from fieldcomm.services.promise_work import add_callback, log_call, send_manual
from fieldcomm.services.read_inbox import read_inbox
from fieldcomm.services.receive import receive_text
from fieldcomm.services.run_day_lists import run_day_lists
from fieldcomm.services.updates import add_update
from fieldcomm.services.visits import book
from fieldcomm.store.models import Base

NAME, PHONE, ADDRESS = "Zanzibar Heron", "+14045550177", "77 Quagga Row, Atlanta"
TRACES = ("zanzibar", "heron", "quagga", "5550177", "555-0177", "the parrot bites")


def text_in(place: Office, phone: str, body: str) -> None:
    sid = f"SM{place.sql('SELECT count(*) AS n FROM once')[0].n:032d}"
    params = {"From": phone, "Body": body, "To": "+14045550100", "MessageSid": sid}
    receive_text(place.deps, sid=sid, phone=phone, params=params)
    read_inbox(place.deps)


def a_life(place: Office) -> str:
    """One of everything that can be said about somebody."""
    code = place.job(
        PHONE, customer_name=NAME, address=ADDRESS, summary="Heron kitchen, the parrot bites"
    )
    place.sql(
        "UPDATE customers SET story = 'The parrot bites', notes = 'Heron, gate 4711' WHERE name = :n",
        n=NAME,
    )
    times = {"window_from": "2026-01-14T13:00", "window_to": "2026-01-14T15:00"}
    book(place.deps, code, contractor_phone=LUIS, tell_now=True, **times)
    add_callback(place.deps, code, due="2026-01-13T15:00", owner_phone=None, words="Heron waits")
    add_note(place.deps, code, "the parrot bites", by="Ana Ruiz")
    add_update(place.deps, code, "Mr Heron's fans are in", by="Ana Ruiz")
    send_manual(place.deps, code, body="Mr Heron, does the parrot bite?", by="Ana Ruiz")
    for body in ("the parrot bites", "when are you coming??", "this is a disgrace, nobody came"):
        text_in(place, PHONE, body)
    text_in(place, LUIS, f"note {code} the parrot bites, heron is angry")
    text_in(place, LUIS, "at heron 77 quagga row now")
    place.clock.move(timedelta(hours=5, minutes=1))
    run_day_lists(place.deps)
    log_call(place.deps, code, heard="spoke", by="Ana Ruiz", next_by="2026-01-14T09:00")
    return code


def end(place: Office, code: str) -> None:
    cancel_job(place.deps, code, by="Ana Ruiz", words="Heron moved away", tell=False)
    settle(place)


def settle(place: Office) -> None:
    """As if every text had left."""
    place.sql(
        "UPDATE messages SET state = 'delivered', provider_sid = 'SMx' || id, not_before = NULL,"
        " hold_until = NULL WHERE direction = 'out' AND state IN ('held', 'queued')"
    )


def found_in(place: Office, traces: tuple[str, ...]) -> list[str]:
    """Every text and JSON column of every table that holds any of these."""
    return [
        f"{table.name}.{column.name}: {trace}: {rows[0].v}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Text | JSONB)
        for trace in traces
        if (
            rows := place.sql(
                f"SELECT CAST({column.name} AS text) AS v FROM {table.name}"
                f" WHERE CAST({column.name} AS text) ILIKE :t LIMIT 1",
                t=f"%{trace}%",
            )
        )
    ]


def id_of(place: Office, name: str = NAME) -> int:
    return int(place.sql("SELECT id FROM customers WHERE name = :n", n=name)[0].id)


def test_nothing_that_names_them_is_left_anywhere(database_url: str) -> None:
    with office(database_url) as place:
        other = place.job(DANA)
        code = a_life(place)
        end(place, code)
        assert {where.split(":")[0] for where in found_in(place, TRACES)} >= {
            "customers.name", "customers.story", "contacts.name", "jobs.summary", "messages.body",
            "messages.params", "events.data", "promises.words", "updates.text", "inbox.params",
        }  # fmt: skip
        counts = [
            place.sql(f"SELECT count(*) AS n FROM {t}")[0].n
            for t in ("messages", "promises", "visits", "events", "jobs", "consents")
        ]
        erase_customer(place.deps, id_of(place), typed="zanzibar  heron")
        assert found_in(place, TRACES) == []
        assert counts == [
            place.sql(f"SELECT count(*) AS n FROM {t}")[0].n
            for t in ("messages", "promises", "visits", "events", "jobs", "consents")
        ]
        assert place.sql("SELECT 1 FROM messages WHERE phone = :p AND body <> ''", p=DANA)
        assert place.sql("SELECT summary FROM jobs WHERE code = :c", c=other)[0].summary


def test_an_opt_out_outlives_them_and_holds_until_they_opt_in(database_url: str) -> None:
    with office(database_url) as place:
        code = a_life(place)
        text_in(place, PHONE, "STOP")
        end(place, code)
        erase_customer(place.deps, id_of(place), typed=NAME)
        assert found_in(place, ("5550177",)) == []
        assert place.sql("SELECT 1 FROM opt_out_hashes")
        again = place.job(PHONE, customer_name=NAME, address=ADDRESS)
        said = place.sql("SELECT state, moment FROM messages WHERE phone = :p", p=PHONE)
        assert {row.state for row in said} <= {"suppressed"}
        shown = place.sql("SELECT consent FROM phones WHERE phone = :p", p=PHONE)
        assert shown[0].consent == "stopped"
        history = place.sql("SELECT state, source FROM consents WHERE phone = :p", p=PHONE)
        assert [tuple(row) for row in history] == [("stopped", "erased record")]
        text_in(place, PHONE, "START")
        send_manual(place.deps, again, body="Good to hear from you.", by="Ana Ruiz")
        assert place.sql(
            "SELECT 1 FROM messages WHERE phone = :p AND moment = 'manual' AND state = 'queued'",
            p=PHONE,
        )


def test_who_opted_in_again_is_not_remembered_as_opted_out(database_url: str) -> None:
    with office(database_url) as place:
        for said in ("STOP", "START"):
            code = place.job(PHONE, customer_name=NAME, address=ADDRESS)
            if said == "START":
                text_in(place, PHONE, "START")
            else:
                text_in(place, PHONE, "STOP")
            end(place, code)
            erase_customer(place.deps, id_of(place), typed=NAME)
            kept = place.sql("SELECT 1 FROM opt_out_hashes")
            assert bool(kept) == (said == "STOP")


def test_an_open_job_or_a_text_under_way_comes_first(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job(PHONE, customer_name=NAME, address=ADDRESS)
        with pytest.raises(Refused, match=f"Close or cancel {code} first"):
            erase_customer(place.deps, id_of(place), typed=NAME)
        cancel_job(place.deps, code, by="Ana Ruiz", words="", tell=True)
        with pytest.raises(Refused, match="still on its way"):
            erase_customer(place.deps, id_of(place), typed=NAME)
        settle(place)
        with pytest.raises(Refused, match="Type their name"):
            erase_customer(place.deps, id_of(place), typed="Heron")
        erase_customer(place.deps, id_of(place), typed=NAME)


def test_a_number_that_is_somebody_elses_too_stays_theirs(database_url: str) -> None:
    """A landlord of two houses: what belongs to the other house is none of the erased one's."""
    with office(database_url) as place:
        code = place.job(PHONE, customer_name=NAME, address=ADDRESS)
        add_job(
            place.deps,
            customer_name="Ruth Hill",
            customer_phone=PHONE,
            address="8 Elm Ave, Decatur",
            summary="basement pump",
        )
        end(place, code)
        erase_customer(place.deps, id_of(place), typed=NAME)
        assert found_in(place, ("zanzibar", "quagga")) == []
        texts = place.sql(
            "SELECT m.body FROM messages m JOIN jobs j ON j.id = m.job_id"
            " JOIN contacts k ON k.id = j.contact_id WHERE k.name = 'Ruth Hill'"
        )
        assert texts
        assert all(row.body for row in texts)
        assert place.sql("SELECT consent FROM phones WHERE phone = :p", p=PHONE)
