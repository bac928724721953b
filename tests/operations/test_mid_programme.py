"""What is changed while the programme runs takes nothing away from anybody: as docs/operations.md says."""

from bot.running import prepare
from programme.loading import load
from simulator.phone import Telegram
from storage import practices
from tests.running_bot import RunningBot, on_sqlite
from texts.catalogue import load_catalogues


@on_sqlite
async def test_a_practice_that_is_no_longer_in_the_file_keeps_its_people(
    running_bot: RunningBot, telegram: Telegram
) -> None:
    anneke = await telegram.person("Anneke")
    await running_bot.registers(anneke, "caregiver")
    programme = load()
    left = [practice for practice in programme.practices if practice.slug != "zwolle"]
    fewer = programme.model_copy(update={"practices": left})
    await prepare(running_bot.wiring.database, fewer, running_bot.clock.now)
    async with running_bot.wiring.database.read() as connection:
        assert await practices.by_slug(connection, "zwolle") is not None
    await running_bot.opens_round()
    await anneke.sees("Vraag 1")


def test_who_reads_in_a_language_that_is_no_longer_there_is_answered_in_the_first() -> None:
    programme = load()
    left = [language for language in programme.languages if language != "tr"]
    catalogues = load_catalogues(programme.model_copy(update={"languages": left}))
    assert catalogues.translator("tr").language == left[0]
