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
from tests.house import ROUND_OPENS, House, on_sqlite
from tests.stories.crowd import answer, caregivers, closes_after
from tests.stories.guest import Guest
from tests.stories.test_looking_closer import write
from texts.callback_data import ExportAsked, ExportPeriodChosen, ExportShown, PracticeListTurned, encode

GONE = "Deze knop werkt niet meer."
Sheets = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
async def coordinator(corrie: Guest) -> Guest:
    """Corrie, who is coordinator of Zwolle."""
    await corrie.registers("coordinator")
    return corrie


async def file_of(guest: Guest) -> Message:
    """The newest file that somebody got."""
    return [shown for shown in await guest.sees_all() if shown.kind == "document"][-1]


async def exported(guest: Guest, period: str = "Alles", *before: str) -> Sheets:
    """The sheets of the workbook that they get, each with its rows below the header."""
    await guest.says("/export")
    await guest.taps(*before, period, "Excel")
    book = load_workbook(BytesIO(await guest.phone.downloads(await file_of(guest))))
    return {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book}


async def a_round(house: House, corrie: Guest, count: int = 5) -> None:
    phones = await caregivers(house, count)
    await house.opens_round()
    await answer(house, phones, "Goed", "Gaat wel", "Meestal")
    await closes_after(house, corrie)


async def test_a_round_cell_by_cell(house: House, coordinator: Guest, bram: Guest) -> None:
    people_ = await caregivers(house, 5)
    await house.tries_out("=Logeerhuis()")
    await bram.registers("participant", works_on=("=Logeerhuis()",))
    await house.opens_round()
    await answer(house, people_, "Goed", "Gaat wel", "Meestal")
    await bram.taps("Bezig")
    await closes_after(house, coordinator)
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
    async with house.wiring.database.read() as connection:
        noted = (await connection.execute(select(audit.c.action, audit.c.details))).all()
    assert [tuple(row) for row in noted if row.action == "export"] == [("export", {"period": "all", "kind": "xlsx"})]


@on_sqlite
async def test_pseudonyms_differ_from_export_to_export(house: House, coordinator: Guest) -> None:
    await a_round(house, coordinator)
    first, second = [{row[3] for row in (await exported(coordinator))["antwoorden"]} for _ in range(2)]
    assert len(first) == len(second) == 5
    assert not first & second


@on_sqlite
async def test_a_group_that_is_too_small_is_not_in_it(house: House, coordinator: Guest) -> None:
    await a_round(house, coordinator, count=4)
    sheets = await exported(coordinator)
    assert sheets["antwoorden"] == []
    assert sheets["rondes"] == [("Zwolle", 1, "2026-W49", "2026-W49", 4, 4, 0, 0)]


@on_sqlite
async def test_after_an_erasure_the_rest_cannot_be_subtracted(house: House, coordinator: Guest) -> None:
    phones = await caregivers(house, 6)
    await house.opens_round()
    await answer(house, phones, "Goed", "Gaat wel", "Meestal")
    await closes_after(house, coordinator)
    assert len((await exported(coordinator))["antwoorden"]) == 18
    gone = Guest(house, phones[0])
    await gone.says("/wissen")
    await gone.taps("Ja, wis alles")
    assert (await exported(coordinator))["antwoorden"] == []


@on_sqlite
async def test_who_only_tries_the_bot_out_is_in_no_figure(house: House, coordinator: Guest) -> None:
    phones = await caregivers(house, 6)
    async with house.wiring.database.write() as connection:
        await connection.execute(update(people).where(people.c.telegram_id == phones[0].id).values(is_test=True))
    await house.opens_round()
    await answer(house, phones[:1], "Heel goed", "Heel goed", "Ja, goed")
    await answer(house, phones[1:], "Goed", "Gaat wel", "Meestal")
    await closes_after(house, coordinator)
    sheets = await exported(coordinator)
    assert sheets["rondes"][0][4:6] == (5, 5)
    assert {row[8] for row in sheets["antwoorden"]} == {3, 4}


@on_sqlite
async def test_what_is_shared_stands_without_round_or_pseudonym(house: House, coordinator: Guest, marja: Guest) -> None:
    phones = await caregivers(house, 5)
    await house.opens_round()
    await write(house, phones, "Zwaar")
    await closes_after(house, coordinator)
    assert (await exported(coordinator))["antwoorden"] == []  # nobody chose that a text goes in a file
    for phone in phones:
        await Guest(house, phone).says("/privacy")
        await phone.taps("Ja, gebruik het voor onderzoek")
    sheets = await exported(coordinator)
    assert sorted(row[10] for row in sheets["antwoorden"]) == [f"Zwaar {number}" for number in range(5)]
    assert {row[1:4] for row in sheets["antwoorden"]} == {(None, None, None)}
    await marja.registers("manager")
    assert (await exported(marja, "Alles", "Zwolle"))["antwoorden"] == []  # she is nobody's coordinator


@on_sqlite
async def test_a_report_goes_along_only_with_a_yes_to_research(house: House, coordinator: Guest, bram: Guest) -> None:
    await house.tries_out("Logeerhuis")
    await bram.registers("participant", works_on=("Logeerhuis",))
    await house.opens_round()
    await bram.taps("Bezig")
    await bram.says("Twee bedden.")
    await bram.taps("Overslaan", "Overslaan", "Nee, deze keer niet", "Ja, dat mag")
    await closes_after(house, coordinator)
    assert (await exported(coordinator))["antwoorden"] == []
    await bram.says("/privacy")
    await bram.taps("Ja, gebruik het voor onderzoek")
    assert [row[10] for row in (await exported(coordinator))["antwoorden"]] == ["Twee bedden."]


