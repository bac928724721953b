"""A spreadsheet of groups, as they were frozen: no row of it is about one person."""

import csv
from datetime import timedelta
from io import BytesIO, TextIOWrapper
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from programme.model import Place
from simulator.phone import Message, Phone
from storage import exports, practices, sending
from storage.tables import audit, experiments, people
from tests.operations.patience import until
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.crowd import answer, answers_widely, caregivers, passes_window
from tests.stories.test_ended_roles import ends
from tests.stories.test_looking_closer import write
from tests.stories.user import User
from texts.callback_data import encode
from texts.taps.export import ExportAsked, ExportPeriodChosen, ExportShown
from texts.taps.practice_lists import PracticeListPaged

MINUTE = timedelta(minutes=1)
GONE = "Deze knop werkt niet meer."
CENTRAL = "Hoe houd ik het zorgen voor mijn naaste vol?"
UNTOLD = "Dit laten wij niet zien. Zo valt niemand op."
Sheets = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
async def coordinator(corrie: User) -> User:
    """Corrie, who is coordinator of Zwolle."""
    await corrie.registers("coordinator")
    return corrie


async def file_of(user: User) -> Message:
    """The newest file that somebody got."""
    return [shown for shown in await user.sees_all() if shown.kind == "document"][-1]


async def exported(user: User, period: str = "Alles", *before: str) -> Sheets:
    """The sheets of the workbook that they get, each with its rows below the header."""
    await user.says("/export")
    await user.taps(*before, period, "Excel")
    return await sheets_of(user)


async def sheets_of(user: User) -> Sheets:
    """The sheets of their newest workbook, each with its rows below the header."""
    book = load_workbook(BytesIO(await user.phone.downloads(await file_of(user))))
    return {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book}


async def a_window(running_bot: RunningBot, coordinator: User, count: int = 15) -> list[Phone]:
    """Three rounds pass; in the first so many caregivers answer, as many low as in the middle and high."""
    phones = await caregivers(running_bot, count)
    await running_bot.opens_round()
    await answers_widely(running_bot, phones)
    await passes_window(running_bot)
    return phones


@pytest.mark.made_apart
@on_both
async def test_groups_cell_by_cell(running_bot: RunningBot, coordinator: User, bram: User) -> None:
    await running_bot.tries_out("=Logeerhuis()")
    await bram.registers("participant", works_on=("=Logeerhuis()",))
    phones = await caregivers(running_bot, 15)
    await running_bot.opens_round()
    await bram.taps("Bezig")
    await answers_widely(running_bot, phones)
    await passes_window(running_bot)
    sheets = await exported(coordinator)
    assert list(sheets) == ["rondes", "mantelzorgers", "experimenten", "geleerd", "codeboek"]
    assert sheets["rondes"][0] == ("Zwolle", 1, "2026-W49", "2026-W50", 15, 15, 1, 1)
    window = ("Zwolle", 1, 3, "2026-W49", "2027-W01")
    told = [row for row in sheets["mantelzorgers"] if row[5] == "samen"]
    assert {row[6:8] for row in told} == {(1, "Hoe ging het samenwerken de afgelopen tijd?")}
    assert [row[8:] for row in told] == [
        ("1", "Heel moeizaam", 5, 3, None),
        ("2", "Moeizaam", 0, 3, None),
        ("3", "Gaat wel", 5, 3, None),
        ("4", "Goed", 0, 3, None),
        ("5", "Heel goed", 5, 3, None),
    ]
    assert {row[:5] for row in sheets["mantelzorgers"]} == {window}
    untold = [row for row in sheets["mantelzorgers"] if row[12]]
    assert [(row[5], *row[8:]) for row in untold] == [("voice", None, None, None, None, UNTOLD)]
    question = "Wat helpt mantelzorgers om het vol te houden?"
    assert sheets["experimenten"][0] == (
        ("Zwolle", 1, "2026-W49", question, CENTRAL, "=Logeerhuis()", "Bezig", "2026-W49")
    )
    assert [row[1] for row in sheets["experimenten"]] == [1, 2, 3]
    for entry in (("samen", 1, "4", "Goed"), ("samen", 1, "high", "Goed"), ("voice", 1, "nothing", "Niets gehoord")):
        assert entry in sheets["codeboek"]
    assert not [row for row in sheets["codeboek"] if row[0] in ("remark_shared", "texts_shared")]
    assert any("Het bestand is klaar." in shown.text for shown in await coordinator.sees_all())
    async with running_bot.wiring.database.read() as connection:
        noted = (await connection.execute(select(audit.c.action, audit.c.details))).all()
    assert [tuple(row) for row in noted if row.action == "export"] == [("export", {"period": "all", "kind": "xlsx"})]


