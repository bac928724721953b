"""One friendly reminder for who has not finished, at an hour that suits; and coming back when somebody asks to."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from rules.payloads.check_in import CheckInAskedOver
from simulator.phone import Telegram
from storage.tables import check_ins, outbox
from tests.running_bot import ROUND_OPENS, RunningBot, on_sqlite
from tests.stories.user import User, data_of

pytestmark = on_sqlite

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
REMINDED = ROUND_OPENS + 2 * DAY
REMINDER = "Uw check-in van dinsdag 1 december staat nog open."
NOW, TOMORROW, NOT_THIS_TIME = "Nu invullen", "Morgen", "Deze keer niet"


@pytest.fixture
async def asked(running_bot: RunningBot, anneke: User) -> User:
    """A caregiver with an open check-in."""
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    return anneke


async def reminders(user: User) -> int:
    return sum(REMINDER in shown.text for shown in await user.sees_all())


async def at(running_bot: RunningBot, moment: datetime) -> None:
    """Time reaches this moment, whatever process is at work then."""
    await running_bot.settles()
    await running_bot.tick(moment)
    await running_bot.settles()


async def test_who_has_not_finished_is_reminded_once_after_two_days(asked: User, running_bot: RunningBot) -> None:
    await at(running_bot, REMINDED - MINUTE)
    assert await reminders(asked) == 0
    await running_bot.restart()
    for moment in (REMINDED, REMINDED, REMINDED + DAY, REMINDED + 2 * DAY):
        await at(running_bot, moment)
        await running_bot.restart()
    assert await reminders(asked) == 1
    reminder = await asked.sees()
    assert "Heeft u 1 minuut?" in reminder.text
    assert reminder.labels == [NOW, TOMORROW, NOT_THIS_TIME]


async def test_when_the_round_closes_a_reminder_that_nobody_took_up_loses_its_buttons(
    asked: User, running_bot: RunningBot
) -> None:
    await at(running_bot, REMINDED)
    await running_bot.restart()
    await at(running_bot, ROUND_OPENS + 6 * DAY)
    assert await asked.sees_buttons_on() == []
    closed = [shown.text for shown in await asked.sees_all() if shown.text.startswith("Deze check-in is gesloten.")]
    assert len(closed) == 2
    assert "U hoeft niets meer te doen." in closed[1]
    assert await reminders(asked) == 0


async def test_an_older_message_that_says_already_where_it_goes_on_is_not_emptied_again(
    asked: User, running_bot: RunningBot
) -> None:
    """More would be refused by Telegram, and the figures of refusals would count who wrote something."""
    await asked.taps("Goed", "Met moeite", "Meestal")
    await asked.says("Het gaat")
    await at(running_bot, ROUND_OPENS + 6 * DAY)
    said = select(func.count()).where(outbox.c.kind == CheckInAskedOver.KIND)
    async with running_bot.wiring.database.read() as connection:
        assert await connection.scalar(said) == 0


async def test_who_went_on_in_the_reminder_sees_there_what_is_kept(asked: User, running_bot: RunningBot) -> None:
    await at(running_bot, REMINDED)
    await asked.taps(NOW, "Gaat wel")
    await at(running_bot, ROUND_OPENS + 6 * DAY)
    assert await asked.sees_buttons_on() == []
    assert "Wij hebben 1 antwoord van u bewaard." in (await asked.sees()).text


async def test_the_reminder_becomes_the_check_in(asked: User, running_bot: RunningBot) -> None:
    await at(running_bot, REMINDED)
    reminder = await asked.sees()
    question = await asked.taps(NOW)
    assert question.id == reminder.id
    assert "Hoe ging het samenwerken de afgelopen tijd?" in question.text
    assert await asked.sees_buttons_on() == [reminder.id]
    await running_bot.restart()
    assert (await asked.taps("Goed")).id == reminder.id
    assert (await running_bot.answers_of(asked.phone))["samen"].score == 4


async def test_who_finished_is_left_in_peace(asked: User, running_bot: RunningBot) -> None:
    await asked.taps("Goed", "Goed", "Ja, goed", "Overslaan")
    await at(running_bot, REMINDED)
    assert await reminders(asked) == 0


async def test_who_answers_while_the_reminder_waits_gets_none(asked: User, running_bot: RunningBot) -> None:
    await running_bot.settles()
    await running_bot.stop()
    assert (await running_bot.tick(REMINDED)).reminded == 1
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(update(check_ins).values(finished_at=REMINDED))
    await running_bot.start()
    assert await reminders(asked) == 0
    async with running_bot.wiring.database.read() as connection:
        cancelled = select(func.count()).where(outbox.c.kind == "check_in_reminder", outbox.c.state == "cancelled")
        assert await connection.scalar(cancelled) == 1


async def test_somebody_half_way_hears_so_and_goes_on_at_the_open_question(
    asked: User, running_bot: RunningBot
) -> None:
    first = await asked.taps("Goed")
    await at(running_bot, REMINDED)
    await running_bot.restart()
    reminder = await asked.sees()
    assert reminder.id > first.id
    assert "U was al begonnen" in reminder.text
    assert "Hoe goed houdt u het nu vol?" in reminder.text
    assert reminder.labels[-2:] == [TOMORROW, NOT_THIS_TIME]
    assert "Lukt dat op dit moment?" in (await asked.taps("Gaat wel")).text
    assert (await asked.sees()).id == reminder.id


async def test_a_remark_typed_under_a_reminder_is_the_answer_to_its_question(
    asked: User, running_bot: RunningBot
) -> None:
    await asked.taps("Goed", "Goed", "Ja, goed")
    await at(running_bot, REMINDED)
    assert "Mag de coördinator lezen wat u schreef?" in (await asked.says("Het gaat nu beter.")).text


async def test_not_this_time_closes_it_without_blame_and_can_be_taken_back(
    asked: User, running_bot: RunningBot
) -> None:
    await at(running_bot, REMINDED)
    declined = await asked.taps(NOT_THIS_TIME)
    assert declined.text == "Dat is goed. Deze keer slaan wij over. Tot de volgende keer."
    before = len(await asked.sees_all())
    for days in (1, 2, 3):
        await at(running_bot, REMINDED + days * DAY)
        await running_bot.restart()
    assert len(await asked.sees_all()) == before
    assert "Hoe ging het samenwerken" in (await asked.taps("Toch invullen")).text
    await asked.taps("Goed", "Goed", "Ja, goed", "Overslaan")
    assert "Dank u wel." in (await asked.sees()).text


async def test_tomorrow_means_tomorrow_at_ones_own_time(asked: User, running_bot: RunningBot) -> None:
    await at(running_bot, REMINDED)
    assert (await asked.taps(TOMORROW)).text == "Goed. Wij komen terug op vrijdag 4 december om 12:15."
    await running_bot.restart()
    await at(running_bot, REMINDED + DAY - MINUTE)
    before = len(await asked.sees_all())
    await at(running_bot, REMINDED + DAY)
    again = await asked.sees()
    assert len(await asked.sees_all()) == before + 1
    assert "Daar zijn wij weer, zoals u vroeg." in again.text
    assert "Hoe ging het samenwerken" in again.text
    assert "✓ Samen zorgen: Goed" in (await asked.taps("Goed")).text


@pytest.mark.parametrize(
    ("label", "comes_at"),
    [
        ("Vanmiddag", datetime(2026, 12, 1, 14, 30, tzinfo=UTC)),
        ("Vanavond", datetime(2026, 12, 1, 18, 0, tzinfo=UTC)),
        ("Morgen", datetime(2026, 12, 2, 11, 15, tzinfo=UTC)),
    ],
)
async def test_every_opening_can_come_back_later(
    asked: User, running_bot: RunningBot, label: str, comes_at: datetime
) -> None:
    assert (await asked.sees()).labels[-3:] == ["Vanmiddag", "Vanavond", "Morgen"]
    waiting = await asked.taps(label)
    assert waiting.labels == [NOW]
    await running_bot.restart()
    await at(running_bot, comes_at - MINUTE)
    assert (await asked.sees()).id == waiting.id
    await at(running_bot, comes_at)
    await running_bot.restart()
    again = await asked.sees()
    assert again.id > waiting.id
    assert "Hoe ging het samenwerken" in again.text
    assert await asked.sees_buttons_on() == [again.id]
    assert "Hoe goed houdt u het nu vol?" in (await asked.taps("Goed")).text


async def test_who_answers_before_the_time_they_asked_for_is_not_asked_again(
    asked: User, running_bot: RunningBot
) -> None:
    await asked.taps("Vanavond")
    await asked.taps(NOW, "Goed", "Goed", "Ja, goed", "Overslaan")
    before = await asked.sees_all()
    await at(running_bot, ROUND_OPENS + DAY)
    assert await asked.sees_all() == before


async def test_only_what_is_still_ahead_is_offered(asked: User, running_bot: RunningBot) -> None:
    await at(running_bot, datetime(2026, 12, 1, 14, 10, tzinfo=UTC))
    assert (await asked.says("/checkin")).labels[-2:] == ["Vanavond", "Morgen"]
    await at(running_bot, datetime(2026, 12, 7, 9, 0, tzinfo=UTC))  # it closes today
    assert (await asked.says("/checkin")).labels[-1] == "Overslaan"


async def test_a_later_that_has_passed_gives_way_to_fresh_buttons(asked: User, running_bot: RunningBot) -> None:
    opening = await asked.sees()
    await at(running_bot, datetime(2026, 12, 1, 17, 45, tzinfo=UTC))
    tap = await asked.phone.taps_data(opening, data_of(opening, "Vanmiddag"))
    assert await asked.hears(tap) == "Deze knop werkt niet meer."
    assert (await asked.sees()).labels[-1] == "Morgen"


async def test_tapping_later_twice_comes_back_once(asked: User, running_bot: RunningBot) -> None:
    await asked.taps_often("Vanmiddag", 3)
    before = len(await asked.sees_all())
    await at(running_bot, datetime(2026, 12, 1, 14, 30, tzinfo=UTC))
    assert len(await asked.sees_all()) == before + 1


async def test_who_asked_to_come_back_is_reminded_two_days_after_that(asked: User, running_bot: RunningBot) -> None:
    await asked.taps("Morgen")
    await at(running_bot, ROUND_OPENS + DAY)
    await at(running_bot, REMINDED)
    assert await reminders(asked) == 0
    await at(running_bot, REMINDED + DAY)
    assert await reminders(asked) == 1


async def test_nobody_is_reminded_on_a_sunday(running_bot: RunningBot, anneke: User, corrie: User) -> None:
    await anneke.registers("caregiver")
    await corrie.registers("coordinator")
    await at(running_bot, datetime(2026, 11, 27, 11, 15, tzinfo=UTC))  # a Friday
    await corrie.says("/ronde")
    await corrie.taps("Nu openen", "Ja, nu openen")
    await at(running_bot, datetime(2026, 11, 29, 11, 20, tzinfo=UTC))
    before = len(await anneke.sees_all())
    await at(running_bot, datetime(2026, 11, 30, 11, 0, tzinfo=UTC))
    assert len(await anneke.sees_all()) == before
    await at(running_bot, datetime(2026, 11, 30, 11, 20, tzinfo=UTC))
    assert "Heeft u 1 minuut?" in (await anneke.sees()).text


async def test_a_queue_that_took_into_the_evening_waits_for_the_morning(asked: User, running_bot: RunningBot) -> None:
    await running_bot.settles()
    await running_bot.stop()
    assert (await running_bot.tick(REMINDED)).reminded == 1
    await running_bot.telegram.move_to(datetime(2026, 12, 3, 19, 5, tzinfo=UTC))  # five past eight in the evening
    await running_bot.start()
    assert await reminders(asked) == 0
    await running_bot.restart()
    await at(running_bot, datetime(2026, 12, 4, 7, 59, tzinfo=UTC))
    assert await reminders(asked) == 0
    await at(running_bot, datetime(2026, 12, 4, 8, 0, tzinfo=UTC))
    assert await reminders(asked) == 1


async def test_a_round_that_closed_reminds_nobody(asked: User, running_bot: RunningBot, telegram: Telegram) -> None:
    await running_bot.settles()
    await running_bot.stop()
    assert (await running_bot.tick(REMINDED)).reminded == 1
    await running_bot.tick(ROUND_OPENS + 7 * DAY)
    await running_bot.start()
    assert await reminders(asked) == 0


async def test_a_caregiver_needs_five_taps_at_most(asked: User) -> None:
    taps = ("Goed", "Gaat wel", "Meestal", "Overslaan")
    assert "Dank u wel." in (await asked.taps(*taps)).text
    assert len(taps) <= 5
