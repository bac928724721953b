"""What the owner says to everybody of whom something is kept, as after a data breach; and roles that end at once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.announcing import UnusableMessage, announce
from bot.ending_roles import end_roles
from bot.wiring import Wiring, wire
from tests.in_process import way_to
from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.user import User

HAPPENED = "Iemand heeft een bestand meegenomen. Bel ons."
#: To who never led, and to who did.
REFUSED = ("Dat kan niet", "U bent geen")
OTHERS = ("en", "tr", "pl", "ar", "uk")


@pytest.fixture
def message(tmp_path: Path) -> Path:
    file = tmp_path / "message.toml"
    texts = {"nl": HAPPENED, **{language: f"({language}) Call us." for language in OTHERS}}
    file.write_text("".join(f'{language} = "{text}"\n' for language, text in texts.items()), encoding="utf-8")
    return file


def terminal(running_bot: RunningBot) -> Wiring:
    return wire(running_bot.settings, running_bot.clock.now, None, way_to(running_bot.telegram))


async def heard(user: User) -> int:
    return len([shown for shown in await user.sees_all() if HAPPENED in shown.text])


@on_both
async def test_it_reaches_who_stopped_who_pauses_and_who_never_joined_once(
    running_bot: RunningBot, anneke: User, bram: User, corrie: User, els: User, message: Path
) -> None:
    for user in (anneke, bram, els):
        await user.registers("caregiver")
    await anneke.says("/stop")
    await corrie.says("Hallo?")
    await els.phone.blocks()
    await running_bot.settles()
    shown = await announce(terminal(running_bot), message, sends=False)
    assert (shown.addressed.people, shown.addressed.unreachable) == (3, 1)
    assert HAPPENED in shown.preview["nl"]
    assert "Voorbeeldgemeente" in shown.preview["nl"]
    await running_bot.tick(running_bot.clock.now() + timedelta(minutes=1))
    assert await heard(anneke) == 0  # it was only looked at
    await announce(terminal(running_bot), message, sends=True)
    for _ in range(2):
        await running_bot.tick(running_bot.clock.now() + timedelta(minutes=1))
        await running_bot.settles()
    assert [await heard(user) for user in (anneke, bram, corrie)] == [1, 1, 1]
    assert [await heard(user) for user in (els,)] == [0]


@on_sqlite
async def test_stopping_meanwhile_takes_back_what_waits_but_not_this(
    running_bot: RunningBot, anneke: User, message: Path
) -> None:
    await anneke.registers("caregiver")
    await running_bot.settles()
    await announce(terminal(running_bot), message, sends=True)
    await anneke.says("/stop")
    await running_bot.tick(running_bot.clock.now() + timedelta(minutes=1))
    await running_bot.settles()
    assert await heard(anneke) == 1


@on_sqlite
async def test_at_night_it_waits_for_the_morning(running_bot: RunningBot, anneke: User, message: Path) -> None:
    await anneke.registers("caregiver")
    await running_bot.tick(datetime(2026, 11, 24, 23, 0, tzinfo=UTC))
    await announce(terminal(running_bot), message, sends=True)
    await running_bot.tick(datetime(2026, 11, 25, 4, 0, tzinfo=UTC))
    await running_bot.settles()
    assert await heard(anneke) == 0
    await running_bot.tick(datetime(2026, 11, 25, 8, 1, tzinfo=UTC))
    await running_bot.settles()
    assert await heard(anneke) == 1


@on_sqlite
async def test_each_reads_it_in_their_own_language(running_bot: RunningBot, anneke: User, message: Path) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/taal")
    await anneke.taps("Türkçe")
    await announce(terminal(running_bot), message, sends=True)
    await running_bot.tick(running_bot.clock.now() + timedelta(minutes=1))
    await running_bot.settles()
    assert [shown for shown in await anneke.sees_all() if "(tr) Call us." in shown.text]


@on_sqlite
@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "lacks a text in nl"),
        ('nl = "Hallo"', "lacks a text in en"),
        ("nl = ", "cannot be read"),
        ("long", "longer"),
    ],
)
async def test_what_cannot_be_sent_is_said_in_a_line(
    running_bot: RunningBot, tmp_path: Path, content: str, says: str
) -> None:
    file = tmp_path / "message.toml"
    long = "".join(f'{language} = "{"a" * 3600}"\n' for language in ("nl", *OTHERS))
    file.write_text(long if content == "long" else content, encoding="utf-8")
    with pytest.raises(UnusableMessage, match=says):
        await announce(terminal(running_bot), file, sends=True)


@on_both
async def test_an_account_that_was_taken_over_leads_nothing_any_more(
    running_bot: RunningBot, anneke: User, corrie: User, marja: User
) -> None:
    await corrie.registers("coordinator")
    await marja.registers("manager")
    await anneke.registers("coordinator", "ede")
    assert await end_roles(terminal(running_bot), "zwolle") == 1
    await hears(running_bot)
    assert "U bent geen coördinator van Zwolle meer." in (await corrie.sees()).text
    refused = (await corrie.says("/samenvatting")).text
    assert refused.startswith(REFUSED)
    assert "Ede" in (await anneke.says("/samenvatting")).text
    assert await end_roles(terminal(running_bot), None) == 1
    await hears(running_bot)
    assert (await marja.says("/programma")).text.startswith(REFUSED)


async def hears(running_bot: RunningBot) -> None:
    running_bot.wiring.sender.wake()
    await running_bot.settles()
