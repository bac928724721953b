"""What the database counts is what one counts by hand."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from rules.access import ANSWERING, Role
from rules.check_in import Given, possible_steps, score
from rules.summary import Response
from storage import experiments, figures
from storage.connection import Connection
from storage.database import Database
from storage.tables import answers, check_ins, design_questions, metadata, people, practices, rounds
from storage.tables import experiments as tried
from tests.once import PROGRAMME
from tests.storage.population import NOW, experiments_in, member, open_round, opening, practice

SCALES = ("samen", "volhouden", "goed")
ROUNDS = {1: "zwolle", 2: "ede"}
WALK = possible_steps([form for role in ANSWERING if (form := PROGRAMME.form(role))], [])
SKIPPED = Given()


@dataclass(frozen=True)
class Part:
    """Somebody's part in a round: the roles they were asked in, and what they said to each step of the walk."""

    round_id: int
    roles: frozenset[Role]
    said: Sequence[Given | None]

    def answers(self) -> list[tuple[str, str, Given]]:
        """(role, question, answer) of what was answered or skipped."""
        pairs = zip(WALK, self.said, strict=True)
        return [(step.role, step.question.key, said) for step, said in pairs if said and Role(step.role) in self.roles]


def said_to(step: Any) -> st.SearchStrategy[Given | None]:
    given = [Given(option.key) for option in step.question.options] or [Given(text="een tekst")]
    return st.sampled_from([None, SKIPPED, *given])


parts = st.builds(
    Part,
    st.sampled_from(list(ROUNDS)),
    st.sets(st.sampled_from(ANSWERING), min_size=1).map(frozenset),
    st.tuples(*map(said_to, WALK)),
)


@given(crowd=st.lists(parts, max_size=20))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_the_database_counts_as_one_counts_by_hand(database: Database, crowd: list[Part]) -> None:
    async with database.write() as connection:
        await _empty(connection)
        await _hold(connection, crowd)
        counted = await figures.count(connection, list(ROUNDS))
    for round_id, found in counted.items():
        here = [part for part in crowd if part.round_id == round_id]
        assert dict(found.response) == responses(here)


def responses(here: Sequence[Part]) -> dict[str, Response]:
    asked = Counter(role for part in here for role in part.roles)
    answered = Counter(
        role for part in here for role in {role for role, _, given in part.answers() if given != SKIPPED}
    )
    return {role.value: Response(answered[role.value], number) for role, number in asked.items()}


async def _empty(connection: Connection) -> None:
    for table in reversed(metadata.sorted_tables):
        if table is not practices:
            await connection.execute(table.delete())


async def _hold(connection: Connection, crowd: Sequence[Part]) -> None:
    """Two rounds in which this crowd took part, written straight into the tables."""
    for round_id, place in ROUNDS.items():
        window = opening(await practice(connection, place))
        values = {name: getattr(window, name) for name in window.__struct_fields__ if name != "resting"}
        await connection.execute(rounds.insert().values(id=round_id, number=1, state="closed", **values))
    if crowd:
        numbered = list(enumerate(crowd, 1))
        await connection.execute(people.insert(), [_person(number) for number, _ in numbered])
        await connection.execute(check_ins.insert(), [_check_in(number, part) for number, part in numbered])
    if rows := [row for number, part in enumerate(crowd, 1) for row in _answers(number, part)]:
        await connection.execute(answers.insert(), rows)


def _person(number: int) -> dict[str, Any]:
    return {"id": number, "address": number, "language": "nl", "created_at": NOW}


def _check_in(number: int, part: Part) -> dict[str, Any]:
    return {
        "id": number,
        "round_id": part.round_id,
        "person_id": number,
        "as_caregiver": Role.CAREGIVER in part.roles,
        "as_participant": Role.PARTICIPANT in part.roles,
    }


def _answers(number: int, part: Part) -> list[dict[str, Any]]:
    asked = {step.question.key: step.question for step in WALK}
    return [
        {
            "check_in_id": number,
            "round_id": part.round_id,
            "step": question,
            "role": role,
            "question": question,
            "question_version": 1,
            "option": given.option,
            "score": score(asked[question], given),
            "text": given.text,
            "answered_at": NOW,
        }
        for role, question, given in part.answers()
    ]


async def test_of_no_rounds_there_are_no_figures(database: Database) -> None:
    async with database.read() as connection:
        assert await figures.count(connection, []) == {}
        assert await figures.snapshot(connection, 1) is None


async def test_the_summary_knows_how_each_experiment_stands(database: Database) -> None:
    async with database.write() as connection:
        bram = await member(connection, 1, Role.PARTICIPANT)
        reported, _ = await experiments_in(connection, "Logeerhuis", "Zorgmap")
        await experiments.report(connection, reported, bram.person_id, "stuck", NOW - timedelta(days=3))
        states = await experiments.states(connection, [await practice(connection)])
    ((question,),) = states.values()
    assert (question.text, question.central) == ("Hoe helpen wij?", "goed")
    assert [(one.title, one.status, one.days_silent(NOW)) for one in question.experiments] == [
        ("Logeerhuis", "stuck", 3),
        ("Zorgmap", None, None),
    ]


async def test_what_ended_during_a_round_was_there_in_its_time_and_not_in_the_next(database: Database) -> None:
    async with database.write() as connection:
        await member(connection, 1, Role.CAREGIVER)
        ending, going_on = await experiments_in(connection, "Logeerhuis", "Zorgmap")
        first = await open_round(connection)
        await experiments.set_status(connection, ending, "done", NOW + timedelta(days=1))
        await connection.execute(update(tried).where(tried.c.id == ending).values(ended_at=NOW + timedelta(days=2)))
        assert await _titles(connection, first) == ["Logeerhuis", "Zorgmap"]
        later = NOW + timedelta(days=14)
        await connection.execute(update(rounds).values(state="closed", closed_at=later))
        second = await open_round(connection, slot_on=later.date(), at=later)
        assert await _titles(connection, second) == ["Zorgmap"]
        await connection.execute(update(design_questions).values(ended_at=later + timedelta(days=1)))
        assert await _titles(connection, second) == ["Zorgmap"]
        assert going_on


async def _titles(connection: Connection, round_id: int) -> list[str]:
    found = (await figures.count(connection, [round_id]))[round_id]
    return [one.title for question in found.design_questions for one in question.experiments]
