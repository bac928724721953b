"""An attacker who knows every answer but one, and asks whatever the bot lets anybody ask, does not learn that one.

Of a world (practices, rounds, answers by lot) there are five copies that differ in one score only: one of a group that
is too small to be shown. Whoever asks the same in all copies must see the same in all of them: then what they see fits
every answer, and they know no more than before. (The last answer of a group that *is* shown follows from the others
and the total, as from any total; decision 12 says so.)
"""

import pickle
import random
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec import structs

from bot.demo.design_questions import trying_out, work_on
from bot.demo.past_rounds import Asked, asked_in, open_silently
from bot.demo.population import PersonPlan, settle
from bot.demo.writing_answers import FilledIn, write
from delivery.export_tables import Tables
from delivery.rendering import RenderingContext, render
from delivery.rendering.context import Rendered
from rules import window, window_figures
from rules.access import Role
from rules.address import Address
from rules.check_in import Given, possible_steps
from rules.payloads.payload import stored
from rules.telling import Told
from rules.window_figures import Window
from scheduler import round_control
from storage import people, rounds, windows
from storage.connection import Connection
from storage.database import Database
from storage.exports import Export
from storage.rounds import Opening
from storage.sending import Row
from tests.once import CATALOGUES, PROGRAMME
from tests.properties.questions import LEADERS, MANAGER, PRACTICES, Query, queries
from tests.storage.population import NOW, practice
from texts.message import Message

#: Small groups are found faster where the smallest one shown is not large.
K = 3
WORLDS, SEQUENCES, LONGEST = 10, 1_000, 12
SCALES = ("samen", "volhouden", "goed")
ROUNDS = 3
STEPS = possible_steps([form for form in PROGRAMME.forms if form.role == "caregiver"], [])
T = CATALOGUES.translator("nl")
Score = tuple[str, int, int, str]  # practice, round, person, question


@dataclass
class World:
    """Who answered what: caregivers by practice, scores by Score; who erases everything afterwards."""

    caregivers: dict[str, list[int]]
    scores: dict[Score, int]
    erased: list[int] = field(default_factory=list)

    def group(self, one: Score) -> set[int]:
        """Who answered this question in this practice: all rounds are one window."""
        return {other[2] for other in self.scores if (other[0], other[3]) == (one[0], one[3])}

    def hidden(self) -> list[Score]:
        return [one for one in self.scores if len(self.group(one)) < K and one[2] not in self.erased]


def world(seed: int) -> World:
    """By lot, with groups of every size around the smallest that is shown."""
    chance = random.Random(seed)
    caregivers = {slug: [100 * n + i for i in range(chance.randint(1, 6))] for n, slug in enumerate(PRACTICES, 1)}
    scores = {
        (slug, number, person, question): chance.randint(1, 5)
        for slug, persons in caregivers.items()
        for number in range(ROUNDS)
        for person in persons
        for question in SCALES
        if chance.random() < 0.7
    }
    everybody = [person for persons in caregivers.values() for person in persons]
    return World(caregivers, scores, chance.sample(everybody, min(2, len(everybody) - 1)))


@asynccontextmanager
async def built(template: Path, file: Path, shape: World) -> AsyncIterator[Database]:
    """A database of its own in which all of this happened."""
    shutil.copy(template, file)
    async with lived_in(f"sqlite:///{file}", shape) as database:
        yield database


@asynccontextmanager
async def lived_in(address: str, shape: World) -> AsyncIterator[Database]:
    """All of it happens: registered, asked, answered, closed and frozen, some erased. It was prepared, and empty."""
    database = Database(address)
    async with database.write() as connection:
        await _populate(connection, shape)
        for number in range(ROUNDS):
            await _hold_round(connection, shape, number)
        for person in shape.erased:
            await people.erase(connection, person)
    yield database
    await database.close()


async def _populate(connection: Connection, shape: World) -> None:
    plans = [PersonPlan(MANAGER, [Role.MANAGER], None, id=MANAGER)]
    for slug in PRACTICES:
        here, leader = await practice(connection, slug), LEADERS[slug]
        plans += [PersonPlan(person, [Role.CAREGIVER], here, id=person) for person in shape.caregivers[slug]]
        plans.append(PersonPlan(leader, [Role.COORDINATOR], here, id=leader))
        await work_on(connection, here, [trying_out("Logeerhuis")], NOW - timedelta(days=200))
    await settle(connection, plans, NOW - timedelta(days=200))


async def _hold_round(connection: Connection, shape: World, number: int) -> None:
    at = NOW - timedelta(weeks=2 * (ROUNDS - number))
    on = date(2026, 1, 6) + timedelta(weeks=2 * number)
    openings = [Opening(await practice(connection, slug), on, on, at, at + timedelta(days=6)) for slug in PRACTICES]
    opened = await open_silently(connection, openings, PROGRAMME.schedule)
    asked = await asked_in(connection, opened)
    filled = [_filled_in(shape, number, person, mine, at) for person, mine in asked.items()]
    await write(connection, [one for one in filled if one.given])
    await round_control.close_rounds(connection, opened, PROGRAMME, K, at + timedelta(days=6))


