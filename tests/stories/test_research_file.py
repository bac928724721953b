"""The research file: rows of persons, to managers, of who said yes to exactly that, where nobody stands out."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from simulator.phone import Phone
from storage.tables import audit, consents
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.crowd import answers_widely, caregivers, passes_window
from tests.stories.test_export import GONE, Sheets, exported, file_of, sheets_of
from tests.stories.user import User
from texts.callback_data import encode
from texts.taps.export import ResearchAsked, ResearchShown

YES, NO = "Ja, mijn antwoorden mogen", "Mijn antwoorden niet meer"
LEFT_OUT = "Van deze praktijk staan hier geen regels. Zo valt niemand op."
NO_FILE = "Daarom is er geen bestand."
FILE = "Bestand voor onderzoek"


@pytest.fixture
async def manager(marja: User) -> User:
    await marja.registers("manager")
    return marja


async def chooses(running_bot: RunningBot, phones: list[Phone], what: str) -> None:
    for phone in phones:
        await User(running_bot, phone).says("/privacy")
        await phone.taps(what)
    await running_bot.settles()


async def a_window(running_bot: RunningBot, phones: list[Phone], agreeing: int) -> None:
    """So many say yes; three rounds pass, in the first of which all answer."""
    await chooses(running_bot, phones[:agreeing], YES)
    await running_bot.opens_round()
    await answers_widely(running_bot, phones)
    await passes_window(running_bot)


async def a_second_window(running_bot: RunningBot, phones: list[Phone]) -> None:
    """The same people answer alike."""
    await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=6))
    for phone in phones:  # who missed two rounds is asked whether they want to
        await phone.taps("Nu invullen")
    await answers_widely(running_bot, phones)
    for weeks in (8, 10):
        await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=weeks))
    await running_bot.tick(ROUND_OPENS + timedelta(weeks=10, days=6))


async def asks(manager: User) -> str:
    await manager.says("/export")
    await manager.taps(FILE)
    return (await manager.taps("Excel")).text


async def research(manager: User) -> Sheets:
    await asks(manager)
    return await sheets_of(manager)


@on_both
async def test_rows_of_who_said_yes_and_of_nobody_else(running_bot: RunningBot, manager: User) -> None:
    phones = await caregivers(running_bot, 15)
    await a_window(running_bot, phones, agreeing=15)
    sheets = await research(manager)
    assert list(sheets) == ["antwoorden", "weggelaten", "codeboek"]
    rows = sheets["antwoorden"]
    assert {row[:3] for row in rows} == {("Zwolle", "2026-W49", "2027-W01")}  # no day
    assert len({row[3] for row in rows}) == 15
    answers = sorted((row[4], row[6]) for row in rows)
    assert answers == sorted((key, n) for key in ("samen", "volhouden", "goed") for n in "135" for _ in range(5))
    assert [row[3] for row in rows] == sorted(row[3] for row in rows)  # in the order of the lot
    assert ("samen", 1, "5", "Heel goed") in sheets["codeboek"]
    shown = await file_of(manager)
    assert shown.protected
    assert "Probeer niet uit te zoeken wie het zijn." in shown.text
    async with running_bot.wiring.database.read() as connection:
        noted = (await connection.execute(select(audit.c.action, audit.c.details))).all()
    assert ("research_file", {"kind": "xlsx"}) in [tuple(row) for row in noted]
    groups = await exported(manager, "Alles", "Zwolle")
    assert groups["codeboek"] == sheets["codeboek"]


@on_sqlite
async def test_pseudonyms_are_new_in_each_window_and_in_each_file(running_bot: RunningBot, manager: User) -> None:
    phones = await caregivers(running_bot, 15)
    await a_window(running_bot, phones, agreeing=15)
    await a_second_window(running_bot, phones)
    seen = [row[1:4:2] for _ in range(2) for row in set((await research(manager))["antwoorden"])]
    assert len({pseudonym for _, pseudonym in seen}) == 4 * 15
    assert len({week for week, _ in seen}) == 2


@on_sqlite
@pytest.mark.parametrize("agreeing", [9, 14])
async def test_too_few_and_almost_all_of_them_make_no_file_and_it_says_why(
    running_bot: RunningBot, manager: User, agreeing: int
) -> None:
    """Of nine somebody stands out; beside fourteen of fifteen the figures of all tell of the fifteenth."""
    await a_window(running_bot, await caregivers(running_bot, 15), agreeing=agreeing)
    assert NO_FILE in await asks(manager)
    assert not [shown for shown in await manager.sees_all() if shown.kind == "document"]


@on_sqlite
@pytest.mark.parametrize("how", ["takes it back", "erases", "stops taking part", "leaves for a while"])
async def test_with_one_who_goes_the_practice_goes(running_bot: RunningBot, manager: User, how: str) -> None:
    """With one row less the file of before would tell whose it was; also when somebody else comes in their place."""
    zwolle, ede = await caregivers(running_bot, 15), await caregivers(running_bot, 15, "ede")
    await a_window(running_bot, [*zwolle, *ede], agreeing=30)
    assert {row[0] for row in (await research(manager))["antwoorden"]} == {"Zwolle", "Ede"}
    gone = User(running_bot, zwolle[0])
    if how == "takes it back":
        await chooses(running_bot, zwolle[:1], NO)
        await chooses(running_bot, zwolle[:1], YES)  # a yes of today is none to what was answered before
    elif how == "erases":
        await gone.says("/wissen")
        await gone.taps("Ja, wis alles")
    elif how == "stops taking part":
        await gone.says("/privacy")
        await gone.taps("Mijn ja terugnemen")
    else:
        await gone.says("/stop")
    sheets = await research(manager)
    assert {row[0] for row in sheets["antwoorden"]} == {"Ede"}
    assert ("Zwolle", "2026-W49", "2027-W01", LEFT_OUT) in sheets["weggelaten"]


@on_sqlite
@pytest.mark.parametrize(("more", "leave"), [(0, 2), (1, 1)])
async def test_with_one_who_came_since_the_last_file_the_window_waits(
    running_bot: RunningBot, manager: User, more: int, leave: int
) -> None:
    """The figures are of the same people; the one row more would be theirs who said yes since."""
    phones = await caregivers(running_bot, 30)
    await a_window(running_bot, phones, agreeing=15)
    await chooses(running_bot, phones[15 : 15 + more], YES)
    await a_second_window(running_bot, phones)
    assert len({row[1] for row in (await research(manager))["antwoorden"]}) == leave


@on_sqlite
async def test_a_yes_after_the_window_or_to_other_words_is_none(running_bot: RunningBot, manager: User) -> None:
    phones = await caregivers(running_bot, 15)
    await a_window(running_bot, phones, agreeing=0)
    await chooses(running_bot, phones, YES)
    assert NO_FILE in await asks(manager)


@on_sqlite
async def test_a_yes_to_words_of_before_is_none(running_bot: RunningBot, manager: User) -> None:
    await a_window(running_bot, await caregivers(running_bot, 15), agreeing=15)
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(update(consents).where(consents.c.purpose == "rows").values(notice_hash="0" * 64))
    assert NO_FILE in await asks(manager)


@on_sqlite
async def test_a_yes_to_texts_or_cards_is_no_yes_to_this(running_bot: RunningBot, manager: User) -> None:
    phones = await caregivers(running_bot, 15)
    await chooses(running_bot, phones, "Ja, bewaar mijn tekst langer")
    await a_window(running_bot, phones, agreeing=0)
    assert NO_FILE in await asks(manager)


@on_sqlite
async def test_only_managers_get_it(running_bot: RunningBot, corrie: User, anneke: User, bram: User) -> None:
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await bram.registers("participant")
    assert FILE not in (await corrie.says("/export")).labels
    for user in (corrie, anneke, bram):
        for tap in (ResearchShown(), ResearchAsked("xlsx")):
            assert await user.forges(encode(tap)) == GONE


@on_sqlite
async def test_only_caregivers_are_asked(running_bot: RunningBot, anneke: User, bram: User) -> None:
    await anneke.registers("caregiver")
    await bram.registers("participant")
    shown = await anneke.says("/privacy")
    assert YES in shown.labels
    assert "Wie al een antwoord van u kent, kan soms raden welke regel van u is." in shown.text
    assert YES not in (await bram.says("/privacy")).labels
