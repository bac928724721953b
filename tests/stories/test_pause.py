"""`/pauze`: no questions for a while, one tap to be back, and everything stops when somebody's loved one has died."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from simulator.phone import Telegram
from storage.tables import check_ins, outbox, people
from tests.running_bot import ROUND_OPENS, RunningBot, on_sqlite
from tests.stories.user import User

pytestmark = on_sqlite

SECOND_ROUND = ROUND_OPENS + timedelta(weeks=2)
MAY_TELL = "Mag de coördinator weten"


async def at(running_bot: RunningBot, moment: datetime) -> None:
    """Time reaches this moment."""
    await running_bot.settles()
    await running_bot.tick(moment)
    await running_bot.settles()


async def eligible(running_bot: RunningBot) -> int:
    async with running_bot.wiring.database.read() as connection:
        return len((await connection.execute(select(check_ins.c.id))).all())


@pytest.fixture
async def caregiver(running_bot: RunningBot, anneke: User) -> User:
    await anneke.registers("caregiver")
    return anneke


async def test_who_pauses_is_not_asked_and_not_counted_and_hears_of_the_end_once(
    running_bot: RunningBot, caregiver: User, bram: User
) -> None:
    await bram.registers("caregiver")
    asked = await caregiver.says("/pauze")
    assert asked.labels == [
        "Vakantie",
        "Een zware week",
        "Mijn naaste is opgenomen",
        "Iets anders",
        "Mijn naaste is overleden",
        "Toch niet",
    ]
    assert (await caregiver.taps("Iets anders")).labels == [
        "1 week",
        "2 weken",
        "4 weken",
        "Tot een datum",
        "Toch niet",
    ]
    paused = await caregiver.taps("2 weken")
    assert "Op maandag 7 december doet u vanzelf weer mee." in paused.text
    assert paused.labels == ["Nu weer meedoen"]
    await running_bot.restart()

    before = await caregiver.sees_all()
    await at(running_bot, ROUND_OPENS)
    assert await eligible(running_bot) == 1
    await at(running_bot, datetime(2026, 12, 6, 17, 59, tzinfo=UTC))
    assert await caregiver.sees_all() == before
    await running_bot.restart()
    for hour in (18, 19, 23):
        await at(running_bot, datetime(2026, 12, 6, hour, 0, tzinfo=UTC))
        await running_bot.restart()
    ends = (await caregiver.sees_all())[len(before) :]
    assert [shown.text for shown in ends] == [
        "Uw pauze is bijna voorbij. Vanaf maandag 7 december doet u weer mee. U hoeft niets te doen."
    ]
    assert ends[0].labels == ["Langer pauze"]
    await at(running_bot, SECOND_ROUND)
    assert "Hoe ging het samenwerken" in (await caregiver.sees()).text
    assert await eligible(running_bot) == 1 + 2


async def test_one_tap_resumes_and_the_open_question_is_at_hand(running_bot: RunningBot, caregiver: User) -> None:
    await at(running_bot, ROUND_OPENS)
    await caregiver.taps("Goed")
    await caregiver.says("/pauze")
    await caregiver.taps("Iets anders", "1 week")
    await running_bot.restart()
    before = len(await caregiver.sees_all())
    await at(running_bot, ROUND_OPENS + timedelta(days=2))
    assert len(await caregiver.sees_all()) == before
    shown = await caregiver.taps("Nu weer meedoen")
    assert "Hoe goed houdt u het nu vol?" in shown.text
    assert "Welkom terug. U doet weer mee.\nDe volgende check-in komt op dinsdag 15 december" in (
        (await caregiver.sees_all())[-2].text
    )
    await at(running_bot, datetime(2026, 12, 7, 18, 0, tzinfo=UTC))
    assert "pauze" not in (await caregiver.sees()).text


async def test_start_never_ends_a_pause(running_bot: RunningBot, caregiver: User) -> None:
    await caregiver.says("/pauze")
    await caregiver.taps("Vakantie", "4 weken", "Nee, liever niet")
    assert "U heeft pauze." in (await caregiver.opens()).text
    await at(running_bot, ROUND_OPENS)
    assert await eligible(running_bot) == 0


async def test_during_a_pause_it_says_until_when(caregiver: User) -> None:
    await caregiver.says("/pauze")
    await caregiver.taps("Iets anders", "1 week")
    assert "U heeft pauze. Op maandag 30 november" in (await caregiver.says("/pauze")).text


@pytest.mark.parametrize(
    ("typed", "back_on"),
    [("15 januari", "vrijdag 15 januari"), ("5-1", "dinsdag 5 januari"), ("op 24/11", "dinsdag 24 november")],
)
async def test_until_a_typed_date(caregiver: User, typed: str, back_on: str) -> None:
    await caregiver.says("/pauze")
    asked = await caregiver.taps("Iets anders", "Tot een datum")
    assert "Vanaf welke dag wilt u weer meedoen?" in asked.text
    assert f"Op {back_on} doet u vanzelf weer mee." in (await caregiver.says(typed)).text


async def test_until_a_picked_date_and_what_is_no_date_is_asked_again(running_bot: RunningBot, caregiver: User) -> None:
    await caregiver.says("/pauze")
    asked = await caregiver.taps("Iets anders", "Tot een datum")
    assert asked.labels == ["30 nov", "7 dec", "14 dec", "21 dec", "28 dec", "4 jan", "Toch niet"]
    for typed in ("over een tijdje", "31 februari", "1-1-2020", "12-12-2031"):
        assert "Die dag begrepen wij niet." in (await caregiver.says(typed)).text
        await running_bot.restart()
    assert "Op maandag 21 december doet u vanzelf weer mee." in (await caregiver.taps("21 dec")).text


async def test_the_coordinator_learns_a_reason_only_if_the_person_agrees(
    running_bot: RunningBot, caregiver: User, bram: User, corrie: User
) -> None:
    await corrie.registers("coordinator")
    await bram.registers("participant")
    before = await corrie.sees_all()
    await caregiver.says("/pauze")
    assert (
        f"{MAY_TELL} dat u pauze heeft, en waarom (een zware week)?"
        in (await caregiver.taps("Een zware week", "1 week")).text
    )
    await caregiver.taps("Nee, liever niet")
    assert await corrie.sees_all() == before
    async with running_bot.wiring.database.read() as connection:
        assert set(await connection.scalars(select(people.c.pause_reason))) == {None}

    await bram.says("/pauze")
    await bram.taps("Mijn naaste is opgenomen", "2 weken", "Ja, dat mag")
    (told,) = (await corrie.sees_all())[len(before) :]
    assert told.text == (
        "Een deelnemer heeft pauze tot maandag 7 december. De reden: een opname van de naaste. "
        "U mag dit weten. U hoeft niets te doen."
    )
    assert told.protected


async def test_erasing_leaves_no_number_in_what_the_coordinator_was_told(
    running_bot: RunningBot, caregiver: User, corrie: User
) -> None:
    """It says about whom by the person's own number, from which a backup would tell who paused."""
    await corrie.registers("coordinator")
    await caregiver.says("/pauze")
    await caregiver.taps("Een zware week", "1 week", "Ja, dat mag")
    mine = select(people.c.id).where(people.c.address == caregiver.phone.id)
    async with running_bot.wiring.database.read() as connection:
        number = await connection.scalar(mine)
    about_them = select(outbox.c.kind).where(outbox.c.subject_id == number)
    async with running_bot.wiring.database.read() as connection:
        assert "pause_shared" in set(await connection.scalars(about_them))
    await caregiver.says("/wissen")
    await caregiver.taps("Ja, wis alles")
    async with running_bot.wiring.database.read() as connection:
        assert set(await connection.scalars(about_them)) == set()


