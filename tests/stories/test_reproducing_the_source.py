"""The programme of 2020, brought in with one file, gives Tabel 1, Figuur 1 and indicator 23 as the source prints them.

The texts of the design questions and experiments are not in the source, nor who takes part where: those are examples.
The totals are the source's own ("monitor Langer Thuis", 2020).
"""

from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import update

from programme.example import ExamplePractice, load_example
from reports import tabel1
from storage import practices
from storage.indicator import indicator
from storage.tables import practices as practice_table
from tests.running_bot import RunningBot, on_both
from tests.spreadsheets import Row, opened, xlsx
from tests.stories.user import User

PRACTICES = (
    "Brabantse Wal",
    "'s-Hertogenbosch",
    "Land van Cuijk",
    "Ede",
    "Noord West Veluwe",
    "Horst aan de Maas",
    "Leiden",
    "Leusden",
    "Renswoude",
    "Stein",
    "Zwolle",
)
TABEL_1 = {
    "(Thuis)zorgorganisatie": 46,
    "Gemeente": 24,
    "Vrijwilligersorganisatie": 20,
    "Welzijnsorganisatie": 17,
    "(Ex-)Mantelzorger NVO": 10,
    "Mantelzorgorganisatie": 10,
    "Huisartspraktijk": 7,
    "Zorgorganisatie": 4,
    "Belangenbehartiging": 3,
    "Mantelzorgsteunpunt": 3,
    "GGZ-organisatie": 2,
    "Netwerkorganisatie": 2,
    "Vrijwilliger NVO": 2,
    "Ondernemer": 1,
}


@pytest.fixture
async def manager(marja: User) -> User:
    """Marja, who has just asked for the template."""
    await marja.registers("manager")
    await marja.says("/import")
    return marja


async def sheets(manager: User) -> dict[str, list[Row]]:
    """The source's figures, in the form of the template Marja got, practice by practice."""
    programme = manager.running_bot.wiring.programme
    example = load_example(programme)
    template = opened(await manager.phone.downloads(await manager.phone.sees("Met dit bestand")))
    filled: dict[str, list[Row]] = {page.title: list(page.iter_rows(values_only=True)) for page in template.worksheets}
    assert [row[0] for row in filled["Praktijken"][1:]] == list(PRACTICES)
    centrals = {one.key: one.text["nl"] for one in programme.central_questions}
    for name, practice in zip(PRACTICES, example.practices, strict=True):
        for number, question in enumerate(practice.design_questions, start=1):
            filled["Ontwerpvragen"].append((number, name, centrals[question.central], question.title))
            for place, one in enumerate(question.experiments, start=1):
                filled["Experimenten"].append((place, name, question.title, one.title, one.status))
        names = {one.key: one.name["nl"] for one in programme.organisation_types}
        filled["Deelnemers"] += [(name, names.get(organisation)) for organisation in _participants(practice)]
    return filled


def _participants(practice: ExamplePractice) -> Iterator[str]:
    """One for each row: an organisation type's key; empty when the organisation is not known."""
    for organisation, number in practice.participants.items():
        yield from [organisation] * number
    yield from [""] * practice.participants_unknown


@on_both
async def test_one_file_gives_the_figures_of_the_source(running_bot: RunningBot, manager: User) -> None:
    filled = await sheets(manager)
    assert len(filled["Ontwerpvragen"]) - 1 == 35
    assert len(filled["Deelnemers"]) - 1 == 171
    await manager.phone.sends_file("programma-2020.xlsx", xlsx(filled))
    shown = await manager.sees()
    assert "Het bestand is gelezen." in shown.text
    assert "Nieuwe praktijk" not in shown.text
    assert "Gelukt." in (await manager.taps("Doorvoeren")).text

    async with running_bot.wiring.database.read() as connection:
        found = await indicator(connection)
        known = {one.id: one.name for one in await practices.every(connection)}
    example = load_example(running_bot.wiring.programme)
    assert (found.practices, found.participants, found.design_questions) == (11, 171, 35)
    assert [known[practice_id] for practice_id in found.by_practice] == list(PRACTICES)
    assert found.experiments_by_status == Counter(one.status for one in example.experiments())
    types = running_bot.wiring.programme.organisation_types
    assert {kind.name["nl"]: found.organisations[kind.key] for kind in types} == TABEL_1
    assert found.organisation_known == 151
    assert sum(found.by_practice.values()) == 171

    counts = [(kind.name["nl"], found.organisations[kind.key]) for kind in types]
    printed = tabel1.rows(tabel1.Tabel1("", "Organisatie", "Aantal", counts, "Totaal", ""))
    assert printed[0] == ("(Thuis)zorgorganisatie", 46, "Zorgorganisatie", 4)
    assert printed[-1] == (None, None, "Totaal", 151)


async def test_practices_too_come_in_with_the_file(running_bot: RunningBot, manager: User) -> None:
    """Figuur 1's eleven, of which this database had ten: the file puts the other one on the map again."""
    filled = await sheets(manager)
    async with running_bot.wiring.database.write() as connection:
        gone = update(practice_table).where(practice_table.c.slug == "renswoude")
        await connection.execute(gone.values(slug="elders", name="Elders", closed_at=running_bot.clock.now()))
    await manager.phone.sends_file("programma-2020.xlsx", xlsx(filled))
    await manager.taps("Doorvoeren")
    async with running_bot.wiring.database.read() as connection:
        found = await indicator(connection)
        again = await practices.by_slug(connection, "renswoude")
    assert again is not None
    assert (again.name, again.region) == ("Renswoude", "midden")
    assert (found.practices, found.by_practice[again.id]) == (11, 9)
