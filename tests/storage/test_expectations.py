"""What a practice expected: a version that goes is to be gone from the files as well."""

from storage import expectations, experiments, scrubbing
from storage.database import Database
from tests.storage.population import NOW, practice


async def test_a_removed_version_is_to_be_gone_from_the_files(database: Database) -> None:
    assert await database.scrub()
    async with database.write() as connection:
        question = await experiments.put_design_question(
            connection, await practice(connection), "q1", "volhouden", "Wat helpt?", 1, NOW
        )
        one = await experiments.put_experiment(connection, question, "e1", "Logeerhuis", 1, NOW)
        await expectations.write(connection, one, "Meer rust", NOW)
        (version,) = await expectations.versions(connection, one)
        assert not (await scrubbing.remains(connection)).waiting
        assert await expectations.remove(connection, one, version.id)
        assert (await scrubbing.remains(connection)).waiting