@on_sqlite
async def test_who_answered_too_few_or_too_much_alike_is_told_of_by_one_sentence(
    running_bot: RunningBot, coordinator: User, dirk: User
) -> None:
    await dirk.registers("coordinator", "ede")
    few, alike = await caregivers(running_bot, 3), await caregivers(running_bot, 15, "ede")
    await running_bot.opens_round()
    await answers_widely(running_bot, few)
    await answer(running_bot, alike, "Goed", "Gaat wel", "Meestal")
    await passes_window(running_bot)
    shown = [(await exported(user))["mantelzorgers"] for user in (coordinator, dirk)]
    told = [{(row[5], *row[8:]) for row in rows} for rows in shown]
    untold = {(question, None, None, None, None, UNTOLD) for question in ("samen", "volhouden", "goed", "voice")}
    assert told == [untold, untold]


@on_sqlite
async def test_an_empty_table_says_why(running_bot: RunningBot, coordinator: User) -> None:
    sheets = await exported(coordinator)
    for name in ("rondes", "mantelzorgers", "experimenten"):
        ((why, *nothing),) = sheets[name]
        assert why.endswith("Daarom is dit leeg.")
        assert not any(nothing)


@on_sqlite
async def test_the_same_file_again_is_the_same_whatever_happened_since(
    running_bot: RunningBot, coordinator: User, bram: User
) -> None:
    """What was frozen is told, not what stands there now: an erasure, a report or a departure changes nothing."""
    await running_bot.tries_out("Logeerhuis")
    await bram.registers("participant", works_on=("Logeerhuis",))
    phones = await a_window(running_bot, coordinator)
    before = await exported(coordinator)
    for phone in phones[:2]:
        gone = User(running_bot, phone)
        await gone.says("/wissen")
        await gone.taps("Ja, wis alles")
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(update(experiments).values(status="done", title="Iets anders"))
    assert await exported(coordinator) == before


@on_sqlite
async def test_no_text_and_no_row_of_a_person_leaves(running_bot: RunningBot, coordinator: User, marja: User) -> None:
    await marja.registers("manager")
    phones = await caregivers(running_bot, 5)
    for phone in phones:
        await User(running_bot, phone).says("/privacy")
        await phone.taps("Ja, bewaar mijn tekst langer")
    await running_bot.opens_round()
    await write(running_bot, phones, "Zwaar")
    await passes_window(running_bot)
    for user, practice in ((coordinator, ()), (marja, ("Zwolle",)), (marja, ("Alle praktijken",))):
        sheets = await exported(user, "Alles", *practice)
        cells = [cell for name, rows in sheets.items() if name != "codeboek" for row in rows for cell in row]
        assert not [cell for cell in cells if isinstance(cell, str) and "Zwaar" in cell]
        assert "antwoorden" not in sheets


@on_sqlite
async def test_coordinators_and_managers_have_the_same_code_book(
    running_bot: RunningBot, coordinator: User, marja: User
) -> None:
    await marja.registers("manager")
    books = [await exported(coordinator), await exported(marja, "Alles", "Alle praktijken")]
    assert books[0]["codeboek"] == books[1]["codeboek"]


@on_sqlite
async def test_who_only_tries_the_bot_out_is_in_no_figure(running_bot: RunningBot, coordinator: User) -> None:
    phones = await caregivers(running_bot, 16)
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(update(people).where(people.c.address == phones[0].id).values(is_test=True))
    await running_bot.opens_round()
    await answer(running_bot, phones[:1], "Goed", "Goed", "Meestal")
    await answers_widely(running_bot, phones[1:])
    await passes_window(running_bot)
    sheets = await exported(coordinator)
    assert sheets["rondes"][0][4:6] == (15, 15)
    assert [row[10] for row in sheets["mantelzorgers"] if row[5] == "samen"] == [5, 0, 5, 0, 5]


@on_sqlite
async def test_the_period_counts_closed_rounds(running_bot: RunningBot, coordinator: User) -> None:
    await a_window(running_bot, coordinator, count=1)
    await running_bot.tick(ROUND_OPENS + timedelta(days=80))
    assert not (await exported(coordinator, "De laatste maand"))["rondes"][0][1]
    assert len((await exported(coordinator, "De laatste drie maanden"))["rondes"]) == 3


@pytest.mark.made_apart
@on_sqlite
async def test_as_plain_text_it_comes_in_a_zip(running_bot: RunningBot, coordinator: User) -> None:
    await a_window(running_bot, coordinator, count=1)
    await coordinator.says("/export")
    await coordinator.taps("Alles", "Losse tabellen (csv in een zip)")
    with ZipFile(BytesIO(await coordinator.phone.downloads(await file_of(coordinator)))) as packed:
        assert packed.namelist() == [
            "rondes.csv",
            "mantelzorgers.csv",
            "experimenten.csv",
            "geleerd.csv",
            "codeboek.csv",
        ]
        with packed.open("rondes.csv") as file:
            rows = list(csv.reader(TextIOWrapper(file, encoding="utf-8-sig", newline=""), delimiter=";"))
    assert rows[1] == ["Zwolle", "1", "2026-W49", "2026-W50", "1", "1", "0", "0"]


