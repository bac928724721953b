"""Screens, pictures and files tell an attacker nothing beyond what the pure functions told.

Of a world there is a second one: where the attacker's walk ended, among all that may have been answered. Both are lived
through in a real database; whoever asks for anything must see the same in both. Then no output helps to tell them
apart, and what `test_attacker` reckons with is all there is.
"""

import random
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from bot.demo.design_questions import trying_out, work_on
from bot.demo.past_rounds import asked_in, open_silently
from bot.demo.population import PersonPlan, settle
from bot.demo.writing_answers import FilledIn, write
from bot.running import prepare
from rules import window_figures
from rules.access import Role
from rules.check_in import Given, Step, possible_steps
from rules.telling import MINIMUM_GROUP, Told, may_be_told
from rules.window_figures import Window
from scheduler import round_control
from storage import cycles, expectations, recommendations, rounds, windows
from storage.connection import Connection
from storage.database import Database
from storage.rounds import Opening
from tests.attacker.belief import Belief
from tests.attacker.people import SAID, SIZES
from tests.attacker.worlds import GROUPS, WINDOWS, World, world
from tests.once import PROGRAMME
from tests.postgres import Postgres
from tests.properties.questions import LEADERS, MANAGER, Query, queries
from tests.properties.test_small_groups import SCALES, ask
from tests.storage.population import NOW, practice

#: Persons' numbers: the people of a world, and after them the attacker's own account; and as many participants.
FIRST, ACCOUNT, PARTICIPANTS = 100, 199, 300
TOGETHER = 3
#: What is asked of participants, told by option: in each window they choose by lot.
HEARD = "voice"
#: Of caregivers, by number: the scales, and whether it mattered.
QUESTIONS = (*SCALES, window_figures.MATTERED)
Empty = Callable[[], AbstractContextManager[str]]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Empty:
    """Opens a migrated database of a kind with nothing in it, as often as it is called."""

    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        migrated: str = request.getfixturevalue("migrated_url")
        return lambda: server.database(like=migrated)
    file: Path = request.getfixturevalue("migrated_file")
    return lambda: nullcontext(f"sqlite:///{shutil.copy(file, tmp_path / 'bot.db')}")


@dataclass(frozen=True)
class Lived:
    """A world, and what participants heard: by window and person (as in the world) the option's number."""

    shape: World
    heard: Sequence[Mapping[int, int]]


def lived(shape: World, seed: int) -> Lived:
    """As many participants as caregivers, with something that most heard."""
    chance = random.Random(seed)
    return Lived(shape, [{one: min(chance.randrange(5), 3) for one in each.by[Role.CAREGIVER]} for each in shape.there])


def another(true: Lived, seed: int) -> Lived:
    """One of all the worlds in which the same would have been seen."""
    belief, chance = Belief(true.shape, seed), random.Random(seed)
    belief.walk(30)
    heard = [_as_silent(each, chance) or _exchanged(each, chance) for each in true.heard]
    return Lived(replace(true.shape, lives=belief.lives), heard)


def _exchanged(chosen: Mapping[int, int], chance: random.Random) -> dict[int, int]:
    options = list(chosen.values())
    chance.shuffle(options)
    return dict(zip(chosen, options, strict=True))


def _as_silent(chosen: Mapping[int, int], chance: random.Random) -> dict[int, int] | None:
    """Other choices of which nothing may be told either, for of these it may not; None: it may."""
    if may_be_told(list(Counter(chosen.values()).values()), MINIMUM_GROUP):
        return None
    most = chance.randrange(4)
    return {
        one: most if chance.random() < 0.9 or number % 4 else chance.randrange(4) for number, one in enumerate(chosen)
    }


async def lived_through(address: str, lived: Lived) -> tuple[dict[Query, bytes], list[list[Told | None]]]:
    """What everybody sees of everything, and what was told by window and question."""
    database = Database(address)
    try:
        return await _lived_through(database, lived)
    finally:
        await database.close()


async def _lived_through(database: Database, lived: Lived) -> tuple[dict[Query, bytes], list[list[Told | None]]]:
    await prepare(database, PROGRAMME, lambda: NOW)
    async with database.write() as connection:
        here = await _populate(connection, lived.shape)
        for window in range(WINDOWS):
            for number in range(TOGETHER):
                await _hold_round(connection, lived, window, number)
        closed = [one.id for one in await rounds.closed_in(connection, here)]
        told = [_told(one) for one in await windows.of_practice(connection, here)]
    return {query: await ask(database, query) for query in queries([here], closed)}, told


async def _populate(connection: Connection, shape: World) -> int:
    here = await practice(connection)
    plans = [PersonPlan(MANAGER, [Role.MANAGER], None, id=MANAGER)]
    plans.append(PersonPlan(LEADERS["zwolle"], [Role.COORDINATOR], here, id=LEADERS["zwolle"]))
    caregivers = [*range(FIRST, FIRST + len(shape.lives)), ACCOUNT]
    plans += [PersonPlan(person, [Role.CAREGIVER], here, id=person) for person in caregivers]
    heard = range(PARTICIPANTS, PARTICIPANTS + len(shape.lives))
    plans += [PersonPlan(person, [Role.PARTICIPANT], here, id=person) for person in heard]
    await settle(connection, plans, NOW - timedelta(days=400))
    for slug in ("zwolle", "ede"):
        await _try_out(connection, await practice(connection, slug), NOW - timedelta(days=400))
    return here


