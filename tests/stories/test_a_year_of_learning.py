"""A year of three practices: one is surprised, one adapts, and what one recommends is taken over by the third."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from docx import Document
from openpyxl import load_workbook

from simulator.phone import Telegram
from tests.running_bot import ROUND_OPENS, RunningBot, on_both
from tests.stories.test_programme_report import newest_file
from tests.stories.user import User

MORNING = timedelta(days=6, hours=21)
TRIED = {"zwolle": "Logeerhuis", "ede": "Gesprekskaarten", "leiden": "Wandelgroep"}


@dataclass(frozen=True, slots=True)
class Team:
    """Who coordinates a practice, and who works on its experiment."""

    coordinator: User
    participant: User


async def joins(running_bot: RunningBot, telegram: Telegram, practice: str) -> Team:
    (title,) = [TRIED[practice]]
    await running_bot.tries_out(title, practice=practice)
    coordinator = User(running_bot, await telegram.person(f"Coördinator van {practice}"))
    participant = User(running_bot, await telegram.person(f"Deelnemer van {practice}"))
    await coordinator.registers("coordinator", practice)
    await participant.registers("participant", practice, works_on=(title,))
    return Team(coordinator, participant)


async def expects(team: Team, sentence: str, confidence: str) -> None:
    await team.coordinator.says("/experimenten")
    await team.coordinator.taps("1.", "Logboek", "Verwachting opschrijven")
    await team.coordinator.says(sentence)
    await team.coordinator.taps(confidence)


async def a_round(running_bot: RunningBot, opens: datetime, teams: Mapping[str, Team], **reported: str) -> None:
    """Who reports taps a status, and whether it came true ("Klaar, Minder"); then it is the morning after."""
    await running_bot.opens_round(opens)
    for practice, labels in reported.items():
        await reports(teams[practice].participant, *labels.split(", "))
    await running_bot.tick(opens + timedelta(days=6))
    await running_bot.tick(opens + MORNING)
    await running_bot.settles()


async def reports(participant: User, *labels: str) -> None:
    """Who let a round go by sees a short message first."""
    begin = "Nu invullen"
    if begin in (await participant.sees()).labels:
        await participant.taps(begin)
    await participant.taps(*labels)


async def looks_back(team: Team, sentence: str, decision: str) -> None:
    """As the question of the morning asks."""
    asked = [one for one in await team.coordinator.sees_all() if "Even terugkijken?" in one.text][-1]
    await team.coordinator.phone.taps_data(asked, asked.buttons[0].data or "")
    await team.coordinator.sees()
    await team.coordinator.taps("Wat leerden jullie?")
    await team.coordinator.says(sentence)
    await team.coordinator.taps(decision)


@on_both
async def test_what_was_expected_tried_and_found_is_told_at_the_end(
    running_bot: RunningBot, telegram: Telegram, marja: User
) -> None:
    teams = {practice: await joins(running_bot, telegram, practice) for practice in TRIED}
    await expects(teams["zwolle"], "Families bellen minder", "Groot vertrouwen")
    await expects(teams["ede"], "Nee zeggen wordt makkelijker", "Redelijk vertrouwen")
    await a_round(running_bot, ROUND_OPENS, teams, zwolle="Bezig", ede="Bezig", leiden="Bezig")
    assert not [one for one in await teams["ede"].coordinator.sees_all() if "Even terugkijken?" in one.text]

    spring = ROUND_OPENS + timedelta(weeks=16)
    await a_round(running_bot, spring, teams, zwolle="Aangepast, Anders", ede="Klaar, Beter")
    await looks_back(teams["zwolle"], "Zij belden juist meer, en dat hielp", "Aanpassen")
    await looks_back(teams["ede"], "Eén kaart per gesprek is genoeg", "Aan anderen aanraden")
    await teams["ede"].coordinator.taps("9 van de 10")

    autumn = ROUND_OPENS + timedelta(weeks=44)
    await running_bot.restart()
    await a_round(running_bot, autumn, teams, zwolle="Klaar, Beter", leiden="Loopt vast")
    await looks_back(teams["zwolle"], "Wie vooraf belt, slaapt beter", "Houden")
    leiden = teams["leiden"].coordinator
    await leiden.says("/experimenten")
    await leiden.taps("1. Wandelgroep", "Logboek", "Wat werkte elders?", "Ede: Gesprekskaarten", "Wij nemen dit over")
    await leiden.says("Dat wij eerder praten over grenzen")
    await leiden.taps("Klein vertrouwen")

    await marja.registers("manager")
    await marja.says("/programma")
    assert "Ede: Gesprekskaarten → Leiden" in (await marja.taps("Overgenomen")).text
    await marja.says("/programma")
    await marja.taps("Rapport", "Het hele programma", "Spreadsheet, om mee te rekenen")
    _, content = await newest_file(marja)
    rows = list(load_workbook(BytesIO(content))["Geleerd"].iter_rows(values_only=True))
    outcomes = [(row[0], row[1]) for row in rows if str(row[0]).startswith("Kwam het uit? ") and row[1]]
    assert outcomes == [("Kwam het uit? Beter", 2), ("Kwam het uit? Anders", 1)]
    told = {row[0]: row[2:] for row in rows[:6]}
    assert told["Zwolle"][:6] == (
        "Logeerhuis",
        "Families bellen minder",
        "Groot vertrouwen",
        "Anders, Beter",
        "Zij belden juist meer, en dat hielp / Wie vooraf belt, slaapt beter",
        "aanpassen, zo houden",
    )
    assert told["Ede"][5:7] == ("aan anderen aanraden", 9)
    assert told["Leiden"][0] == "Gesprekskaarten"
    assert told["Leiden"][-1] == "Ede: Gesprekskaarten"

    ede = teams["ede"].coordinator
    await ede.says("/samenvatting")
    await ede.taps("Rapport om te delen", "Word, om aan te passen")
    _, content = await newest_file(ede)
    paragraphs = "\n".join(one.text for one in Document(BytesIO(content)).paragraphs)
    assert (
        "Verwacht: “Nee zeggen wordt makkelijker”. Kwam het uit? Beter. Geleerd: “Eén kaart per gesprek is genoeg”. "
        "Daarna: aan anderen aanraden. Klaar voor anderen: 9 van de 10. Overgenomen door Leiden."
    ) in paragraphs
