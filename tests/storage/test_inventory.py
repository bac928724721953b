"""What practices have, as a whole: read, changed into something else, and read again as that."""

from datetime import timedelta

from msgspec.structs import replace
from sqlalchemy import delete, select, update

from rules.inventory import DesignQuestion, Experiment, Inventory, Practice
from storage import practices
from storage.connection import Connection
from storage.database import Database
from storage.inventory import bring_about, of_practices
from storage.tables import design_questions, experiments
from storage.tables import practices as practice_table
from tests.once import PROGRAMME
from tests.storage.population import NOW, experiments_in, practice

NEW = DesignQuestion(None, "samen", "Hoe werken wij samen?", (Experiment(None, "Belkaart", "busy"),))
LATER = NOW + timedelta(days=1)


async def becomes(connection: Connection, *wanted: Practice) -> Inventory:
    """Zwolle, or what is wanted in its place, as it is read back; without the ids of what is new."""
    before = await of_practices(connection, await practice(connection))
    await bring_about(connection, before, wanted, LATER)
    return await of_practices(connection, await practice(connection))


async def zwolle(connection: Connection) -> Practice:
    (found,) = await of_practices(connection, await practice(connection))
    return found


async def test_it_becomes_what_is_wanted_in_that_order(database: Database) -> None:
    async with database.write() as connection:
        await experiments_in(connection, "Een", "Twee")
        (question,) = (await zwolle(connection)).questions
        first, second = question.experiments
        turned = replace(question, text="Anders", experiments=(second, Experiment(None, "Drie", None), first))
        wanted = replace(await zwolle(connection), questions=(NEW, turned), outside={"welfare": 2, None: 1})
        (found,) = await becomes(connection, wanted)
    assert [(one.text, one.central) for one in found.questions] == [(NEW.text, "samen"), ("Anders", "goed")]
    assert [(one.title, one.status) for one in found.questions[0].experiments] == [("Belkaart", "busy")]
    assert [one.title for one in found.questions[1].experiments] == ["Twee", "Drie", "Een"]
    assert found.questions[1].id == question.id
    assert found.outside == {"welfare": 2, None: 1}


async def test_only_what_differs_is_written(database: Database) -> None:
    async with database.write() as connection:
        first, second = await experiments_in(connection, "Een", "Twee")
        standing = await zwolle(connection)
        (question,) = standing.questions
        done = replace(question, experiments=(replace(question.experiments[0], status="done"), question.experiments[1]))
        await becomes(connection, replace(standing, questions=(done,)))
        rows = await connection.execute(select(experiments.c.id, experiments.c.reported_at))
        reported = {row.id: row.reported_at for row in rows}
    assert reported == {first: LATER, second: None}


async def test_what_ended_is_not_there(database: Database) -> None:
    async with database.write() as connection:
        (first, _) = await experiments_in(connection, "Een", "Twee")
        await connection.execute(update(experiments).where(experiments.c.id == first).values(ended_at=NOW))
        assert [one.title for one in (await zwolle(connection)).questions[0].experiments] == ["Twee"]
        await connection.execute(update(design_questions).values(ended_at=NOW))
        assert (await zwolle(connection)).questions == ()


async def test_a_practice_is_added_and_a_moved_one_stays_when_the_programme_is_loaded_again(database: Database) -> None:
    async with database.write() as connection:
        standing = await zwolle(connection)
        urk = Practice(None, "Urk", "midden", 52.66, 5.6, "Thema", (NEW,), {None: 1})
        moved = replace(standing, region="zuid", core_theme="Ander thema")
        await bring_about(connection, (standing,), (moved, urk), LATER)
        await practices.load(connection, PROGRAMME.practices, LATER)
        added = await practices.by_slug(connection, "urk")
        assert added is not None
        (found,) = await of_practices(connection, added.id)
        assert replace(found, id=None, questions=()) == replace(urk, questions=())
        assert found.questions[0].text == NEW.text
        assert await zwolle(connection) == moved
        await _as_it_was(connection, added.id, standing)


async def _as_it_was(connection: Connection, added: int, standing: Practice) -> None:
    """The fixture keeps the practices."""
    await connection.execute(delete(practice_table).where(practice_table.c.id == added))
    said = {"region": standing.region, "core_theme": None, "renamed_at": None}
    await connection.execute(update(practice_table).where(practice_table.c.id == standing.id).values(said))