async def _try_out(connection: Connection, here: int, at: datetime) -> None:
    """An experiment with all that a practice writes down of one, beside which its figures are told."""
    (tried,) = await work_on(connection, here, [trying_out("Logeerhuis")], at)
    await expectations.write(connection, tried, "Wij verwachten meer rust", at)
    await cycles.begin(connection, tried, None, at)
    looked_back = await cycles.newest(connection, tried)
    assert looked_back
    await cycles.learn(connection, looked_back.id, "Rust kwam pas later", at)
    await cycles.decide(connection, looked_back.id, "keep", at)
    await recommendations.recommend(connection, tried, at)


async def _hold_round(connection: Connection, lived: Lived, window: int, number: int) -> None:
    """Everybody who is counted in a window answers in its first round, and when it is asked whether it mattered."""
    before = TOGETHER * (WINDOWS - window) - number
    at, on = NOW - timedelta(weeks=2 * before), date(2026, 12, 1) - timedelta(weeks=2 * before)
    opening = Opening(await practice(connection), on, on, at, at + timedelta(days=6))
    opened = await open_silently(connection, [opening], PROGRAMME.schedule)
    said = _said(lived, window, number)
    filled = [
        FilledIn(mine.check_in_id, mine.round_id, person, at, said[person])
        for person, mine in (await asked_in(connection, opened)).items()
        if person in said
    ]
    await write(connection, filled)
    await round_control.close_rounds(connection, opened, PROGRAMME, MINIMUM_GROUP, at + timedelta(days=6))


#: By key: each step of a first round, and of the one in which it is asked whether it mattered.
ASKED: Mapping[str, Step] = {
    step.key: step for number in (1, 4) for step in possible_steps(PROGRAMME.forms, [], round_number=number)
}
_Given = Sequence[tuple[Step, Given]]


def _asks_whether_it_mattered(window: int, number: int) -> bool:
    return (TOGETHER * window + number + 1) % (ASKED[window_figures.MATTERED].question.every or 1) == 0


#: The windows in one of whose rounds that is asked.
ASKED_IN = [one for one in range(WINDOWS) if any(_asks_whether_it_mattered(one, number) for number in range(TOGETHER))]


def _said(lived: Lived, window: int, number: int) -> dict[int, _Given]:
    """By person what they say in this round of the window: also where nothing will be told of it."""
    found: dict[int, list[tuple[Step, Given]]] = defaultdict(list)
    there, asked = lived.shape.there[window], list[str]()
    asked += [Role.CAREGIVER] if number == 0 else []
    asked += [window_figures.MATTERED] if _asks_whether_it_mattered(window, number) else []
    for group in asked:
        for question in GROUPS[group]:
            for person in there.by[group]:
                found[FIRST + person].append(_chose(question, SAID[lived.shape.lives[person][window]][question]))
            for own in there.own:
                found[ACCOUNT].append(_chose(question, own[question]))
    for person, option in lived.heard[window].items() if number == 0 else ():
        found[PARTICIPANTS + person].append(_option(HEARD, option))
    return dict(found)


def _chose(question: int, option: int) -> tuple[Step, Given]:
    return _option(QUESTIONS[question], option)


def _option(question: str, option: int) -> tuple[Step, Given]:
    return ASKED[question], Given(ASKED[question].question.options[option].key)


def by_the_rule(shape: World) -> list[list[Told | None]]:
    """By window and question."""
    found: list[list[Told | None]] = [[None] * len(QUESTIONS) for _ in range(WINDOWS)]
    for sight in shape.sights:
        said = [SAID[shape.lives[person][sight.window]][sight.question] for person in sight.members]
        found[sight.window][sight.question] = sight.shown(
            [said.count(option) for option in range(SIZES[sight.question])]
        )
    return found


def _told(window: Window) -> list[Told | None]:
    mattered = window.figures.mattered if window.figures else None
    by_option = Told(tuple(mattered.values()), by_class=False) if mattered else None
    return [*(window.told(scale) for scale in SCALES), by_option]


@cache
def worlds_with_sights() -> list[int]:
    """Seeds of worlds in which anything is looked at: of the others nothing is seen by the rule."""
    return [seed for seed in range(450) if world(seed, 0.7, asked=ASKED_IN).sights]


async def differ(empty: Empty, number: int) -> tuple[World, list[Query], list[list[Told | None]]]:
    """A world, what somebody sees in it and not in another that looks the same to the rule, and what was told."""
    seed = worlds_with_sights()[number]
    true = lived(world(seed, 0.7, asked=ASKED_IN), seed)
    other = another(true, seed)
    assert by_the_rule(true.shape) == by_the_rule(other.shape)
    with empty() as address:
        seen, told = await lived_through(address, true)
    with empty() as address:
        as_well, _ = await lived_through(address, other)
    return true.shape, [query for query in seen if seen[query] != as_well[query]], told


@pytest.mark.parametrize(
    "number",
    [
        0,
        *(pytest.param(number, marks=pytest.mark.slow) for number in range(1, 20)),
        *(pytest.param(number, marks=pytest.mark.nightly) for number in range(20, 200)),
    ],
)
async def test_no_output_tells_apart_what_the_rule_does_not(empty: Empty, number: int) -> None:
    true, differing, told = await differ(empty, number)
    assert differing == []
    assert told == by_the_rule(true)


async def test_an_output_that_tells_more_would_be_seen(empty: Empty, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window_figures, "told", lambda counts, _: Told(tuple(counts), False) if any(counts) else None)
    _, differing, _ = await differ(empty, 0)
    assert differing


@pytest.mark.slow
async def test_whether_it_mattered_and_what_was_heard_is_told_and_would_be_seen(
    empty: Empty, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window_figures, "may_be_told", lambda counts, _: any(counts))
    assert [number for number in range(5) if (await differ(empty, number))[1]]