@on_sqlite
async def test_a_manager_gets_one_practice_or_all(running_bot: RunningBot, coordinator: User, marja: User) -> None:
    await marja.registers("manager")
    await a_window(running_bot, coordinator, count=1)
    assert len((await exported(marja, "Alles", "Alle praktijken"))["rondes"]) == 3
    assert not (await exported(marja, "Alles", "Ede"))["rondes"][0][1]


@on_sqlite
async def test_a_long_list_of_practices_has_pages(running_bot: RunningBot, marja: User) -> None:
    await marja.registers("manager")
    async with running_bot.wiring.database.write() as connection:
        for number in range(12, 15):
            place = Place(latitude=52.1, longitude=5.2)
            await practices.add(
                connection, f"p-{number}", f"Praktijk {number}", "noord", place, running_bot.clock.now()
            )
    for asked in ("/export", "/samenvatting", "/uitnodigen"):
        assert "Praktijk 14" not in (await marja.says(asked)).labels
        assert "Praktijk 14" in (await marja.taps("Volgende")).labels
    assert await marja.forges(encode(PracticeListPaged("anything", 1))) == GONE


@on_sqlite
async def test_a_restart_half_way_loses_nothing(running_bot: RunningBot, coordinator: User) -> None:
    await a_window(running_bot, coordinator, count=1)
    await coordinator.says("/export")
    await coordinator.taps("Alles")
    await running_bot.telegram.fault("sendDocument", "status", error_code=502)
    await coordinator.phone.taps("Excel")
    await running_bot.restart()
    for _ in range(2):  # whoever began is given up, and Telegram refuses the file once
        await running_bot.tick(running_bot.clock.now() + timedelta(minutes=2))
        await running_bot.settles()
    assert "Het bestand is klaar." in (await coordinator.sees()).text
    assert (await file_of(coordinator)).kind == "document"


async def silence(running_bot: RunningBot) -> None:
    """Telegram asks for it, and has not ended it when the next minute begins."""
    async with running_bot.wiring.database.write() as connection:
        await sending.slow_down(connection, 2 * MINUTE, running_bot.clock.now())


@on_sqlite
async def test_a_silence_that_is_asked_for_again_and_again_costs_nobody_their_file(
    running_bot: RunningBot, coordinator: User
) -> None:
    async def is_asked() -> bool:
        async with running_bot.wiring.database.read() as connection:
            return await exports.get(connection, 1) is not None

    await coordinator.says("/export")
    await coordinator.taps("Alles")
    running_bot.clock.freeze()
    await silence(running_bot)
    await coordinator.phone.taps("Excel")
    await until(is_asked)
    for _ in range(exports.TRIES + 1):
        await running_bot.wiring.exporter.run_once()
        await silence(running_bot)
        running_bot.clock.forward(MINUTE)
    running_bot.clock.forward(2 * MINUTE)
    assert "Het bestand is klaar." in (await coordinator.sees()).text
    assert (await file_of(coordinator)).kind == "document"


@on_sqlite
async def test_nobody_else_gets_one(running_bot: RunningBot, coordinator: User, dirk: User, anneke: User) -> None:
    await dirk.registers("coordinator", "ede")
    await anneke.registers("caregiver")
    zwolle = await running_bot.practice_id("zwolle")
    taps = [ExportShown(zwolle), ExportPeriodChosen(zwolle, "all"), ExportAsked(zwolle, "all", "xlsx")]
    for tap in [*taps, ExportShown(0), ExportAsked(0, "all", "xlsx")]:
        for user in (dirk, anneke):
            assert await user.forges(encode(tap)) == GONE
    assert "Dat kan niet" in (await anneke.says("/export")).text


@on_sqlite
async def test_a_role_that_ends_while_it_waits_gets_nothing(running_bot: RunningBot, coordinator: User) -> None:
    await a_window(running_bot, coordinator, count=1)
    await running_bot.telegram.fault("sendDocument", "status", error_code=502, times=None)
    await coordinator.says("/export")
    await coordinator.taps("Alles")
    await coordinator.taps("Excel")
    await ends(running_bot, coordinator)
    await running_bot.telegram.clear_faults()
    await running_bot.tick(running_bot.clock.now() + timedelta(minutes=2))
    assert not [shown for shown in await coordinator.sees_all() if shown.kind == "document"]
