"""A spreadsheet of everything: with nobody recognisable in it, and no group that is too small."""

import csv
from datetime import timedelta
from io import BytesIO, TextIOWrapper
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from programme.model import Place
from simulator.phone import Message
from storage import practices
from storage.tables import audit, people
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.crowd import answer, caregivers, closes_after
from tests.stories.test_looking_closer import write
from tests.stories.user import User
from texts.callback_data import encode
from texts.taps.export import ExportAsked, ExportPeriodChosen, ExportShown
from texts.taps.practice_lists import PracticeListPaged

GONE = "Deze knop werkt niet meer."
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
    book = load_workbook(BytesIO(await user.phone.downloads(await file_of(user))))
    return {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book}


async def a_round(running_bot: RunningBot, corrie: User, count: int = 5) -> None:
    phones = await caregivers(running_bot, count)
    await running_bot.opens_round()
    await answer(running_bot, phones, "Goed", "Gaat wel", "Meestal")
    await closes_after(running_bot, corrie)


@pytest.mark.made_apart
@on_both
async def test_a_round_cell_by_cell(running_bot: RunningBot, coordinator: User, bram: User) -> None:
    people_ = await caregivers(running_bot, 5)
    await running_bot.tries_out("=Logeerhuis()")
    await bram.registers("participant", works_on=("=Logeerhuis()",))
    await running_bot.opens_round()
    await answer(running_bot, people_, "Goed", "Gaat wel", "Meestal")
    await bram.taps("Bezig")
    await closes_after(running_bot, coordinator)
    sheets = await exported(coordinator)
    assert list(sheets) == ["rondes", "antwoorden", "experimenten", "codeboek"]
    assert sheets["rondes"] == [("Zwolle", 1, "2026-W49", "2026-W49", 5, 5, 1, 1)]
    scores = sorted((row[4], row[5], row[8], row[9]) for row in sheets["antwoorden"])
    assert scores == sorted(
        ("caregiver", question, score, str(score))
        for question, score in (("samen", 4), ("volhouden", 3), ("goed", 4))
        for _ in range(5)
    )
    assert len({row[3] for row in sheets["antwoorden"]}) == 5  # Bram, alone in his group, is not there
    question = "Wat helpt mantelzorgers om het vol te houden?"
    assert sheets["experimenten"] == [("Zwolle", question, "volhouden", "=Logeerhuis()", "busy", "2026-W49")]
    assert ("samen", 1, "4", "Goed") in sheets["codeboek"]
    assert not [row for row in sheets["codeboek"] if row[0] in ("callback", "remark_shared", "texts_shared")]
    assert "Het bestand is klaar." in (await coordinator.sees()).text
    async with running_bot.wiring.database.read() as connection:
        noted = (await connection.execute(select(audit.c.action, audit.c.details))).all()
    assert [tuple(row) for row in noted if row.action == "export"] == [("export", {"period": "all", "kind": "xlsx"})]


@on_sqlite
async def test_pseudonyms_differ_from_export_to_export(running_bot: RunningBot, coordinator: User) -> None:
    await a_round(running_bot, coordinator)
    first, second = [{row[3] for row in (await exported(coordinator))["antwoorden"]} for _ in range(2)]
    assert len(first) == len(second) == 5
    assert not first & second


@on_sqlite
async def test_a_group_that_is_too_small_is_not_in_it(running_bot: RunningBot, coordinator: User) -> None:
    await a_round(running_bot, coordinator, count=4)
    sheets = await exported(coordinator)
    assert sheets["antwoorden"] == []
    assert sheets["rondes"] == [("Zwolle", 1, "2026-W49", "2026-W49", 4, 4, 0, 0)]


@on_sqlite
async def test_after_an_erasure_the_rest_cannot_be_subtracted(running_bot: RunningBot, coordinator: User) -> None:
    phones = await caregivers(running_bot, 6)
    await running_bot.opens_round()
    await answer(running_bot, phones, "Goed", "Gaat wel", "Meestal")
    await closes_after(running_bot, coordinator)
    assert len((await exported(coordinator))["antwoorden"]) == 18
    gone = User(running_bot, phones[0])
    await gone.says("/wissen")
    await gone.taps("Ja, wis alles")
    assert (await exported(coordinator))["antwoorden"] == []


@on_sqlite
async def test_who_only_tries_the_bot_out_is_in_no_figure(running_bot: RunningBot, coordinator: User) -> None:
    phones = await caregivers(running_bot, 6)
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(update(people).where(people.c.address == phones[0].id).values(is_test=True))
    await running_bot.opens_round()
    await answer(running_bot, phones[:1], "Heel goed", "Heel goed", "Ja, goed")
    await answer(running_bot, phones[1:], "Goed", "Gaat wel", "Meestal")
    await closes_after(running_bot, coordinator)
    sheets = await exported(coordinator)
    assert sheets["rondes"][0][4:6] == (5, 5)
    assert {row[8] for row in sheets["antwoorden"]} == {3, 4}


