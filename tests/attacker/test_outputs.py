"""Screens, pictures and files tell an attacker nothing beyond what the pure functions told.

Of a world there is a second one: where the attacker's walk ended, among all that may have been answered. Both are lived
through in a real database; whoever asks for anything must see the same in both. Then no output helps to tell them
apart, and what `test_attacker` reckons with is all there is.
"""

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from bot.demo.past_rounds import asked_in, open_silently
from bot.demo.population import PersonPlan, settle
from bot.demo.writing_answers import FilledIn, write
from bot.running import prepare
from rules import window_figures
from rules.access import Role
from rules.check_in import Given
from rules.telling import MINIMUM_GROUP, Told
from scheduler import round_control
from storage import rounds, windows
from storage.connection import Connection
from storage.database import Database
from storage.rounds import Opening
from tests.attacker.belief import Belief
from tests.attacker.people import OPTIONS, TRIPLES
from tests.attacker.worlds import WINDOWS, World, world
from tests.once import PROGRAMME
from tests.postgres import Postgres
from tests.properties.questions import LEADERS, MANAGER, Query, queries
from tests.properties.test_small_groups import SCALES, STEPS, ask
from tests.storage.population import NOW, practice

#: Persons' numbers: the people of a world, and after them the attacker's own account.
FIRST, ACCOUNT = 100, 199
TOGETHER = 3
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


def another(shape: World, seed: int) -> World:
    """One of all the worlds in which the same would have been seen."""
    belief = Belief(shape, seed)
    belief.walk(30)
    return replace(shape, lives=belief.lives)


async def lived_through(address: str, shape: World) -> tuple[dict[Query, bytes], list[list[Told | None]]]:
    """What everybody sees of everything, and what was told by window and question."""
    database = Database(address)
    try:
        return await _lived_through(database, shape)
    finally:
        await database.close()


async def _lived_through(database: Database, shape: World) -> tuple[dict[Query, bytes], list[list[Told | None]]]:
    await prepare(database, PROGRAMME, lambda: NOW)
    async with database.write() as connection:
        here = await _populate(connection, shape)
        for window in range(WINDOWS):
            for number in range(TOGETHER):
                await _hold_round(connection, shape, window, number)
        closed = [one.id for one in await rounds.closed_in(connection, here)]
        told = [[one.told(scale) for scale in SCALES] for one in await windows.of_practice(connection, here)]
    return {query: await ask(database, query) for query in queries([here], closed)}, told


async def _populate(connection: Connection, shape: World) -> int:
    here = await practice(connection)
    plans = [PersonPlan(MANAGER, [Role.MANAGER], None, id=MANAGER)]
    plans.append(PersonPlan(LEADERS["zwolle"], [Role.COORDINATOR], here, id=LEADERS["zwolle"]))
    caregivers = [*range(FIRST, FIRST + len(shape.lives)), ACCOUNT]
    plans += [PersonPlan(person, [Role.CAREGIVER], here, id=person) for person in caregivers]
    await settle(connection, plans, NOW - timedelta(days=400))
    return here


async def _hold_round(connection: Connection, shape: World, window: int, number: int) -> None:
    """Everybody who is counted in a window answers in its first round."""
    before = TOGETHER * (WINDOWS - window) - number
    at, on = NOW - timedelta(weeks=2 * before), date(2026, 12, 1) - timedelta(weeks=2 * before)
    opening = Opening(await practice(connection), on, on, at, at + timedelta(days=6))
    opened = await open_silently(connection, [opening], PROGRAMME.schedule)
    said = _answers(shape, window) if number == 0 else {}
    filled = [
        FilledIn(mine.check_in_id, mine.round_id, person, at, [(step, Given(said[person][step.key])) for step in ASKED])
        for person, mine in (await asked_in(connection, opened)).items()
        if person in said
    ]
    await write(connection, filled)
    await round_control.close_rounds(connection, opened, PROGRAMME, MINIMUM_GROUP, at + timedelta(days=6))


ASKED = [step for step in STEPS if step.key in SCALES]


def _answers(shape: World, window: int) -> dict[int, dict[str, str]]:
    """By person and question the option's key, of who is in the sights of this window."""
    found: dict[int, dict[str, str]] = {}
    for sight in (one for one in shape.sights if one.window == window):
        scale = SCALES[sight.question]
        for person in sight.members:
            found.setdefault(FIRST + person, {})[scale] = _key(TRIPLES[shape.lives[person][window]][sight.question])
        for option in sight.own:
            found.setdefault(ACCOUNT, {})[scale] = _key(option)
    return found


def _key(option: int) -> str:
    return str(option + 1)


def by_the_rule(shape: World) -> dict[tuple[int, int], Told | None]:
    found: dict[tuple[int, int], Told | None] = {}
    for sight in shape.sights:
        said = [TRIPLES[shape.lives[person][sight.window]][sight.question] for person in sight.members]
        found[sight.window, sight.question] = sight.shown([said.count(option) for option in range(OPTIONS)])
    return found


@cache
def worlds_with_sights() -> list[int]:
    """Seeds of worlds in which anything is looked at: of the others nothing is seen by the rule."""
    return [seed for seed in range(450) if world(seed, 0.7).sights]


async def differ(empty: Empty, number: int) -> tuple[World, list[Query], list[list[Told | None]]]:
    """A world, what somebody sees in it and not in another that looks the same to the rule, and what was told."""
    seed = worlds_with_sights()[number]
    true = world(seed, 0.7)
    other = another(true, seed)
    assert by_the_rule(true) == by_the_rule(other)
    with empty() as address:
        seen, told = await lived_through(address, true)
    with empty() as address:
        as_well, _ = await lived_through(address, other)
    return true, [query for query in seen if seen[query] != as_well[query]], told


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
    assert {(window, question): told[window][question] for window, question in by_the_rule(true)} == by_the_rule(true)


async def test_an_output_that_tells_more_would_be_seen(empty: Empty, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window_figures, "told", lambda counts, _: Told(tuple(counts), False) if any(counts) else None)
    _, differing, _ = await differ(empty, 0)
    assert differing
