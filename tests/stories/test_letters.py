"""What somebody asks by letter, done on the command line: found, handed over, erased; never an answer on the screen."""

import json
import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot import by_letter
from bot.letter_subject import LetterError, Meant
from bot.tracing import NoSuchCode
from bot.wiring import Wiring, wire
from rules.code import Purpose
from storage import codes, erasures, replicas, restoring
from storage import proxies as stored
from storage.replicas import Replica
from storage.tables import audit, erasure_requests, invitations, people, proxies
from tests.in_process import way_to
from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.ticking_on import ticks_on
from tests.stories.user import User, data_of

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
CODE = re.compile(r"\d{4}-\d{4}-\d{4}")
SECRET, NICKNAME = "Alleen wij weten dit.", "Oma van hiernaast"
NO = "Nee, niet wissen"


def terminal(running_bot: RunningBot) -> Wiring:
    """The owner's, in another process than the bot's."""
    return wire(running_bot.settings, running_bot.clock.now, None, way_to(running_bot.telegram))


async def found(running_bot: RunningBot, meant: Meant) -> Sequence[str]:
    return await by_letter.find(terminal(running_bot), meant)


async def handed_over(running_bot: RunningBot, meant: Meant, folder: Path) -> tuple[str, str]:
    """The page and the rest, as text."""
    await by_letter.export(terminal(running_bot), meant, folder)
    return tuple((folder / name).read_text("utf-8") for name in ("answers.html", "everything.json"))  # type: ignore[return-value]


async def asks_erasure(running_bot: RunningBot, meant: Meant) -> str:
    told = await by_letter.ask_erasure(terminal(running_bot), meant)
    running_bot.wiring.sender.wake()
    return told


async def makes_code(user: User) -> str:
    await user.says("/hulp")
    await user.taps("Code")
    shown = await user.taps("Mijn gegevens per brief")
    code = CODE.search(shown.text)
    assert code, shown.text
    return code[0]


async def is_known(running_bot: RunningBot, user: User) -> bool:
    async with running_bot.wiring.database.read() as connection:
        return await connection.scalar(select(people.c.id).where(people.c.address == user.phone.id)) is not None


async def noted(running_bot: RunningBot) -> list[tuple[str, int | None, dict[str, object]]]:
    """What the audit holds of letters: who is nobody, and no word of anybody."""
    letters = audit.c.action.in_(("person_found", "person_exported", "erasure_asked", "erasure_refused", "erased"))
    wanted = select(audit.c.action, audit.c.person_id, audit.c.details).where(letters).order_by(audit.c.id)
    async with running_bot.wiring.database.read() as connection:
        return [(row[0], row[1], row[2]) for row in await connection.execute(wanted)]


@pytest.fixture
async def told(running_bot: RunningBot, anneke: User, bram: User) -> None:
    """Anneke answered and wrote something; Bram filled in for somebody without Telegram."""
    running_bot.clock.freeze()
    await anneke.registers("caregiver")
    await bram.registers("participant")
    await running_bot.opens_round()
    await anneke.taps("Goed", "Met moeite", "Meestal")
    await anneke.says(SECRET)
    await bram.says("/namens", NICKNAME)
    await bram.taps("Ja, dat is goed")
    await bram.taps("Heel goed", "Goed", "Ja, goed")


@on_both
@pytest.mark.usefixtures("told")
async def test_with_the_code_of_a_letter_their_data_are_handed_over_and_they_are_told(
    running_bot: RunningBot, anneke: User, tmp_path: Path
) -> None:
    code = await makes_code(anneke)
    assert await found(running_bot, Meant(code=code)) == ["There is somebody."]
    page, rest = await handed_over(running_bot, Meant(code=code), tmp_path / "letter")
    assert [oct(file.stat().st_mode)[-3:] for file in (tmp_path / "letter").iterdir()] == ["600", "600"]
    assert oct((tmp_path / "letter").stat().st_mode)[-3:] == "700"
    for words in ("Hoe ging het samenwerken de afgelopen tijd?", "Met moeite", SECRET, "Zwolle, 1 december 2026"):
        assert words in page
    assert json.loads(rest)["format"] == 1
    assert SECRET in rest
    assert "Iemand vroeg per brief om uw gegevens." in (await anneke.sees()).text
    with pytest.raises(NoSuchCode):
        await handed_over(running_bot, Meant(code=code), tmp_path / "again")
    assert not (tmp_path / "again").exists()
    assert [(action, details) for action, _, details in await noted(running_bot)] == [
        ("person_found", {"by": "owner", "way": "code", "found": 1}),
        ("person_exported", {"by": "owner", "way": "code", "found": 1}),
        ("person_exported", {"by": "owner", "way": "code", "found": 0}),
    ]


