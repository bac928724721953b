"""What the demo shows at once: the real numbers of the source, with examples in them."""

from collections import Counter
from datetime import UTC, datetime
from itertools import chain

from sqlalchemy import func, select

from bot.demo.example_rounds import ROUNDS, past_slots
from bot.demo.stage import between_rounds
from delivery.rendering.summary import view
from programme.example import Example
from programme.model import Programme
from rules.access import Role
from rules.telling import MINIMUM_GROUP
from storage import figures, learnt, practices, remarks, rounds
from storage.database import Database
from storage.indicator import indicator
from storage.tables import (
    design_questions,
    experiment_members,
    experiments,
    memberships,
    outbox,
    people,
)
from storage.tables import practices as practice_rows
from tests.conftest import MONDAY
from tests.running_bot import on_sqlite

#: Tabel 1 of the monitor, row by row.
TABEL_1 = {
    "home_care": 46,
    "municipality": 24,
    "volunteer_org": 20,
    "welfare": 17,
    "caregiver_nvo": 10,
    "caregiver_org": 10,
    "gp_practice": 7,
    "care": 4,
    "advocacy": 3,
    "support_centre": 3,
    "mental_health": 2,
    "network": 2,
    "volunteer_nvo": 2,
    "entrepreneur": 1,
}


async def test_participants_are_those_of_tabel_1(filled: Database) -> None:
    registered = memberships.c.registered_at.is_not(None) & (memberships.c.role == "participant")
    async with filled.read() as connection:
        found = await connection.execute(select(memberships.c.organisation).where(registered))
        by_organisation = Counter(found.scalars())
    assert by_organisation.total() == 171
    assert by_organisation.pop(None) == 20
    assert by_organisation == TABEL_1
    assert by_organisation.total() == 151


async def test_indicator_23_is_that_of_the_source_for_the_people_are_people(
    filled: Database, programme: Programme
) -> None:
    async with filled.read() as connection:
        found = await indicator(connection)
        assert not await connection.scalar(select(func.count()).where(people.c.is_test))
    assert (found.practices, found.participants, found.design_questions) == (11, 171, 35)
    assert {key: found.organisations[key] for key in TABEL_1} == found.organisations == TABEL_1
    assert [kind.key for kind in programme.organisation_types] == list(TABEL_1)


@on_sqlite
async def test_there_are_remarks_and_what_was_learnt_in_zwolle(filled: Database) -> None:
    """Said to be examples, and let go as real ones are."""
    async with filled.read() as connection:
        zwolle = await practices.by_slug(connection, "zwolle")
        assert zwolle is not None
        shown = await remarks.shared(connection, zwolle.id, "coordinator")
        cards = await remarks.about_experiments(connection, zwolle.id, "file", trials=False)
    assert len(shown[Role.CAREGIVER]) >= MINIMUM_GROUP
    assert {one.question for one in cards} >= {"did", "result"}
    told = [*chain(*shown.values()), *(one.text for one in cards)]
    assert all(text.endswith("(voorbeeld)") for text in told)


@on_sqlite
async def test_of_what_was_tried_one_surprised_one_was_adapted_and_one_spread(filled: Database) -> None:
    """Each was expected to bring something, and came out otherwise."""
    async with filled.read() as connection:
        found = await learnt.between(connection, None, None, None)
    told = {(one.cycles[-1].outcome, one.cycles[-1].next) for one in found if one.expectation and one.cycles}
    assert told == {("other", "keep"), ("less", "adapt"), ("better", "recommend")}
    assert [one.taken_from for one in found if one.taken_from] == [("Ede", "Gesprekskaarten over grenzen (voorbeeld)")]


async def test_every_practice_has_its_theme_and_three_to_five_design_questions(filled: Database) -> None:
    each = select(practice_rows.c.core_theme, func.count()).join_from(practice_rows, design_questions)
    async with filled.read() as connection:
        found = (await connection.execute(each.group_by(practice_rows.c.id))).all()
    assert len(found) == 11
    assert all(theme.endswith("(voorbeeld)") and 3 <= count <= 5 for theme, count in found)
    assert sum(count for _, count in found) == 35


@on_sqlite
async def test_experiments_got_where_the_example_says_and_some_fell_silent(filled: Database, example: Example) -> None:
    async with filled.read() as connection:
        rows = (await connection.execute(select(experiments))).mappings().all()
    expected = {experiment.key: experiment.status for experiment in example.experiments()}
    assert {row["key"]: row["status"] for row in rows} == expected
    silent = {row["status"] for row in rows if (MONDAY - row["reported_at"]).days >= 28}
    assert {"stuck"} <= silent <= {"stuck", "busy", "done"}  # of much work one thing may wait its turn, or is over


@on_sqlite
async def test_every_experiment_has_somebody(filled: Database, example: Example) -> None:
    async with filled.read() as connection:
        with_members = await connection.scalar(select(func.count(experiment_members.c.experiment_id.distinct())))
    assert with_members == sum(1 for _ in example.experiments())


@on_sqlite
async def test_every_practice_has_closed_rounds_with_their_snapshots(filled: Database) -> None:
    async with filled.read() as connection:
        for practice in await practices.every(connection):
            closed = await rounds.closed_in(connection, practice.id)
            assert [one.number for one in closed] == [6, 5, 4, 3, 2, 1]
            assert all([await figures.snapshot(connection, one.id) for one in closed])
            assert await rounds.open_in(connection, practice.id) is None


@on_sqlite
async def test_summary_has_figures_and_protects_the_smallest_practice(filled: Database, programme: Programme) -> None:
    async with filled.read() as connection:
        for slug, shown in {"zwolle": True, "renswoude": False}.items():
            practice = await practices.by_slug(connection, slug)
            assert practice is not None
            told = (await view(connection, practice, programme, MINIMUM_GROUP, MONDAY)).told
            assert (told is not None and told.told("samen") is not None) == shown


@on_sqlite
async def test_nothing_of_the_past_is_still_to_be_said(filled: Database) -> None:
    async with filled.read() as connection:
        states = set(await connection.scalars(select(outbox.c.state)))
        assert await connection.scalar(select(func.count()).select_from(people)) == 171 + 96
    assert states == {"sent"}


#: A round opened on 1 December and is over on the 7th.
BEFORE, IN_THE_MIDDLE, OVER = (
    datetime(2026, 11, 30, 9, 0, tzinfo=UTC),
    datetime(2026, 12, 2, 9, 0, tzinfo=UTC),
    datetime(2026, 12, 7, 11, 15, tzinfo=UTC),
)


def test_example_rounds_are_the_newest_that_are_over(programme: Programme) -> None:
    over = past_slots(programme, BEFORE)
    assert len(over) == ROUNDS
    assert past_slots(programme, IN_THE_MIDDLE) == over
    assert past_slots(programme, OVER)[:-1] == over[1:]


def test_demo_never_begins_in_the_middle_of_a_round(programme: Programme) -> None:
    assert between_rounds(programme, BEFORE) == BEFORE
    assert between_rounds(programme, IN_THE_MIDDLE) == OVER


def test_programme_that_has_just_begun_has_no_past(programme: Programme) -> None:
    early = datetime(2019, 1, 1, tzinfo=UTC)
    assert past_slots(programme, early) == []
    assert between_rounds(programme, early) == early