def _filled_in(shape: World, number: int, person: int, mine: Asked, at: datetime) -> FilledIn:
    said = {one[3]: score for one, score in shape.scores.items() if one[1:3] == (number, person)}
    given = [(step, Given(str(said[step.key]))) for step in STEPS if step.key in said]
    return FilledIn(mine.check_in_id, mine.round_id, person, at, given)


async def ask(database: Database, query: Query) -> bytes:
    """Everything they see, and what a file is drawn from, as bytes to compare."""
    if query.asked is None:
        return await _export(database, query)
    row = Row(0, *stored(query.asked), query.viewer, Address(query.viewer), None, 1, 0, "nl")
    async with database.read() as connection:
        context = RenderingContext(connection, row, T, PROGRAMME, K, "bot", NOW)
        return _seen(await render(context, query.asked))


def _seen(rendered: Rendered) -> bytes:
    if not isinstance(rendered, Message):
        return b""
    drawn = pickle.dumps(rendered.file.make) if rendered.file else b""
    before = b"".join(_seen(first) for first in rendered.ahead)
    return before + repr(structs.replace(rendered, file=None, ahead=())).encode() + drawn


async def _unseen(*_: int) -> None:
    """How far an export is tells nothing of what is in it."""


async def _export(database: Database, query: Query) -> bytes:
    async with database.read() as connection:
        viewer = await people.viewer_by_id(connection, query.viewer)
    leads = viewer and viewer.roles & {Role.COORDINATOR, Role.MANAGER}
    if viewer is None or not leads or (Role.MANAGER not in viewer.roles and viewer.practice_id != query.exports):
        return b""  # handlers and exporter refuse it: see test_export
    export = Export(1, query.viewer, query.exports, None, "csv", None, 0, 0, "writing", 1, None)
    tables = Tables(database, export, PROGRAMME, T)
    return repr([frame async for frame in tables.frames(_unseen)]).encode()


def copies(seed: int) -> list[World]:
    """The world, and the same with every other score for one answer that nobody may find out; the true one first."""
    true = world(seed)
    hidden = true.hidden()
    if not hidden:
        return [true]
    secret = random.Random(seed).choice(hidden)
    others = [score for score in range(1, 6) if score != true.scores[secret]]
    return [true, *(replace(true, scores={**true.scores, secret: score}) for score in others)]


async def answers_in(template: Path, file: Path, shape: World) -> dict[Query, bytes]:
    async with built(template, file, shape) as database:
        async with database.read() as connection:
            practice_ids = [await practice(connection, slug) for slug in PRACTICES]
            round_ids = [one.id for each in practice_ids for one in await rounds.closed_in(connection, each)]
        return {query: await ask(database, query) for query in queries(practice_ids, round_ids)}


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, WORLDS))])
async def test_no_sequence_of_questions_tells_a_hidden_answer(template: Path, tmp_path: Path, seed: int) -> None:
    seen = [await answers_in(template, tmp_path / f"{n}.db", copy) for n, copy in enumerate(copies(seed))]
    chance, everything = random.Random(seed), list(seen[0])
    recovered = 0
    for _ in range(SEQUENCES):
        asked = chance.choices(everything, k=chance.randint(1, LONGEST))
        fits = sum([all(copy[query] == seen[0][query] for query in asked) for copy in seen])
        recovered += fits < len(seen)
    assert recovered == 0
    assert [query for query in everything if len({copy[query] for copy in seen}) > 1] == []


def _tells_anything(counts: Sequence[int], _minimum_group: int) -> Told | None:
    return Told(tuple(counts), by_class=False) if any(counts) else None


@pytest.mark.slow
async def test_the_attacker_would_notice(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the protection taken away the same questions do tell."""
    worlds = [copies(seed) for seed in range(1, 6)]  # an older answer is in no figure at all: one world may not do
    monkeypatch.setattr(window_figures, "told", _tells_anything)
    monkeypatch.setattr(window, "may_look", lambda *_: True)
    monkeypatch.setitem(globals(), "K", 1)
    told = 0
    for seed, alike in enumerate(worlds):
        seen = [await answers_in(template, tmp_path / f"{seed}-{n}.db", copy) for n, copy in enumerate(alike)]
        told += any(len({copy[query] for copy in seen}) > 1 for query in seen[0])
    assert told > 0


async def test_the_figures_of_a_closed_window_outlive_an_erasure(template: Path, tmp_path: Path) -> None:
    before, after = [
        await _frozen(template, tmp_path / name, shape)
        for name, shape in (("before.db", replace(world(2), erased=[])), ("after.db", world(2)))
    ]
    assert before == after


async def _frozen(template: Path, file: Path, shape: World) -> list[Window]:
    async with built(template, file, shape) as database, database.read() as connection:
        practice_ids = [await practice(connection, slug) for slug in PRACTICES]
        return [one for each in practice_ids for one in await windows.of_practice(connection, each)]