@on_sqlite
@pytest.mark.usefixtures("told")
async def test_a_file_by_letter_names_nobody_else(running_bot: RunningBot, bram: User, tmp_path: Path) -> None:
    await bram.says("/namens")  # the nickname on a button
    page, rest = await handed_over(running_bot, Meant(telegram=bram.phone.id), tmp_path / "letter")
    assert "oma" not in (page + rest).casefold()
    assert "Heel goed" not in page
    sections = json.loads(rest)["sections"]
    assert sections["proxies"]["rows"] == []
    assert {row["proxy_id"] for row in sections["check_ins"]["rows"]} == {None}
    received = [row["update_id"] for row in sections["inbox"]["rows"]]
    assert received == list(range(1, len(received) + 1))


@on_both
@pytest.mark.usefixtures("told")
async def test_of_somebody_without_telegram_there_is_what_was_filled_in_and_not_who_did(
    running_bot: RunningBot, bram: User, tmp_path: Path
) -> None:
    meant = Meant(practice="zwolle", nickname=f" {NICKNAME.upper().replace(' ', '  ')} ")
    assert await found(running_bot, meant) == ["There is somebody without Telegram."]
    page, rest = await handed_over(running_bot, meant, tmp_path / "letter")
    assert f"Antwoorden van {NICKNAME}" in page
    assert "Heel goed" in page
    assert SECRET not in page + rest
    sections = json.loads(rest)["sections"]
    assert "person_id" not in rest
    assert str(bram.phone.id) not in rest
    assert [row["nickname"] for row in sections["proxies"]["rows"]] == [NICKNAME]


@on_both
@pytest.mark.usefixtures("told")
async def test_an_erasure_by_letter_waits_a_week_and_is_told_in_the_chat(
    running_bot: RunningBot, anneke: User, bram: User
) -> None:
    asked_at = running_bot.clock.now()
    assert "unless they say no" in await asks_erasure(running_bot, Meant(telegram=anneke.phone.id))
    shown = await anneke.sees()
    assert "dinsdag 8 december" in shown.text
    assert shown.button(NO)
    await ticks_on(running_bot, asked_at + 7 * DAY - MINUTE)
    assert await is_known(running_bot, anneke)
    await ticks_on(running_bot, asked_at + 7 * DAY + MINUTE)
    await running_bot.settles()
    assert not await is_known(running_bot, anneke)
    assert await is_known(running_bot, bram)
    assert await found(running_bot, Meant(telegram=anneke.phone.id)) == ["There is nobody."]
    async with running_bot.wiring.database.read() as connection:
        assert await erasures.known(connection)
    assert [(action, who) for action, who, _ in await noted(running_bot)][:2] == [
        ("erasure_asked", None),
        ("erased", None),
    ]


@on_sqlite
@pytest.mark.usefixtures("told")
async def test_who_says_no_stays_and_the_owner_sees_that(running_bot: RunningBot, anneke: User) -> None:
    asked_at = running_bot.clock.now()
    await asks_erasure(running_bot, Meant(telegram=anneke.phone.id))
    await anneke.sees()
    await anneke.taps(NO)
    assert (await anneke.sees()).text.startswith("Goed. Wij wissen niets.")
    assert "refused in the chat" in (await found(running_bot, Meant(telegram=anneke.phone.id)))[0]
    for days in (8, 30):
        await ticks_on(running_bot, asked_at + days * DAY)
        assert await is_known(running_bot, anneke)


@on_sqlite
@pytest.mark.usefixtures("told")
async def test_nobody_else_says_no(running_bot: RunningBot, anneke: User, bram: User) -> None:
    asked_at = running_bot.clock.now()
    await asks_erasure(running_bot, Meant(telegram=anneke.phone.id))
    await anneke.sees()
    async with running_bot.wiring.database.read() as connection:
        request_id = await connection.scalar(select(erasure_requests.c.id))
    await bram.forges(f"en|{request_id}")
    await ticks_on(running_bot, asked_at + 7 * DAY + MINUTE)
    assert not await is_known(running_bot, anneke)


