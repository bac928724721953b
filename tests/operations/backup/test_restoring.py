"""A backup restores; what was still to be said when it was made is not said now."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import heartbeat
from rules.address import Address
from rules.payloads.notes import Note
from simulator.phone import Phone, Telegram
from storage import backup_contents, outbox, people, sending
from storage.address import of_file
from storage.backup import BackupError, back_up, restore
from storage.tables import outbox as table
from tests.operations.backup.files import address, opened, put_back
from tests.operations.owner import Owner
from tests.running_bot import ROUND_OPENS, TOKEN, RunningBot, on_both, on_sqlite


@on_both
async def test_what_was_there_is_there_again_and_what_was_queued_is_not_said(
    running_bot: RunningBot, telegram: Telegram, anneke: Phone, file: Path
) -> None:
    await queue(running_bot, anneke, "welcome_back")
    await queue(running_bot, anneke, "edited_kept", later=timedelta(minutes=30))
    await back_up(address(running_bot), file)
    await anneke.taps("Met moeite")
    await running_bot.stop()
    await put_back(running_bot, file)
    heard = len(await anneke.messages())
    await running_bot.start()
    await running_bot.tick(running_bot.clock.now() + timedelta(hours=1))
    await running_bot.settles()
    assert [answer.score for answer in (await running_bot.answers_of(anneke)).values()] == [4]
    assert len(await anneke.messages()) == heard
    assert set(await states(running_bot)) == {"sent", "expired"}
    await anneke.taps("Goed", on=(await anneke.messages())[-1])
    await running_bot.settles()


async def states(running_bot: RunningBot) -> Sequence[str]:
    async with running_bot.wiring.database.read() as connection:
        return (await connection.scalars(select(table.c.state).order_by(table.c.id))).all()


async def queue(running_bot: RunningBot, phone: Phone, words: str, later: timedelta = timedelta()) -> None:
    """Something to say that is not said yet."""
    now = running_bot.clock.now()
    async with running_bot.wiring.database.write() as connection:
        await sending.be_silent(connection, now + timedelta(minutes=1))
        known = await people.meet(connection, Address(phone.id), "nl", now)
        await outbox.add(connection, Note(words), now=now, person_id=known.person_id, due_at=now + later)


async def test_a_backup_restores_into_an_empty_database(
    running_bot: RunningBot, anneke: Phone, file: Path, fresh_address: str
) -> None:
    await back_up(address(running_bot), file)
    await restore(fresh_address, file, running_bot.clock.now())
    async with opened(fresh_address) as connection:
        assert await people.viewer(connection, Address(anneke.id))


async def test_a_database_with_people_is_not_replaced_unless_forced(
    running_bot: RunningBot, anneke: Phone, file: Path
) -> None:
    await back_up(address(running_bot), file)
    await running_bot.stop()
    with pytest.raises(BackupError, match=r"^the database holds people; --force replaces everything in it$"):
        await put_back(running_bot, file, force=False)


async def test_a_database_in_use_is_not_replaced_unless_forced(running_bot: RunningBot, file: Path) -> None:
    await heartbeat.beat(running_bot.wiring)
    await back_up(address(running_bot), file)
    with pytest.raises(BackupError, match=r"^the bot is running on this database; stop it first, or use --force$"):
        await put_back(running_bot, file, force=False)


async def test_a_running_bot_goes_on_with_what_was_restored(
    running_bot: RunningBot, telegram: Telegram, file: Path
) -> None:
    """Whoever forces it does not lose the bot for it."""
    await running_bot.settles()
    await back_up(address(running_bot), file)
    anneke = await telegram.person("Anneke")
    await running_bot.registers(anneke, "caregiver")
    await put_back(running_bot, file)
    await anneke.opens(await running_bot.invite("caregiver"))
    await anneke.taps("Ja, ik doe mee")
    await running_bot.settles()
    await anneke.sees("eerste check-in")


@pytest.mark.over_http
@pytest.mark.slow
@on_sqlite
async def test_a_drill_beside_production_asks_for_another_token_or_none(
    running_bot: RunningBot, telegram: Telegram, tmp_path: Path, database_url: str, fresh_address: str
) -> None:
    """The drill's own database is empty; production goes on."""
    here = {"bot_api_url": telegram.url, "database_url": fresh_address, "erasure_ledger": str(tmp_path / "drill")}
    made = await Owner(tmp_path, database_url=database_url).types("backup", "backup")
    assert (made.code, made.complained) == (0, "")
    refused = await Owner(tmp_path, bot_token=TOKEN, **here).types("restore", "backup")
    assert refused.code == 2
    assert "the bot of BOT_TOKEN is at work elsewhere" in refused.complained
    assert "give the token of another bot, or none" in refused.complained
    none = Owner(tmp_path, **here)
    assert (await none.types("restore", "backup")).printed == "Restored. Start the bot.\n"
    assert "The bot is not running" in (await none.types("status")).printed
    another = Owner(tmp_path, bot_token="8000000002:another-token-of-another-bot", **here)
    assert (await another.types("restore", "backup")).code in (0, 2)
    assert "belongs to bot" in (await another.types("run")).complained


@pytest.mark.over_http
@pytest.mark.slow
@on_sqlite
async def test_the_owner_does_it_from_the_command_line(
    running_bot: RunningBot, telegram: Telegram, anneke: Phone, tmp_path: Path, database_url: str
) -> None:
    owner = Owner(tmp_path, bot_token=TOKEN, bot_api_url=telegram.url, database_url=database_url)
    made = await owner.types("backup", "backup")
    assert (made.code, made.complained) == (0, "")
    assert await backup_contents.erased(tmp_path / "backup")  # its own mark, which an older ledger has not
    await running_bot.stop()
    misspelt = await owner.types("restore", "back-up")
    assert (misspelt.code, misspelt.complained) == (2, "nothing was restored: No such file or directory: back-up\n")
    refused = await owner.types("restore", "backup")
    assert (refused.code, refused.complained) == (2, "the database holds people; --force replaces everything in it\n")
    assert (await owner.types("restore", "backup", "--force")).printed == "Restored. Start the bot.\n"
    assert running_bot.clock.now() >= ROUND_OPENS


@on_sqlite
async def test_a_folder_may_have_signs_that_mean_something_in_an_address(
    running_bot: RunningBot, anneke: Phone, file: Path, tmp_path: Path
) -> None:
    """Nor does what a restore that was killed has left there stay."""
    await back_up(address(running_bot), file)
    place = tmp_path / "100% %2F [1] what?" / "bot[1].db"
    place.parent.mkdir()
    left = place.with_name("bot[1].db.restoring-wal")
    left.write_bytes(b"of another copy")
    await restore(of_file(place), file, running_bot.clock.now())
    assert [one.name for one in place.parent.iterdir()] == [place.name]
    assert (await backup_contents.counted(place))["people"] == 1
