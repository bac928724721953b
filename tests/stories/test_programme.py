"""`/programma`: the whole programme at a glance, for its managers, and nothing of anybody."""

import pytest

from scheduler import round_control
from storage import rounds
from storage.tables import memberships
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.crowd import EVERY_TWO_WEEKS, answer, caregivers
from tests.stories.leaders import noted
from tests.stories.user import User
from texts.callback_data import encode
from texts.taps.programme import PeriodChosen, PeriodsShown, ProgrammeShown, ReportAsked

#: As the monitor of 2020 prints it.
CAPTION = (
    "Tabel 1: Deelnemers aan de lerende praktijken van In voor Mantelzorg Thuis, gegroepeerd op basis van de "
    "organisatie waar de deelnemer actief is (NVO = Niet verbonden aan organisatie)."
)
REFUSED = "Dat kan niet. Tik op /hulp. Dan ziet u wat wel kan."
GONE = "Deze knop werkt niet meer."
TAPS = (ProgrammeShown("overview"), ProgrammeShown("central"), PeriodsShown(0), PeriodChosen("all"))
PARTS = [
    "Wat aandacht vraagt",
    "Tabel 1",
    "Kaart",
    "Hoeveel mensen vulden in",
    "Nieuwe mantelzorgers",
    "De drie vragen",
    "Overgenomen",
    "Rapport",
    "Praktijken",
    "Programmaleiders",
]


@pytest.fixture
async def manager(marja: User) -> User:
    await marja.registers("manager")
    return marja


async def windows_closed(running_bot: RunningBot) -> None:
    """Three rounds together, before the year ended. Eight of Zwolle and three of Ede answered: Ede is not told of."""
    zwolle, ede = await caregivers(running_bot, 8), await caregivers(running_bot, 3, "ede")
    await running_bot.opens_round()
    await answer(running_bot, zwolle[:4], "Moeizaam", "Goed", "Gaat wel")
    await answer(running_bot, zwolle[4:], "Goed", "Gaat wel", "Meestal")
    await answer(running_bot, ede, "Moeizaam", "Gaat wel", "Gaat wel")
    for number in (1, 2):
        await running_bot.opens_round(ROUND_OPENS + number * EVERY_TWO_WEEKS)
    await running_bot.telegram.move_to(ROUND_OPENS.replace(day=30))
    wiring = running_bot.wiring
    async with wiring.database.write() as connection:
        last = [one.id for one in await rounds.open_everywhere(connection)]
        now, minimum = running_bot.clock.now(), wiring.settings.minimum_group
        await round_control.close_rounds(connection, last, wiring.programme, minimum, now)


@on_both
async def test_the_overview_is_indicator_23_with_figuur_1_behind_it(
    running_bot: RunningBot, manager: User, bram: User
) -> None:
    await running_bot.tries_out("Logeerhuis", "Zorgmap")
    await bram.registers("participant")
    shown = await manager.says("/programma")
    for line in ("Praktijken: 11", "Deelnemers: 1", "Ontwerpvragen: 1", "Experimenten: 2", "Nog niets gemeld: 2"):
        assert line in shown.text.splitlines()
    assert shown.labels == PARTS
    assert shown.protected
    assert not [one for one in await manager.sees_all() if one.kind == "photo"]
    await manager.taps("Kaart")
    picture = (await manager.sees_all())[-1]
    assert (await manager.phone.downloads(picture)).startswith(b"\x89PNG")
    assert "Bram" not in shown.text


@on_sqlite
async def test_each_button_leads_somewhere_and_back(running_bot: RunningBot, manager: User) -> None:
    await manager.says("/programma")
    for label, words in (
        ("Wat aandacht vraagt", "Wat aandacht vraagt"),
        ("Tabel 1", "(NVO = Niet verbonden aan organisatie)."),
        ("Hoeveel mensen vulden in", "nog geen ronde"),
        ("Nieuwe mantelzorgers", "kwamen er geen mantelzorgers bij"),
        ("De drie vragen", "nog geen cijfers"),
        ("Rapport", "nog geen ronde"),
        ("Praktijken", "Tik op een praktijk"),
        ("Programmaleiders", "Wie leidt het programma?"),
    ):
        assert words in (await manager.taps(label)).text
        assert "Indicator 23" in (await manager.taps("Terug")).text
    await manager.taps("Kaart")
    assert [one.kind for one in await manager.sees_all() if one.kind == "photo"] == ["photo"]