@on_sqlite
async def test_what_is_shared_stands_without_round_or_pseudonym(
    running_bot: RunningBot, coordinator: User, marja: User
) -> None:
    phones = await caregivers(running_bot, 5)
    await running_bot.opens_round()
    await write(running_bot, phones, "Zwaar")
    await closes_after(running_bot, coordinator)
    assert (await exported(coordinator))["antwoorden"] == []  # nobody chose that a text goes in a file
    for phone in phones:
        await User(running_bot, phone).says("/privacy")
        await phone.taps("Ja, gebruik het voor onderzoek")
    sheets = await exported(coordinator)
    assert sorted(row[10] for row in sheets["antwoorden"]) == [f"Zwaar {number}" for number in range(5)]
    assert {row[1:4] for row in sheets["antwoorden"]} == {(None, None, None)}
    await marja.registers("manager")
    assert (await exported(marja, "Alles", "Zwolle"))["antwoorden"] == []  # she is nobody's coordinator


@on_sqlite
async def test_a_report_goes_along_only_with_a_yes_to_research(
    running_bot: RunningBot, coordinator: User, bram: User
) -> None:
    await running_bot.tries_out("Logeerhuis")
    await bram.registers("participant", works_on=("Logeerhuis",))
    await running_bot.opens_round()
    await bram.taps("Bezig")
    await bram.says("Twee bedden.")
    await bram.taps("Overslaan", "Overslaan", "Nee, deze keer niet", "Ja, dat mag")
    await closes_after(running_bot, coordinator)
    assert (await exported(coordinator))["antwoorden"] == []
    await bram.says("/privacy")
    await bram.taps("Ja, gebruik het voor onderzoek")
    assert [row[10] for row in (await exported(coordinator))["antwoorden"]] == ["Twee bedden."]


@on_sqlite
async def test_a_few_who_report_on_much_are_few(
    running_bot: RunningBot, coordinator: User, anneke: User, bram: User
) -> None:
    """Six reports of two people: each of them would recognise the other's."""
    titles = ("Logeerhuis", "Zorgmap", "Buurtkamer")
    await running_bot.tries_out(*titles)
    for user in (anneke, bram):
        await user.registers("participant", works_on=titles)
    await running_bot.opens_round()
    for user in (anneke, bram):
        for _ in titles:
            await user.taps("Bezig", "Overslaan")
    await closes_after(running_bot, coordinator)
    assert (await exported(coordinator))["antwoorden"] == []


@on_sqlite
async def test_the_order_of_the_answers_tells_nothing(running_bot: RunningBot, coordinator: User) -> None:
    """It is that of the pseudonyms, which are drawn by lot: not that in which people answered."""
    await a_round(running_bot, coordinator)
    pseudonyms = [row[3] for row in (await exported(coordinator))["antwoorden"]]
    assert len(pseudonyms) == 15
    assert pseudonyms == sorted(pseudonyms)


@on_sqlite
async def test_the_period_counts_closed_rounds(running_bot: RunningBot, coordinator: User) -> None:
    await a_round(running_bot, coordinator)
    await running_bot.tick(ROUND_OPENS + timedelta(days=60))
    assert (await exported(coordinator, "De laatste maand"))["rondes"] == []
    assert len((await exported(coordinator, "De laatste drie maanden"))["rondes"]) == 1


@pytest.mark.made_apart
@on_sqlite
async def test_as_plain_text_it_comes_in_a_zip(running_bot: RunningBot, coordinator: User) -> None:
    await a_round(running_bot, coordinator)
    await coordinator.says("/export")
    await coordinator.taps("Alles", "Losse tabellen (csv in een zip)")
    with ZipFile(BytesIO(await coordinator.phone.downloads(await file_of(coordinator)))) as packed:
        assert packed.namelist() == ["rondes.csv", "antwoorden.csv", "experimenten.csv", "codeboek.csv"]
        with packed.open("rondes.csv") as file:
            rows = list(csv.reader(TextIOWrapper(file, encoding="utf-8-sig", newline=""), delimiter=";"))
    assert rows[1] == ["Zwolle", "1", "2026-W49", "2026-W49", "5", "5", "0", "0"]


@on_sqlite
async def test_a_manager_gets_one_practice_or_all(running_bot: RunningBot, coordinator: User, marja: User) -> None:
    await marja.registers("manager")
    await a_round(running_bot, coordinator)
    assert len((await exported(marja, "Alles", "Alle praktijken"))["rondes"]) == 1
    assert (await exported(marja, "Alles", "Ede"))["rondes"] == []


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
    await a_round(running_bot, coordinator)
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
    await a_round(running_bot, coordinator)
    await running_bot.telegram.fault("sendDocument", "status", error_code=502, times=None)
    await coordinator.says("/export")
    await coordinator.taps("Alles")
    await coordinator.phone.taps("Excel")
    await coordinator.opens(await running_bot.invite("coordinator", "ede"))
    await coordinator.phone.taps("Ja, naar Ede")
    await running_bot.telegram.clear_faults()
    await running_bot.tick(running_bot.clock.now() + timedelta(minutes=2))
    assert not [shown for shown in await coordinator.sees_all() if shown.kind == "document"]