@on_sqlite
async def test_a_few_who_report_on_much_are_few(house: House, coordinator: Guest, anneke: Guest, bram: Guest) -> None:
    """Six reports of two people: each of them would recognise the other's."""
    titles = ("Logeerhuis", "Zorgmap", "Buurtkamer")
    await house.tries_out(*titles)
    for guest in (anneke, bram):
        await guest.registers("participant", works_on=titles)
    await house.opens_round()
    for guest in (anneke, bram):
        for _ in titles:
            await guest.taps("Bezig", "Overslaan")
    await closes_after(house, coordinator)
    assert (await exported(coordinator))["antwoorden"] == []


@on_sqlite
async def test_the_order_of_the_answers_tells_nothing(house: House, coordinator: Guest) -> None:
    """It is that of the pseudonyms, which are drawn by lot: not that in which people answered."""
    await a_round(house, coordinator)
    pseudonyms = [row[3] for row in (await exported(coordinator))["antwoorden"]]
    assert len(pseudonyms) == 15
    assert pseudonyms == sorted(pseudonyms)


@on_sqlite
async def test_the_period_counts_closed_rounds(house: House, coordinator: Guest) -> None:
    await a_round(house, coordinator)
    await house.tick(ROUND_OPENS + timedelta(days=60))
    assert (await exported(coordinator, "De laatste maand"))["rondes"] == []
    assert len((await exported(coordinator, "De laatste drie maanden"))["rondes"]) == 1


@on_sqlite
async def test_as_plain_text_it_comes_in_a_zip(house: House, coordinator: Guest) -> None:
    await a_round(house, coordinator)
    await coordinator.says("/export")
    await coordinator.taps("Alles", "Losse tabellen (csv in een zip)")
    with ZipFile(BytesIO(await coordinator.phone.downloads(await file_of(coordinator)))) as packed:
        assert packed.namelist() == ["rondes.csv", "antwoorden.csv", "experimenten.csv", "codeboek.csv"]
        with packed.open("rondes.csv") as file:
            rows = list(csv.reader(TextIOWrapper(file, encoding="utf-8-sig", newline=""), delimiter=";"))
    assert rows[1] == ["Zwolle", "1", "2026-W49", "2026-W49", "5", "5", "0", "0"]


@on_sqlite
async def test_a_manager_gets_one_practice_or_all(house: House, coordinator: Guest, marja: Guest) -> None:
    await marja.registers("manager")
    await a_round(house, coordinator)
    assert len((await exported(marja, "Alles", "Alle praktijken"))["rondes"]) == 1
    assert (await exported(marja, "Alles", "Ede"))["rondes"] == []


@on_sqlite
async def test_a_long_list_of_practices_has_pages(house: House, marja: Guest) -> None:
    await marja.registers("manager")
    async with house.wiring.database.write() as connection:
        for number in range(12, 15):
            place = Place(latitude=52.1, longitude=5.2)
            await practices.add(connection, f"p-{number}", f"Praktijk {number}", "noord", place, house.clock.now())
    for asked in ("/export", "/samenvatting", "/uitnodigen"):
        assert "Praktijk 14" not in (await marja.says(asked)).labels
        assert "Praktijk 14" in (await marja.taps("Volgende")).labels
    assert await marja.forges(encode(PracticeListTurned("anything", 1))) == GONE


@on_sqlite
async def test_a_restart_half_way_loses_nothing(house: House, coordinator: Guest) -> None:
    await a_round(house, coordinator)
    await coordinator.says("/export")
    await coordinator.taps("Alles")
    await house.telegram.fault("sendDocument", "status", error_code=502)
    await coordinator.phone.taps("Excel")
    await house.restart()
    for _ in range(2):  # whoever began is given up, and Telegram refuses the file once
        await house.tick(house.clock.now() + timedelta(minutes=2))
        await house.settles()
    assert "Het bestand is klaar." in (await coordinator.sees()).text
    assert (await file_of(coordinator)).kind == "document"


@on_sqlite
async def test_nobody_else_gets_one(house: House, coordinator: Guest, dirk: Guest, anneke: Guest) -> None:
    await dirk.registers("coordinator", "ede")
    await anneke.registers("caregiver")
    zwolle = await house.practice_id("zwolle")
    taps = [ExportShown(zwolle), ExportPeriodChosen(zwolle, "all"), ExportAsked(zwolle, "all", "xlsx")]
    for tap in [*taps, ExportShown(0), ExportAsked(0, "all", "xlsx")]:
        for guest in (dirk, anneke):
            assert await guest.forges(encode(tap)) == GONE
    assert "Dat kan niet" in (await anneke.says("/export")).text


@on_sqlite
async def test_a_role_that_ends_while_it_waits_gets_nothing(house: House, coordinator: Guest) -> None:
    await a_round(house, coordinator)
    await house.telegram.fault("sendDocument", "status", error_code=502, times=None)
    await coordinator.says("/export")
    await coordinator.taps("Alles")
    await coordinator.phone.taps("Excel")
    await coordinator.opens(await house.invite("coordinator", "ede"))
    await coordinator.phone.taps("Ja, naar Ede")
    await house.telegram.clear_faults()
    await house.tick(house.clock.now() + timedelta(minutes=2))
    assert not [shown for shown in await coordinator.sees_all() if shown.kind == "document"]