@on_sqlite
@pytest.mark.usefixtures("told")
async def test_the_week_begins_when_somebody_heard_of_it(running_bot: RunningBot, anneke: User) -> None:
    """The bot was away for longer than the week, or what it wanted to say was taken back."""
    asked_at = running_bot.clock.now()
    await running_bot.stop()
    await by_letter.ask_erasure(terminal(running_bot), Meant(telegram=anneke.phone.id))
    await running_bot.telegram.move_to(asked_at + 10 * DAY)
    await running_bot.start()
    await ticks_on(running_bot, asked_at + 10 * DAY)
    assert (await anneke.sees()).button(NO)
    await ticks_on(running_bot, asked_at + 17 * DAY - MINUTE)
    assert await is_known(running_bot, anneke)
    await ticks_on(running_bot, asked_at + 17 * DAY + MINUTE)
    assert not await is_known(running_bot, anneke)


@on_sqlite
@pytest.mark.usefixtures("told")
async def test_who_stopped_is_told_as_well(running_bot: RunningBot, anneke: User) -> None:
    await anneke.says("/stop")
    await asks_erasure(running_bot, Meant(telegram=anneke.phone.id))
    assert (await anneke.sees()).button(NO)


@on_sqlite
@pytest.mark.usefixtures("told")
async def test_after_a_restore_the_week_begins_again(running_bot: RunningBot, anneke: User) -> None:
    """They may have said no since the backup."""
    asked_at = running_bot.clock.now()
    await asks_erasure(running_bot, Meant(telegram=anneke.phone.id))
    await anneke.sees()
    await running_bot.telegram.move_to(asked_at + 9 * DAY)
    async with running_bot.wiring.database.write() as connection:
        await restoring.settle(connection, set(), running_bot.clock.now())
    await ticks_on(running_bot, asked_at + 9 * DAY)
    assert await is_known(running_bot, anneke)
    assert "donderdag 17 december" in (await anneke.sees()).text
    await ticks_on(running_bot, asked_at + 16 * DAY + MINUTE)
    assert not await is_known(running_bot, anneke)


@on_both
@pytest.mark.usefixtures("told")
async def test_by_a_nickname_only_that_one_goes_and_not_back_with_an_older_backup(
    running_bot: RunningBot, bram: User
) -> None:
    asked_at = running_bot.clock.now()
    async with running_bot.wiring.database.read() as connection:
        (proxy,) = await stored.every(connection)
    await asks_erasure(running_bot, Meant(practice="zwolle", nickname=NICKNAME))
    assert NICKNAME in (await bram.sees()).text
    await ticks_on(running_bot, asked_at + 7 * DAY + MINUTE)
    async with running_bot.wiring.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(proxies)) == 0
        assert erasures.mark_of_proxy(proxy) in await erasures.known(connection)
    assert await is_known(running_bot, bram)


@on_sqlite
@pytest.mark.usefixtures("told")
async def test_two_with_one_nickname_are_told_apart_before_anything_is_done(
    running_bot: RunningBot, corrie: User, tmp_path: Path
) -> None:
    await corrie.registers("coordinator")
    await corrie.says("/namens")
    await corrie.says(NICKNAME)
    await corrie.taps("Ja, dat is goed")
    meant = Meant(practice="zwolle", nickname=NICKNAME)
    assert len(await found(running_bot, meant)) == 2
    with pytest.raises(LetterError, match="There are 2"):
        await handed_over(running_bot, meant, tmp_path / "letter")
    with pytest.raises(LetterError, match="There are 2"):
        await asks_erasure(running_bot, meant)
    assert not (tmp_path / "letter").exists()


@on_sqlite
async def test_who_leads_alone_is_not_erased_by_letter_either(running_bot: RunningBot, marja: User) -> None:
    await marja.registers("manager")
    with pytest.raises(LetterError, match="invite another first"):
        await asks_erasure(running_bot, Meant(telegram=marja.phone.id))


