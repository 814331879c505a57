"""Who is in the storm: the office, its crews, and households whose pipes burst on a cold-snap curve."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from fieldcomm.services import people
from fieldcomm.services.surge import switch_surge
from fieldcomm.storm import says
from fieldcomm.storm.crew import Crew
from fieldcomm.storm.diary import WINDOWS, Diary
from fieldcomm.storm.dice import Dice
from fieldcomm.storm.household import Household
from fieldcomm.storm.office import OPENS, SHUTS, Dispatcher
from fieldcomm.storm.options import FIRST_MORNING, Options, phone_number
from fieldcomm.storm.rarer import rarer_things
from fieldcomm.storm.world import Person, World

# The frost comes on the first night: most pipes burst on the first two days.
_BY_DAY = (0.34, 0.28, 0.18, 0.12, 0.08)
_BY_HOUR = dict(zip(range(6, 23), (2, 5, 8, 9, 9, 8, 7, 6, 6, 6, 6, 7, 8, 6, 4, 2, 1), strict=True))
OUTAGE_MINUTES = (8, 40)
MANAGER = "Bo Lind"


def settle_town(world: World) -> None:
    """Everybody at their place on the first morning; what comes stands on the agenda."""
    numbers = iter(range(10_000))
    deps, options = world.deps, world.options
    crews = []
    for n in range(options.crews):
        phone, name = phone_number(next(numbers)), _named(says.CREWS, n)
        people.add_contractor(deps, name=name, phone=phone)
        crew_id = world.rows("SELECT id FROM contractors WHERE phone = :p", p=phone)[0].id
        crews.append(Crew(world, n, crew_id, name, phone))
    diary = Diary([(crew.id, crew.phone) for crew in crews], options.days)
    desks = []
    for n in range(options.dispatchers):
        phone, name = phone_number(next(numbers)), _named((MANAGER, *says.OFFICE), n)
        role = "manager" if n == 0 else "dispatcher"
        people.add_user(
            deps, email=f"desk{n}@example.com", role=role, name=name, phone=phone, on_call=True
        )
        user_id = world.rows("SELECT id FROM users WHERE phone = :p", p=phone)[0].id
        desks.append(Dispatcher(world, n, user_id, name, phone, diary))
    switch_surge(deps, on=True, per_day=str(options.crews * len(WINDOWS)), by=MANAGER)
    households = [
        Household(world, n, phone_number(next(numbers))) for n in range(options.customers)
    ]
    everybody: list[Person] = [*crews, *desks, *households]
    world.people |= {person.phone: person for person in everybody}
    for crew in crews:
        crew.begins()
    for desk in desks:
        desk.begins()
    _pipes_burst(world, households, desks)
    _provider_fails(world)
    if options.faults is not None:
        rarer_things(world, households[0].phone, MANAGER)


def _named(names: tuple[str, ...], n: int) -> str:
    return names[n % len(names)] + (f" {n // len(names) + 1}" if n >= len(names) else "")


def _pipes_burst(world: World, households: list[Household], desks: list[Dispatcher]) -> None:
    dice = Dice(world.options.seed, "frost")
    days = dict(enumerate(_BY_DAY[: world.options.days]))
    hours = _hours(world.options)
    for n, household in enumerate(households):
        hour = dice.weighed(hours)
        at = (
            FIRST_MORNING + timedelta(days=dice.weighed(days), hours=hour - 6) + dice.minutes(0, 60)
        )
        desk = desks[n % len(desks)]
        world.agenda.at(at, partial(_asks_for_help, world, household, desk))


def _hours(options: Options) -> dict[int, int]:
    """Of a short only day, those that leave time for what follows."""
    if options.hours is None or options.days > 1:
        return _BY_HOUR
    return {h: w for h, w in _BY_HOUR.items() if h < max(7, 5 + options.hours)}


def _asks_for_help(world: World, household: Household, desk: Dispatcher) -> None:
    if household.by_text:
        household.text("first", 0, 3)
        household.begins()
    elif OPENS <= world.local.time() < SHUTS:
        desk.takes_call(household)
    else:  # nobody answers at night: they ring again when the office opens
        world.agenda.at(_opening(world.local), lambda: desk.takes_call(household))


def _opening(local: datetime) -> datetime:
    day = local.date() + timedelta(days=local.time() >= SHUTS)
    return datetime.combine(day, OPENS, local.tzinfo) + timedelta(minutes=local.minute)


def _provider_fails(world: World) -> None:
    """Every other day the provider is away for a while."""
    dice = Dice(world.options.seed, "outages")
    for day in range(1, world.options.days, 2):
        at = FIRST_MORNING + timedelta(days=day, hours=2) + dice.minutes(0, 60 * 11)
        until = at + dice.minutes(*OUTAGE_MINUTES)
        world.truth.outages.append((at, until))
        world.agenda.at(at, partial(setattr, world.provider, "away_until", until))
