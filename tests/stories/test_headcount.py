"""How many people a practice has: counts for its coordinators, and never a name."""

from sqlalchemy import update

from storage.tables import outside_participants, people
from tests.running_bot import RunningBot, on_both
from tests.stories.user import User

REFUSED = "Dat kan niet. Tik op /hulp. Dan ziet u wat wel kan."


@on_both
async def test_a_coordinator_sees_how_many_and_from_where(
    running_bot: RunningBot, anneke: User, bram: User, els: User, corrie: User, dirk: User
) -> None:
    await corrie.registers("coordinator")
    await dirk.registers("coordinator", "ede")
    await anneke.registers("caregiver")
    await bram.opens(await running_bot.invite("participant"))
    await bram.taps("Ja, ik doe mee", "Gemeente")
    await els.registers("caregiver")
    await els.registers("participant")
    shown = await corrie.says("/deelnemers")
    assert shown.text == (
        "Mensen in Zwolle\nMantelzorgers: 2\nDeelnemers: 2\nCoördinatoren: 1\n\n"
        "Deelnemers per organisatie\nGemeente: 1\nDe organisatie is bekend van 1 van de 2 deelnemers."
    )
    assert shown.protected
    assert "Mantelzorgers: 0" in (await dirk.says("/deelnemers")).text


@on_both
async def test_who_only_tries_the_bot_out_counts_where_everybody_does(
    running_bot: RunningBot, bram: User, els: User, corrie: User
) -> None:
    await corrie.registers("coordinator")
    await bram.registers("participant")
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(update(people).where(people.c.address == bram.phone.id).values(is_test=True))
    assert "Deelnemers: 1" in (await corrie.says("/deelnemers")).text
    await els.registers("caregiver")
    shown = (await corrie.says("/deelnemers")).text
    assert "Mantelzorgers: 1\nDeelnemers: 0\nCoördinatoren: 1" in shown
    assert "per organisatie" not in shown


async def test_who_takes_part_without_the_bot_counts_as_well(running_bot: RunningBot, bram: User, corrie: User) -> None:
    await corrie.registers("coordinator")
    await bram.registers("participant")
    zwolle = await running_bot.practice_id("zwolle")
    async with running_bot.wiring.database.write() as connection:
        for organisation, number in (("municipality", 3), (None, 2)):
            row = {"practice_id": zwolle, "organisation": organisation, "number": number}
            await connection.execute(outside_participants.insert().values(row))
    shown = (await corrie.says("/deelnemers")).text
    assert "Deelnemers: 1\nCoördinatoren: 1\nDeelnemers buiten Telegram: 5" in shown
    assert "Gemeente: 3\nDe organisatie is bekend van 3 van de 6 deelnemers." in shown


async def test_who_is_away_is_counted_once_for_whatever_reason_and_named_never(
    running_bot: RunningBot, anneke: User, bram: User, els: User, corrie: User
) -> None:
    for user, role in ((corrie, "coordinator"), (anneke, "caregiver"), (bram, "caregiver"), (els, "caregiver")):
        await user.registers(role)
    await anneke.says("/pauze")
    await anneke.taps("Vakantie", "1 week")
    await bram.says("/stop")
    await els.phone.blocks()
    await running_bot.settles()
    shown = (await corrie.says("/people")).text
    assert "Mantelzorgers: 3" in shown
    assert "Krijgen nu geen vragen (pauze, gestopt of niet te bereiken): 3" in shown
    assert not [name for name in ("Anneke", "Bram", "Els") if name in shown]


async def test_nobody_else_may_ask(anneke: User, bram: User, marja: User) -> None:
    for user, role in ((anneke, "caregiver"), (bram, "participant"), (marja, "manager")):
        await user.registers(role)
        assert (await user.says("/deelnemers")).text == REFUSED