@on_sqlite
async def test_somebody_is_meant_in_one_way(running_bot: RunningBot, tmp_path: Path) -> None:
    for meant in (Meant(), Meant(practice="zwolle"), Meant(telegram=1, code="1"), Meant(telegram=1, practice="zwolle")):
        with pytest.raises(LetterError, match="in one way"):
            await found(running_bot, meant)
    with pytest.raises(LetterError, match="There is nobody"):
        await handed_over(running_bot, Meant(telegram=1), tmp_path / "letter")
    (tmp_path / "there").mkdir()
    with pytest.raises(LetterError, match="a new folder"):
        await handed_over(running_bot, Meant(telegram=1), tmp_path / "there")


@on_sqlite
async def test_a_code_of_a_letter_works_for_a_week(running_bot: RunningBot, anneke: User) -> None:
    running_bot.clock.freeze()
    made_at, code = running_bot.clock.now(), await makes_code(anneke)
    await running_bot.telegram.move_to(made_at + 7 * DAY - MINUTE)
    assert await found(running_bot, Meant(code=code)) == ["There is somebody."]
    await running_bot.telegram.move_to(made_at + 7 * DAY)
    async with running_bot.wiring.database.write() as connection:
        assert await codes.redeem(connection, code, Purpose.LETTER, running_bot.clock.now()) is None


@on_both
@pytest.mark.usefixtures("told")
async def test_a_no_to_the_first_announcement_is_one_to_the_second(running_bot: RunningBot, anneke: User) -> None:
    """The owner typed it twice."""
    await asks_erasure(running_bot, Meant(telegram=anneke.phone.id))
    first = await anneke.sees()
    await running_bot.telegram.forward(MINUTE)
    await asks_erasure(running_bot, Meant(telegram=anneke.phone.id))
    assert (await anneke.sees()).id != first.id
    await anneke.phone.taps_data(first, data_of(first, NO))
    assert "Wij wissen niets." in (await anneke.sees_all())[-2].text
    assert "refused in the chat" in (await found(running_bot, Meant(telegram=anneke.phone.id)))[0]
    await ticks_on(running_bot, running_bot.clock.now() + 9 * DAY)
    assert await is_known(running_bot, anneke)


@on_sqlite
async def test_whom_a_coordinator_invited_is_not_named_in_their_file(
    running_bot: RunningBot, corrie: User, tmp_path: Path
) -> None:
    await corrie.registers("coordinator")
    await corrie.says("/uitnodigen")
    await corrie.taps("Een mantelzorger")
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(invitations.update().values(name=NICKNAME))
    _, rest = await handed_over(running_bot, Meant(telegram=corrie.phone.id), tmp_path / "letter")
    assert json.loads(rest)["sections"]["invitations"]["rows"]
    assert NICKNAME not in rest


@pytest.mark.parametrize("post_is", ["quick", "slow"])
@pytest.mark.usefixtures("told")
async def test_a_no_said_while_the_bot_was_away_counts_when_it_is_back_after_the_week(
    running_bot: RunningBot, anneke: User, post_is: str
) -> None:
    """Whichever comes first, the tick or what waited at Telegram. (It drops taps after 150 s, words after a day.)

    With slow post the *Nee* comes in while something that the bot says by itself is on its way to the same phone.
    """
    asked_at = running_bot.clock.now()
    await asks_erasure(running_bot, Meant(telegram=anneke.phone.id))
    await anneke.sees()
    await running_bot.stop()
    heard_at = asked_at + 6 * DAY
    async with running_bot.wiring.database.write() as connection:  # of a process that was killed
        await replicas.show(connection, Replica("killed", asked_at, heard_at, heard_at))
    await running_bot.telegram.move_to(asked_at + 7 * DAY - MINUTE)
    await anneke.phone.says(NO)
    await running_bot.telegram.move_to(asked_at + 7 * DAY + MINUTE)
    await running_bot.tick()
    assert await is_known(running_bot, anneke)
    if post_is == "slow":
        for method in ("editMessageText", "editMessageReplyMarkup", "sendMessage"):
            await running_bot.telegram.fault(method, "slow", chat_id=anneke.phone.id, seconds=1.0)
        await running_bot.telegram.fault("getUpdates", "slow", seconds=0.3)
    await running_bot.start()
    await running_bot.settles()
    await ticks_on(running_bot, asked_at + 9 * DAY)
    assert await is_known(running_bot, anneke)
    assert "refused in the chat" in (await found(running_bot, Meant(telegram=anneke.phone.id)))[0]
