"""A coordinator has everybody who has not finished reminded once more: counted, never named, never at night."""

from datetime import timedelta

import pytest

from simulator.phone import Message
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.user import User
from texts.callback_data import encode
from texts.taps.nudge import NudgeConfirmed

SKIP = "Overslaan"
SURE = "Ja, herinner hen"
REMINDER = "staat nog open"
HOW_FAR = [
    "Mantelzorgers: 1 klaar, 1 bezig, 0 nog niet begonnen",
    "Deelnemers: 0 klaar, 0 bezig, 1 nog niet begonnen",
]


@pytest.fixture
async def coordinator(running_bot: RunningBot, corrie: User, anneke: User, bram: User, els: User) -> User:
    """Corrie, in whose practice Anneke has finished, Els has begun and Bram has not."""
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await els.registers("caregiver")
    await bram.registers("participant")
    await running_bot.opens_round()
    await anneke.taps(SKIP, SKIP, SKIP, SKIP)
    await els.taps("Goed")
    return corrie


async def at(running_bot: RunningBot, **later: float) -> None:
    await running_bot.tick(ROUND_OPENS + timedelta(**later))
    await running_bot.settles()


async def times_reminded(user: User) -> int:
    return len([shown for shown in await user.sees_all() if REMINDER in shown.text])


def without_clock(shown: Message) -> list[str]:
    return [line for line in shown.text.splitlines() if "De ronde loopt" not in line]


@on_both
async def test_who_has_not_finished_is_reminded_once_in_a_round(
    running_bot: RunningBot, coordinator: User, anneke: User, bram: User, els: User
) -> None:
    asked = await coordinator.says("/herinner")
    assert without_clock(asked)[:3] == ["Herinneren in Zwolle", *HOW_FAR]
    assert "Dit bericht krijgen 2 mensen:" in asked.text
    assert "Uw check-in van dinsdag 1 december staat nog open." in asked.text
    assert not [name for name in ("Anneke", "Bram", "Els") if name in asked.text]
    await running_bot.restart()
    done = await coordinator.taps(SURE)
    assert done.id == asked.id
    assert "De herinnering is verstuurd" in done.text
    assert [await times_reminded(user) for user in (anneke, bram, els)] == [0, 1, 1]

    again = await coordinator.says("/herinner")
    assert SURE not in again.labels
    assert "De herinnering is verstuurd" in again.text
    assert await times_reminded(bram) == 1


@on_sqlite
async def test_what_was_asked_for_by_another_clock_is_not_to_come(running_bot: RunningBot, coordinator: User) -> None:
    """As with two computers, or a turn to speak that began just before the tap was handled."""
    behind = running_bot.clock.now
    running_bot.wiring.sender._clock = lambda: behind() - timedelta(seconds=2)
    await coordinator.says("/herinner")
    assert "De herinnering is verstuurd" in (await coordinator.taps(SURE)).text


@on_sqlite
async def test_at_night_it_waits_for_the_morning(running_bot: RunningBot, coordinator: User, bram: User) -> None:
    await at(running_bot, hours=9)
    asked = await coordinator.says("/herinner")
    assert "Wij sturen het woensdag 2 december om 09:00." in asked.text
    assert "De herinnering gaat eruit: woensdag 2 december om 09:00." in (await coordinator.taps(SURE)).text
    assert await times_reminded(bram) == 0
    await at(running_bot, hours=21)
    assert await times_reminded(bram) == 1


@on_sqlite
async def test_who_answers_while_it_waits_hears_nothing(running_bot: RunningBot, coordinator: User, els: User) -> None:
    await at(running_bot, hours=9)
    await coordinator.says("/herinner")
    await coordinator.taps(SURE)
    await els.taps(SKIP, SKIP, SKIP)
    await at(running_bot, hours=21)
    assert await times_reminded(els) == 0


@on_sqlite
async def test_five_taps_are_one_nudge(running_bot: RunningBot, coordinator: User, bram: User) -> None:
    await coordinator.says("/herinner")
    await coordinator.taps_often(SURE, 5)
    assert await times_reminded(bram) == 1


@on_sqlite
async def test_there_may_be_nothing_to_send(running_bot: RunningBot, coordinator: User, bram: User, els: User) -> None:
    await bram.phone.blocks()
    await els.taps(SKIP, SKIP, SKIP)
    shown = await coordinator.says("/herinner")
    assert "Wie nog niet klaar is, kunnen wij nu geen herinnering sturen." in shown.text
    assert "Deelnemers: 0 klaar, 0 bezig, 1 nog niet begonnen" in shown.text
    assert not shown.labels
    await at(running_bot, days=7)
    assert "Er loopt nu geen ronde in Zwolle." in (await coordinator.says("/herinner")).text


@on_both
async def test_both_commands_tell_the_same_and_count_a_person_once(
    running_bot: RunningBot, coordinator: User, anneke: User, bram: User, els: User
) -> None:
    """Whoever skipped everything is done; whoever answered a single question of several is on the way."""
    in_round = (await coordinator.says("/ronde")).text.splitlines()
    assert [line for line in in_round if line in HOW_FAR] == HOW_FAR
    assert "1 persoon heeft nog niets ingevuld." in (await coordinator.taps("Nu sluiten")).text
    await bram.taps(SKIP)
    moved = [HOW_FAR[0], "Deelnemers: 1 klaar, 0 bezig, 0 nog niet begonnen"]
    for command in ("/ronde", "/herinner"):
        said = (await coordinator.says(command)).text.splitlines()
        assert [line for line in said if "klaar," in line] == moved


@on_sqlite
async def test_a_change_of_mind_sends_nothing(running_bot: RunningBot, coordinator: User, bram: User) -> None:
    await coordinator.says("/herinner")
    assert "niemand krijgt nu een herinnering" in (await coordinator.taps("Nee, niet nu")).text
    assert await times_reminded(bram) == 0


@on_sqlite
async def test_another_coordinator_cannot(running_bot: RunningBot, coordinator: User, dirk: User, bram: User) -> None:
    await dirk.registers("coordinator", "ede")
    assert await dirk.forges(encode(NudgeConfirmed(1))) == "Deze knop werkt niet meer."
    assert await times_reminded(bram) == 0
