"""An office with nothing to do, one on an ordinary day, and one with a thousand open jobs."""

from __future__ import annotations

from datetime import timedelta

from web.office import DANA, FOX, LUIS, MIA, Office

from fieldcomm.services import people, promise_work, visits
from fieldcomm.services.draft_broadcast import save_draft
from fieldcomm.services.incidents import open_incident
from fieldcomm.services.tracking import link_for
from fieldcomm.services.updates import add_update

_HOUSES = (
    (DANA, "Dana Reed", "14 Oak St, Atlanta", "kitchen drying"),
    (FOX, "Familia Fox", "3 Ivy Ln, Atlanta", "sótano inundado"),
    ("+14045550125", "Ruth Hill", "8 Elm Ave, Decatur", "basement pump"),
    ("+14045550126", "Omar Diaz", "77 Pine Rd, Atlanta", "ceiling stain"),
    ("+14045550127", "Owen Park", "52 Lake Dr, Marietta", "laundry room flood"),
    ("+14045550128", "Greene & Sons <Bakery>", "101 Main St, Atlanta", "store room drying"),
)


def empty(place: Office) -> None:
    """Nothing yet."""


def typical(place: Office) -> None:
    """A visit under way, one confirmed, a call late, a question open, danger reported."""
    codes = [
        place.job(phone, customer_name=name, address=address, summary=what)
        for phone, name, address, what in _HOUSES
    ]
    deps = place.deps
    book = {"contractor_phone": LUIS, "tell_now": True}
    visits.book(
        deps, codes[0], window_from="2026-01-13T13:00", window_to="2026-01-13T15:00", **book
    )
    visits.book(
        deps, codes[1], window_from="2026-01-14T09:00", window_to="2026-01-14T11:00",
        contractor_phone=MIA,
    )  # fmt: skip
    promise_work.add_callback(deps, codes[2], due="2026-01-13T12:20", owner_phone=None)
    promise_work.log_call(deps, codes[3], heard="no_answer", by="Ana Ruiz")
    add_update(deps, codes[4], "Two more crews land tomorrow.", by="Ana Ruiz")
    place.sql("UPDATE jobs SET urgency = 'infants' WHERE code = :c", c=codes[4])
    for kind, words in (("safety", "I smell gas"), ("read_text", "are the fans ok off at night?")):
        place.sql(
            "INSERT INTO tasks (kind, job_id, phone, words, opened_at) SELECT :k, id, :p, :w,"
            " created_at FROM jobs WHERE code = :c",
            k=kind, p=DANA, w=words, c=codes[0],
        )  # fmt: skip
    place.links["public.tracking"] = link_for(deps, codes[0], by="Ana Ruiz").rsplit("/", 1)[1]
    invited = people.add_user(deps, email="cy@example.com", role="dispatcher", name="Cy Vale")
    place.links["auth.link"] = str(invited["link"]).rsplit("/", 1)[1]
    place.sql("UPDATE company SET review_link = 'https://kiwi.example/review'")
    _news(place)
    place.clock.move(timedelta(minutes=40))


def _news(place: Office) -> None:
    """An incident that goes on, a broadcast nobody has confirmed, a promise broken."""
    deps, by = place.deps, "Bo Lind"
    open_incident(
        deps,
        title="Texts go out late",
        happened="Our texting provider is slow this morning.",
        why="They had a failure of their own.",
        next_by="2026-01-13T15:00",
        by=by,
    )
    save_draft(
        deps,
        words="Two more crews land tomorrow.",
        words_es="",
        whom={"whom": "open"},
        by=by,
    )
    place.sql(
        "INSERT INTO promises (kind, job_id, phone, words, due_at, state, cause, settled_at,"
        " created_at, stepped_to) SELECT 'callback', j.id, :p, 'We call you', j.created_at,"
        " 'broken', 'nobody called', j.created_at, j.created_at, j.created_at FROM jobs j LIMIT 1",
        p=DANA,
    )


def thousand(place: Office) -> None:
    """A thousand jobs more, each with its phone, a promise and a few texts."""
    typical(place)
    for statement in _MANY:
        place.sql(statement)
    place.sql("ANALYZE")


_N = "generate_series(1, 1000) n"
_PHONE = "'+1404556' || lpad(n::text, 4, '0')"
_CODE = "chr(65 + n % 26) || (2 + n / 26 % 8) || chr(65 + n / 208 % 26) || '9' || chr(65 + n % 7)"
_MANY = (
    "INSERT INTO customers (name, address, timezone, created_at) SELECT 'Household ' || n,"
    f" n || ' Long Road, Atlanta', 'America/New_York', timestamptz '2026-01-10 12:00Z' FROM {_N}",
    f"INSERT INTO phones (phone, consent, next_check_in_at) SELECT {_PHONE}, 'given',"
    f" timestamptz '2026-01-13 21:30Z' FROM {_N}",
    f"INSERT INTO contacts (customer_id, name, phone, created_at) SELECT c.id, c.name, {_PHONE},"
    f" c.created_at FROM {_N} JOIN customers c ON c.name = 'Household ' || n",
    f"INSERT INTO jobs (code, customer_id, contact_id, summary, status, waiting_on, created_at,"
    f" changed_at) SELECT {_CODE}, k.customer_id, k.id, 'drying room ' || n, 'waiting', 'crew',"
    f" k.created_at + n * interval '1 minute', k.created_at FROM {_N}"
    " JOIN contacts k ON k.name = 'Household ' || n",
    "INSERT INTO promises (kind, job_id, phone, words, due_at, created_at, stepped_to) SELECT"
    " CASE WHEN j.id % 5 = 0 THEN 'callback' ELSE 'check_in' END, j.id, k.phone, 'Next word',"
    " timestamptz '2026-01-13 16:00Z' + j.id % 90 * interval '5 minutes', j.created_at, j.created_at"
    " FROM jobs j JOIN contacts k ON k.id = j.contact_id WHERE k.name LIKE 'Household %'",
    "INSERT INTO messages (direction, state, phone, job_id, moment, body, segments, priority,"
    " created_at, provider_sid) SELECT CASE i WHEN 2 THEN 'in' ELSE 'out' END,"
    " CASE i WHEN 2 THEN 'received' ELSE 'delivered' END, k.phone, j.id, 'check_in',"
    " 'We have not forgotten you, number ' || j.id || ', line ' || i, 1, 30,"
    " j.created_at + i * interval '1 hour', 'SM' || lpad((j.id * 10 + i)::text, 32, '0')"
    " FROM jobs j JOIN contacts k ON k.id = j.contact_id, generate_series(1, 3) i"
    " WHERE k.name LIKE 'Household %'",
)
SIZES = {"empty": empty, "typical": typical, "thousand": thousand}
