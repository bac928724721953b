"""A period as a report: what closed in it, as a document to read and one to reckon with."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from pypdfium2 import PdfDocument

from simulator.phone import Message
from storage.tables import people
from tests.running_bot import RunningBot, on_sqlite
from tests.stories.leaders import noted
from tests.stories.test_programme import windows_closed
from tests.stories.user import User

pytestmark = on_sqlite
SHEETS = ["Indicator 23", "Tabel 1", "Figuur 1", "Invullen", "Centrale vragen", "Geleerd", "Berekening"]


@pytest.fixture
async def manager(running_bot: RunningBot, marja: User) -> User:
    """Marja, after windows of Zwolle and Ede closed in December 2026."""
    await marja.registers("manager")
    await windows_closed(running_bot)
    await marja.says("/programma")
    return marja


async def newest_file(manager: User) -> tuple[Message, bytes]:
    shown = [one for one in await manager.sees_all() if one.kind == "document"][-1]
    return shown, await manager.phone.downloads(shown)


async def test_the_periods_are_those_in_which_a_round_closed(manager: User) -> None:
    offered = await manager.taps("Rapport")
    assert offered.labels == ["Het hele programma", "Het jaar 2026", "Kwartaal 4 van 2026", "Terug"]
    chosen = await manager.taps("Kwartaal 4 van 2026")
    assert "Rondes die in deze tijd klaar waren: 6." in chosen.text
    assert (await manager.taps("Terug")).labels == offered.labels


@pytest.mark.made_apart
async def test_the_pdf_has_the_figures_and_how_they_were_computed(running_bot: RunningBot, manager: User) -> None:
    await manager.taps("Rapport", "Kwartaal 4 van 2026", "Pdf, om te lezen of te printen")
    shown, content = await newest_file(manager)
    assert shown.document
    assert shown.document["file_name"] == "programma-2026q4.pdf"
    assert not shown.protected  # it is there to be passed on
    pages = PdfDocument(content)
    words = "\n".join(page.get_textpage().get_text_range() for page in pages)
    for line in ("1 oktober 2026 – 31 december 2026", "Totaal*", "8/8", "3/3", "Praktijken: 1 van 2", "hoe het is op"):
        assert line in words, line
    assert len(pages) >= 3
    assert "programme_report" in await noted(running_bot)


async def test_the_workbook_has_the_same(manager: User) -> None:
    await manager.taps("Rapport", "Het hele programma", "Spreadsheet, om mee te rekenen")
    shown, content = await newest_file(manager)
    assert shown.document
    assert shown.document["file_name"] == "programma.xlsx"
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == SHEETS
    rows = [row[:4] for row in book["Invullen"].iter_rows(values_only=True)]
    assert ("Zwolle", "1 dec", 8, 8) in rows
    assert ("Leiden", "1 dec", "–", None) in rows
    questions = [row[:2] for row in book["Centrale vragen"].iter_rows(values_only=True)]
    assert ("Moeilijk", 4) in questions


async def test_a_period_without_rounds_holds_no_figures(manager: User) -> None:
    await manager.taps("Rapport", "Het jaar 2026")
    await manager.forges("gr|2025q1|xlsx")
    _, content = await newest_file(manager)
    questions = [row[0] for row in load_workbook(BytesIO(content))["Centrale vragen"].iter_rows(values_only=True)]
    assert any("Dit laten wij niet zien" in str(cell) for cell in questions)


@pytest.mark.parametrize("language", ["en", "tr", "pl", "ar", "uk"])
async def test_it_comes_in_the_readers_language(running_bot: RunningBot, manager: User, language: str) -> None:
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(people.update().values(language=language))
    await manager.forges("gr|all|pdf")
    _, content = await newest_file(manager)
    words = "".join(page.get_textpage().get_text_range() for page in PdfDocument(content))
    assert "deelnemers" not in words.casefold()
    await manager.forges("gr|all|xlsx")
    assert (await newest_file(manager))[1].startswith(b"PK")


async def test_a_period_that_is_over_is_told_as_it_was(
    running_bot: RunningBot, manager: User, bram: User, dirk: User
) -> None:
    """Made again after somebody left and an experiment went on it says the same; a later one says what changed."""
    await running_bot.tries_out("Logeerhuis")
    await bram.registers("participant")
    await running_bot.tick(running_bot.clock.now() + timedelta(days=31))
    await manager.sees()  # the summaries of the morning, for these practices have no coordinator
    first = await indicator_sheet(manager, "Kwartaal 4 van 2026")
    assert ("Deelnemers", 1) in first
    await dirk.registers("participant", "ede")
    await bram.says("/wissen")
    await bram.taps("Ja, wis alles")
    await running_bot.reports("Logeerhuis", "done")
    assert await indicator_sheet(manager, "Kwartaal 4 van 2026") == first
    assert await indicator_sheet(manager, "Het hele programma") != first


async def test_what_was_learnt_after_a_period_is_told_of_a_later_one(
    running_bot: RunningBot, manager: User, corrie: User, dirk: User
) -> None:
    """What is said anew, decided, recommended or taken over when a period is over stands in no report on it."""
    await running_bot.tries_out("Logeerhuis")
    await running_bot.tries_out("Weekendzorg", practice="ede")
    await corrie.registers("coordinator")
    await dirk.registers("coordinator", "ede")
    await corrie.says("/experimenten")
    await corrie.taps("1. Logeerhuis", "Logboek", "Terugkijken")
    await corrie.says("Vrijdag halen werkt beter dan zaterdag")
    await running_bot.tick(running_bot.clock.now() + timedelta(days=31))
    first = await learnt_sheet(manager, "Kwartaal 4 van 2026")
    assert any("Vrijdag halen werkt beter dan zaterdag" in row for row in first)
    await corrie.says("/experimenten")
    await corrie.taps("1. Logeerhuis", "Logboek", "Les anders opschrijven")
    await corrie.says("Zaterdag is het rustiger")
    await corrie.taps("Aan anderen aanraden", "8 van de 10")
    await dirk.says("/experimenten")
    await dirk.taps("1. Weekendzorg", "Stand kiezen", "Loopt vast")
    await dirk.says("/experimenten")
    await dirk.taps("1. Weekendzorg", "Logboek", "Wat werkte elders?", "Zwolle: Logeerhuis", "Wij nemen dit over")
    assert await learnt_sheet(manager, "Kwartaal 4 van 2026") == first
    told = await learnt_sheet(manager, "Het hele programma")
    assert any({"Zaterdag is het rustiger", "aan anderen aanraden", 8} <= set(row) for row in told)
    assert any("Zwolle: Logeerhuis" in row for row in told)


async def indicator_sheet(manager: User, period: str) -> list[tuple[object, ...]]:
    book = await workbook(manager, period)
    return [row[:2] for sheet in ("Indicator 23", "Tabel 1") for row in book[sheet].iter_rows(values_only=True)]


async def learnt_sheet(manager: User, period: str) -> list[tuple[object, ...]]:
    return list((await workbook(manager, period))["Geleerd"].iter_rows(values_only=True))


async def workbook(manager: User, period: str) -> Workbook:
    await manager.says("/programma")
    await manager.taps("Rapport", period, "Spreadsheet, om mee te rekenen")
    _, content = await newest_file(manager)
    return load_workbook(BytesIO(content))


async def test_how_ready_something_was_said_to_be_stays_with_its_time(
    running_bot: RunningBot, manager: User, corrie: User, dirk: User
) -> None:
    """Rated anew, and not recommended any more, changes no report on a period that is over."""
    await running_bot.tries_out("Logeerhuis")
    await corrie.registers("coordinator")
    await corrie.says("/experimenten")
    await corrie.taps("1. Logeerhuis", "Logboek", "Terugkijken")
    await corrie.says("Vrijdag halen werkt beter dan zaterdag")
    await corrie.taps("Aan anderen aanraden", "4 van de 10")
    await dirk.registers("coordinator", "ede")  # else its summaries of the morning are the manager's
    await running_bot.tick(running_bot.clock.now() + timedelta(days=31))
    first = await learnt_sheet(manager, "Kwartaal 4 van 2026")
    assert any(4 in row for row in first)
    await corrie.says("/experimenten")
    await corrie.taps("1. Logeerhuis", "Logboek", "Niet meer aanraden")
    assert await learnt_sheet(manager, "Kwartaal 4 van 2026") == first
    assert not any(4 in row for row in await learnt_sheet(manager, "Het hele programma"))
