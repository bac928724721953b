"""*Rapport van onze praktijk*: made of what may leave, in the practice's language, to be passed on."""

from io import BytesIO

import pytest
from docx import Document
from pypdfium2 import PdfDocument
from sqlalchemy import update

from simulator.message import Message
from storage.tables import people
from tests.running_bot import RunningBot, on_sqlite
from tests.stories import crowd
from tests.stories.leaders import noted
from tests.stories.user import User

pytestmark = on_sqlite


async def newest_file(user: User) -> tuple[Message, bytes]:
    shown = [one for one in await user.sees_all() if one.kind == "document"][-1]
    return shown, await user.phone.downloads(shown)


def read(pdf: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in PdfDocument(pdf)]


@pytest.fixture
async def coordinator(running_bot: RunningBot, corrie: User) -> User:
    """Corrie, whose practice has a theme, experiments of which one ended, a card, and a told window."""
    await corrie.registers("coordinator")
    await running_bot.tries_out("Logeerhuis", "Zorgmap")
    await corrie.says("/kernthema", "Adempauze voor mantelzorgers")
    phones = await crowd.caregivers(running_bot, 9)
    await running_bot.opens_round()
    await crowd.answer_spread(running_bot, phones)
    await running_bot.reports("Logeerhuis", "done")
    await crowd.passes_window(running_bot)
    await corrie.says("/samenvatting")
    return corrie


@pytest.mark.made_apart
async def test_it_is_dated_whole_and_may_be_passed_on(running_bot: RunningBot, coordinator: User) -> None:
    await coordinator.taps("Rapport om te delen", "Pdf, om te lezen of te printen")
    shown, content = await newest_file(coordinator)
    assert shown.document
    assert shown.document["file_name"] == "rapport-2027-01-04.pdf"
    assert not shown.protected
    pages = read(content)
    assert len(pages) == 2
    assert all(f"Gemaakt op 4 januari 2027. Bladzijde {number}" in page for number, page in enumerate(pages, 1))
    for text in ("Rapport van onze praktijk", "Zwolle", "Adempauze voor mantelzorgers", "1 december 2026 9 van 9"):
        assert text in pages[0], text
    assert "Logeerhuis: Klaar, 23 november 2026 tot 1 december 2026" in pages[0]
    assert "Zorgmap: nog niets gemeld, sinds 23 november 2026" in pages[0]
    assert "Moeilijk: 2, Gaat wel: 3, Goed: 4." in pages[1]
    assert "Het is geen getoetste vragenlijst." in pages[1]
    assert "practice_report" in await noted(running_bot)


async def test_in_word_it_is_in_dutch_whoever_asks_for_it(running_bot: RunningBot, coordinator: User) -> None:
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(update(people).values(language="tr"))
    await coordinator.says("/samenvatting")
    await coordinator.taps("Paylaşılacak rapor", "Word, değiştirmek için")
    shown, content = await newest_file(coordinator)
    assert shown.document
    assert shown.document["file_name"] == "rapor-2027-01-04.docx"
    words = "\n".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)
    assert "Rapport van onze praktijk" in words
    assert "Waar wij aan werken" in words


async def test_what_came_of_an_experiment_is_in_it_as_the_coordinator_wrote_it(
    running_bot: RunningBot, coordinator: User
) -> None:
    await coordinator.says("/ervaring")
    await coordinator.taps("Logeerhuis", "Aanpassen", "Wat leverde het op?")
    await coordinator.says("Vier mantelzorgers sliepen een weekend door.")
    await coordinator.says("/samenvatting")
    await coordinator.taps("Rapport om te delen", "Pdf, om te lezen of te printen")
    _, content = await newest_file(coordinator)
    assert "Vier mantelzorgers sliepen een weekend door." in read(content)[0]


async def test_a_practice_that_has_only_begun_gets_one_page_that_says_so(running_bot: RunningBot, corrie: User) -> None:
    await corrie.registers("coordinator")
    await crowd.caregivers(running_bot, 1)
    await running_bot.opens_round()
    await crowd.closes_after(running_bot, corrie)
    await corrie.says("/samenvatting")
    await corrie.taps("Rapport om te delen", "Pdf, om te lezen of te printen")
    (page,) = read((await newest_file(corrie))[1])
    for text in ("Wij hebben nog geen kernthema.", "Wij hebben nog geen ontwerpvragen.", "Dit laten wij niet zien."):
        assert text in page, text