@on_sqlite
async def test_tabel_1_has_every_row_of_the_source_and_its_footnote(
    running_bot: RunningBot, manager: User, bram: User
) -> None:
    await bram.phone.opens(await running_bot.invite("participant"))
    await bram.phone.taps("Ja, ik doe mee")
    await bram.taps("Gemeente")
    await manager.says("/programma")
    lines = (await manager.taps("Tabel 1")).text.splitlines()
    assert "(Thuis)zorgorganisatie: 0" in lines
    assert "Gemeente: 1" in lines
    assert "Totaal*: 1" in lines
    assert lines[0] == CAPTION
    assert lines[-1] == "*Van de 1 deelnemers, is van 1 deelnemers informatie bekend"
    assert len([line for line in lines if ": " in line]) == 1 + 14 + 1


async def test_a_practice_that_is_not_told_of_is_not_in_the_whole(running_bot: RunningBot, manager: User) -> None:
    await windows_closed(running_bot)
    await manager.says("/programma")
    shown = await manager.taps("De drie vragen")
    assert shown.text.count("Antwoorden: 8. Praktijken: 1 van 2.") == 3
    assert "Moeilijk: 4\nGaat wel: 0\nGoed: 4" in shown.text
    assert "telt hier ook niet mee" in shown.text


async def test_how_many_answered_is_by_practice_in_the_alphabets_order(running_bot: RunningBot, manager: User) -> None:
    await windows_closed(running_bot)
    await manager.says("/programma")
    shown = await manager.taps("Hoeveel mensen vulden in")
    assert shown.text.splitlines()[-2:] == [
        "Ede: 1 dec: 3 van 3; 15 dec: 0 van 3; 29 dec: 0 van 3",
        "Zwolle: 1 dec: 8 van 8; 15 dec: 0 van 8; 29 dec: 0 van 8",
    ]


@on_sqlite
async def test_read_aloud_the_map_is_in_words(running_bot: RunningBot, manager: User) -> None:
    await manager.says("/groot")
    await manager.says("/programma")
    assert not [one for one in await manager.sees_all() if one.kind == "photo"]
    shown = await manager.taps("Kaart")
    assert "Brabantse Wal (0), Ede (0), 's-Hertogenbosch (0), Horst aan de Maas (0)" in shown.text
    assert not [one for one in await manager.sees_all() if one.kind == "photo"]


@on_sqlite
@pytest.mark.parametrize("role", [None, "caregiver", "participant", "coordinator"])
async def test_others_are_refused(running_bot: RunningBot, els: User, role: str | None) -> None:
    if role:
        await els.registers(role)
    before = (await els.says("/programma")).text
    assert before == REFUSED
    for tap in (*TAPS, ReportAsked("all", "pdf")):
        assert await els.forges(encode(tap)) == GONE
    assert [one.kind for one in await els.sees_all() if one.kind != "text"] == []
    assert "programme_report" not in await noted(running_bot)


@on_sqlite
async def test_a_manager_no_more_sees_no_more(running_bot: RunningBot, manager: User) -> None:
    await manager.says("/programma")
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(memberships.update().values(left_at=running_bot.clock.now()))
    for tap in (*TAPS, ReportAsked("all", "pdf")):
        assert await manager.forges(encode(tap)) == GONE


@on_sqlite
@pytest.mark.parametrize("tap", [ProgrammeShown("secrets"), PeriodChosen("2026q9"), ReportAsked("all", "exe")])
async def test_what_no_button_says_is_nothing(manager: User, tap: ProgrammeShown | PeriodChosen | ReportAsked) -> None:
    assert await manager.forges(encode(tap)) == GONE
