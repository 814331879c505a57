"""A cold snap's Tuesday at Kiwi Drying, 12:40 pm: some twenty-five jobs, each at another point."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from browser.carrier import Day, drawn_face, drawn_room
from web.office import ANA, LUIS, MIA, Office

from fieldcomm.services import inbox, people, photos, promise_work, rota, triage, visits
from fieldcomm.services.check_broadcast import check_broadcast
from fieldcomm.services.draft_broadcast import save_draft
from fieldcomm.services.incidents import open_incident, resolve_incident, update_incident
from fieldcomm.services.run_broadcasts import run_broadcasts
from fieldcomm.services.send_broadcast import confirm_broadcast
from fieldcomm.services.send_outbox import send_outbox
from fieldcomm.services.tracking import link_for
from fieldcomm.services.updates import add_update

SAM, NIA = "+14045550113", "+14045550114"
# code: (phone's last two digits, who, where, what)
_HOUSES = {
    "K7F": (23, "Dana Reed", "14 Oak St, Atlanta", "kitchen drying"),
    "F2X": (24, "Familia Fox", "3 Ivy Ln, Atlanta", "sótano inundado"),
    "H3L": (25, "Ruth Hill", "8 Elm Ave, Decatur", "basement pump"),
    "D4Z": (26, "Omar Diaz", "77 Pine Rd, Atlanta", "ceiling stain"),
    "P5K": (27, "Owen Park", "52 Lake Dr, Marietta", "laundry room flood"),
    "G6B": (28, "Greene & Sons Bakery", "101 Main St, Atlanta", "store room drying"),
    "R7T": (29, "Rosa Ortiz", "9 Birch Ln, Birmingham", "burst pipe"),
    "N8R": (30, "Priya Nair", "27 Pine Ct, Atlanta", "hall and stairs drying"),
    "M9C": (31, "Marcus Cole", "610 Peachtree St NE, Apt 12, Atlanta", "bathroom leak"),
    "W2L": (32, "Wilhelmina Vandersloot-Okonkwo", "1200 Northside Parkway NW, Building C, Atlanta",
            "water through three floors from the roof tank"),
    "T3N": (33, "Tess Nolan", "19 Cherry St, Atlanta", "carpet drying"),
    "J4S": (34, "Joe Sato", "5 Mill Rd, Roswell", "attic leak"),
    "L5V": (35, "Lena Voss", "88 Hill St, Atlanta", "bedroom ceiling"),
    "B6E": (36, "Ben Eze", "31 Park Ave, Decatur", "water heater burst"),
    "C7A": (37, "Cara Abbot", "7 Fern Ct, Smyrna", "crawl space"),
    "S8M": (38, "Saul Meyer", "240 Moreland Ave, Atlanta", "shop floor"),
    "Y9D": (39, "Yara Daoud", "12 Vine St, Atlanta", "kitchen estimate"),
    "V2H": (40, "Vic Hart", "66 Glen Rd, Tucker", "pump return"),
    "A3P": (41, "Ada Price", "9 Rose Ln, Atlanta", "dehumidifier pick-up"),
    "E4G": (42, "Eli Grant", "150 West Ave, Atlanta", "flooring"),
    "Q5R": (43, "Quinn Rios", "4 Dale Ct, Atlanta", "garage flood"),
    "U6W": (44, "Uma Weber", "83 Grove St, Atlanta", "insurer's estimate"),
    "X7J": (45, "Xenia Jung", "21 Lark Ln, Atlanta", "finished basement"),
    "Z8B": (46, "Zoe Bauer", "37 Ash St, Atlanta", "powder room"),
    "D9F": (47, "Dev Farouk", "2 River Rd, Atlanta", "roof tarp"),
}  # fmt: skip
_ZONES = {"R7T": "America/Chicago"}
_URGENT = {"P5K": "infants", "Q5R": "rising_water", "B6E": "no_heat"}


def phone_of(code: str) -> str:
    return f"+140455501{_HOUSES[code][0]}"


def story(place: Office) -> None:
    """Everything an ordinary bad day leaves on the screens. The clock then stands at 12:40 pm EST."""
    day = Day(place)
    day.begin("2026-01-12T08:40")
    _crews(place)
    _monday(day)
    _tuesday(day)
    day.at("2026-01-13T12:39")
    _news(day)
    _untold(place)
    place.links["public.tracking"] = link_for(day.deps, "K7F", by="Ana Ruiz").rsplit("/", 1)[1]
    invited = people.add_user(
        day.deps, email="cy@example.com", role="dispatcher", name="Cy Vale", phone="+14045550103"
    )
    place.links["auth.link"] = str(invited["link"]).rsplit("/", 1)[1]


def _crews(place: Office) -> None:
    """Four crews, two with a portrait; who is at the desk this week and who is on call."""
    for name, phone in (("Sam Ito", SAM), ("Nia Brooks", NIA)):
        people.add_contractor(place.deps, name=name, phone=phone)
    ids = {row.phone: row.id for row in place.sql("SELECT id, phone FROM contractors")}
    luis = drawn_face("#cfe3e5", "#c68f6a", "#2b2320", "#0b6570")
    photos.set_portrait(place.deps, ids[LUIS], luis)
    mia = drawn_face("#efe3cf", "#e3b98f", "#15120f", "#7d4b00")
    photos.set_portrait(place.deps, ids[MIA], mia)
    users = {row.name: row.id for row in place.sql("SELECT id, name FROM users")}
    week = [date(2026, 1, 12) + timedelta(days=n) for n in range(5)]
    rota.add_shifts(
        place.deps, user_id=users["Ana Ruiz"], kind="shift", days=week, start="08:00", end="16:00"
    )
    rota.add_shifts(
        place.deps, user_id=users["Bo Lind"], kind="on_call", days=week, start="16:00", end="08:00"
    )
    rota.add_day_off(place.deps, ids[NIA], date(2026, 1, 15), date(2026, 1, 16))
    place.sql("UPDATE company SET review_link = 'https://kiwi.example/review', jobs_per_day = 6")


def _job(day: Day, *codes: str) -> None:
    for code in codes:
        _, name, address, what = _HOUSES[code]
        given: dict[str, Any] = {"timezone": _ZONES.get(code), "urgency": _URGENT.get(code)}
        given |= {"language": "es"} if code == "F2X" else {}
        day.place.job(
            phone_of(code), customer_name=name, address=address, summary=what, code=code, **given
        )
    day.settle()


def _book(day: Day, code: str, start: str, end: str, crew: str, **given: Any) -> None:
    date_ = "2026-01-13" if "T" not in start else ""
    visits.book(
        day.deps, code,
        window_from=f"{date_}T{start}" if date_ else start,
        window_to=f"{date_}T{end}" if date_ else end,
        contractor_phone=crew, **given,
    )  # fmt: skip
    day.settle()


def _accepted(day: Day, *codes: str) -> None:
    """Their crews say yes."""
    for code in codes:
        row = day.place.sql(
            "SELECT v.id FROM visits v JOIN jobs j ON j.id = v.job_id WHERE j.code = :c"
            " AND v.status = 'proposed'",
            c=code,
        )[0]  # fmt: skip
        visits.accept_for_contractor(day.deps, code, row.id)
    day.settle()


def _monday(day: Day) -> None:
    deps = day.deps
    _job(day, "K7F", "F2X", "H3L", "D4Z", "G6B", "N8R", "M9C", "W2L", "T3N", "J4S", "A3P", "X7J")
    _job(day, "Z8B", "V2H", "U6W", "E4G", "D9F")
    day.place.sql(
        "UPDATE customers SET notes = 'Gate code 4471. Beagle in the yard, friendly.', story ="
        " 'Pipe under the sink burst on Friday night. Water stood two inches deep until Saturday"
        " noon; the oak floor has begun to cup. Insured with Peach Mutual, claim opened.',"
        " told_by = 'Ana Ruiz', told_at = :now WHERE name = 'Dana Reed'",
        now=deps.clock.machine(),
    )
    day.at("2026-01-12T10:15")
    wet = drawn_room("#e5e0d6", "#a67c52", "#7fa6b8")
    hall = drawn_room("#dfe6e2", "#8a6a4a", "#8fb0c0")
    day.text(phone_of("K7F"), "Here is the kitchen and the hall, it is getting worse", wet, hall)
    promise_work.log_call(deps, "K7F", heard="spoke", by="Ana Ruiz", next_by="2026-01-12T15:00")
    _book(day, "X7J", "2026-01-12T11:00", "2026-01-12T13:00", LUIS, tell_now=True)
    _book(day, "Z8B", "2026-01-12T13:00", "2026-01-12T15:00", SAM, tell_now=True)
    day.at("2026-01-12T11:10")
    day.text(LUIS, "HERE X7J")
    day.at("2026-01-12T12:50")
    day.text(LUIS, "DONE X7J 4 fans in, we look again Thursday")
    _book(day, "X7J", "2026-01-15T09:00", "2026-01-15T11:00", LUIS, kind="return", tell_now=True)
    day.at("2026-01-12T14:40")
    promise_work.log_call(deps, "K7F", heard="spoke", by="Ana Ruiz")
    day.at("2026-01-12T16:40")
    _book(day, "K7F", "13:00", "15:00", LUIS)
    _book(day, "T3N", "09:00", "11:00", MIA)
    _book(day, "J4S", "12:00", "14:00", MIA)
    _book(day, "V2H", "10:00", "12:00", SAM, kind="return")
    _book(day, "A3P", "12:00", "14:00", SAM, kind="pickup")
    _book(day, "M9C", "15:00", "17:00", LUIS)
    _accepted(day, "K7F", "T3N", "J4S", "V2H", "A3P", "M9C")
    for code in ("K7F", "T3N", "V2H"):
        day.text(phone_of(code), "C")


def _tuesday(day: Day) -> None:
    deps, incidents = day.deps, _incidents(day)
    day.at("2026-01-13T08:20")
    next(incidents)
    for crew in (LUIS, MIA, SAM):
        day.text(crew, "Y")
    _job(day, "P5K", "R7T", "L5V", "B6E", "C7A", "S8M", "Y9D", "Q5R")
    day.at("2026-01-13T08:50")
    day.text(MIA, "OMW 20 T3N")
    day.at("2026-01-13T09:12")
    day.text(MIA, "HERE T3N")
    day.text(SAM, "LATE 40 V2H")
    _told(day)
    day.at("2026-01-13T10:40")
    next(incidents)
    day.text(MIA, "DONE T3N dry at last, fans are out")
    promise_work.add_callback(deps, "H3L", due="2026-01-13T12:20", owner_phone=ANA)
    promise_work.add_callback(deps, "N8R", due="2026-01-13T13:05", owner_phone=ANA)
    promise_work.log_call(deps, "D4Z", heard="no_answer", by="Ana Ruiz", next_by="2026-01-13T15:30")
    triage.snooze(
        deps, "U6W", until="2026-01-15T09:00", reason="Insurer answers by Thursday", by="Ana Ruiz"
    )
    _book(day, "F2X", "2026-01-14T09:00", "2026-01-14T11:00", MIA)
    _book(day, "Y9D", "2026-01-14T13:00", "2026-01-14T15:00", NIA, kind="estimate")
    _book(day, "E4G", "2026-01-14T10:00", "2026-01-14T12:00", LUIS)
    _accepted(day, "F2X", "E4G")
    day.text(phone_of("F2X"), "C")
    day.at("2026-01-13T11:30")
    next(incidents)
    day.carrier.dead.add(phone_of("S8M"))
    promise_work.send_manual(deps, "S8M", body="We can see you on Thursday.", by="Ana Ruiz")
    add_update(deps, "N8R", "The insurer has approved the drying.", by="Ana Ruiz")
    day.text(LUIS, "UPDATE E4G the planks have come in, we can start Wednesday")
    day.at("2026-01-13T12:05")
    next(incidents)
    day.text(phone_of("H3L"), "are the fans ok to turn off at night?")
    day.text(phone_of("G6B"), "nobody came yesterday and nobody called. what is going on??")
    day.text(phone_of("L5V"), "thanks so much, Luis was lovely")
    day.text(phone_of("W2L"), "water is near the outlets and I smell gas")
    day.text(MIA, "OMW 45 J4S")
    day.text(phone_of("C7A"), "can you call me after 3?")
    ana = day.place.sql("SELECT id FROM users WHERE name = 'Ana Ruiz'")[0].id
    asked = day.place.sql(
        "SELECT id FROM promises WHERE kind = 'reply' AND state = 'open' ORDER BY id LIMIT 1"
    )
    for row in asked:
        inbox.claim(deps, f"promise-{row.id}", user_id=ana)


def _incidents(day: Day) -> Iterator[None]:
    """Two, step by step: one that is over, one that goes on."""
    deps, by = day.deps, "Bo Lind"
    gone = {"happened": "Half of our trucks would not start.", "why": "It was 9 degrees."}
    over = open_incident(
        deps, title="Trucks frozen in", next_by="2026-01-13T14:00", by=by, **gone
    )  # fmt: skip
    yield
    resolve_incident(deps, over, words="All trucks are out again.", by=by)
    yield
    still = open_incident(
        deps,
        title="Texts go out late",
        happened="Texts from us reach some phones up to an hour late.",
        why="Our texting provider is slow this morning.",
        next_by="2026-01-13T15:00",
        by=by,
    )
    yield
    update_incident(
        deps, still, words="It has become better; we keep looking.", next_by="2026-01-13T16:00", by=by
    )  # fmt: skip
    yield


def _news(day: Day) -> None:
    """A broadcast under way, and one that nobody has confirmed."""
    deps, by = day.deps, "Bo Lind"
    day.place.sql("UPDATE senders SET segments_per_second = 1")
    _broadcast(day, "The roads are clear again, and all crews are out.", "waiting")
    for _ in range(5):
        run_broadcasts(deps, seconds=0)
        send_outbox(deps, seconds=0.1)
        day.place.clock.move(timedelta(seconds=3))
    save_draft(
        deps, words="We are open on Saturday.", words_es="Abrimos el sábado.",
        whom={"whom": "open"}, by=by,
    )  # fmt: skip


def _told(day: Day) -> None:
    """A broadcast from its first text to its last."""
    _broadcast(day, "Two more crews land tomorrow.", "open")
    day.settle()
    day.place.clock.move(timedelta(seconds=30))
    run_broadcasts(day.deps)
    day.settle()


def _broadcast(day: Day, words: str, whom: str) -> None:
    deps, by = day.deps, "Bo Lind"
    id_ = save_draft(deps, words=words, words_es="", whom={"whom": whom}, by=by)
    checked = check_broadcast(deps, id_)
    assert checked is not None
    confirm_broadcast(deps, id_, typed=str(checked.to_tell), role="manager", by=by)


def _untold(place: Office) -> None:
    """Two promises broken, one kept late: what reports, make-good and tracking show."""
    for code, state, cause in (
        ("K7F", "broken", "nobody called"), ("G6B", "broken", "nobody came"),
        ("H3L", "kept_late", None),
    ):  # fmt: skip
        place.sql(
            "INSERT INTO promises (kind, job_id, phone, words, due_at, state, cause, settled_at,"
            " created_at, stepped_to) SELECT 'callback', id, :p, 'We call you', created_at +"
            " interval '6 hours', :s, :c, created_at + interval '7 hours', created_at, created_at"
            " FROM jobs WHERE code = :code",
            p=phone_of(code), s=state, c=cause, code=code,
        )  # fmt: skip