async def test_when_a_loved_one_has_died_everything_stops_gently(
    running_bot: RunningBot, caregiver: User, corrie: User
) -> None:
    await corrie.registers("coordinator")
    await at(running_bot, ROUND_OPENS)
    await caregiver.taps("Vanavond")
    await caregiver.says("/pauze")
    asked = await caregiver.taps("Mijn naaste is overleden")
    assert asked.text.startswith("Wat verdrietig.\nZullen wij stoppen met de check-ins?")
    last = await caregiver.taps("Ja, stop maar")
    assert last.text.startswith("Wat verdrietig. Veel sterkte gewenst.")
    assert last.buttons == []
    before, coordinators = await caregiver.sees_all(), await corrie.sees_all()
    await running_bot.restart()
    for moment in (
        ROUND_OPENS + timedelta(hours=7),
        ROUND_OPENS + timedelta(days=2),
        SECOND_ROUND,
        SECOND_ROUND + timedelta(days=2),
    ):
        await at(running_bot, moment)
    after = await caregiver.sees_all()
    assert [shown.id for shown in after] == [shown.id for shown in before]
    changed = [now.text for now, was in zip(after, before, strict=True) if now != was]
    assert changed == ["Deze check-in is gesloten. U hoeft niets meer te doen."]  # and nothing of a next time
    since = [shown for shown in await corrie.sees_all() if shown not in coordinators]
    assert all(shown.photo or shown.text.startswith("Zwolle, ronde 1") for shown in since)  # the figures, and no more
    assert await eligible(running_bot) == 1  # of the first round only
    assert "De volgende komt op" in (await caregiver.opens()).text
    assert "U krijgt vanaf nu weer check-ins." in (await caregiver.sees_all())[-2].text
    await at(running_bot, SECOND_ROUND + timedelta(weeks=2))
    assert "Hoe ging het samenwerken" in (await caregiver.sees()).text


async def test_a_change_of_mind_changes_nothing(running_bot: RunningBot, caregiver: User, telegram: Telegram) -> None:
    await caregiver.says("/pauze")
    assert (await caregiver.taps("Vakantie", "Toch niet")).text == "Goed. Er is niets veranderd."
    for forged in ("qw|holiday|3", "qw|nonsense|1", "qu|holiday|20261399", "qs|holiday|1"):
        await caregiver.forges(forged)
    await at(running_bot, ROUND_OPENS)
    assert await eligible(running_bot) == 1
