"""Who was erased after a backup was made is gone again before the first update is handled."""

from pathlib import Path

from rules.address import Address
from simulator.phone import Phone, Telegram
from storage import erasures, people
from storage.backup import back_up, restore
from tests.operations.backup.files import address, content_of, holding, opened, put_back
from tests.running_bot import RunningBot, on_both, on_sqlite


async def erases(running_bot: RunningBot, phone: Phone) -> None:
    await phone.says("/wissen")
    await phone.taps("Ja, wis alles")
    await running_bot.settles()


async def known_to(address: str, phone: Phone) -> bool:
    async with opened(address) as connection:
        return await people.viewer(connection, Address(phone.id)) is not None


@on_both
async def test_who_was_erased_since_is_gone_before_the_bot_starts(
    running_bot: RunningBot, anneke: Phone, telegram: Telegram, file: Path
) -> None:
    bram = await telegram.person("Bram")
    await running_bot.registers(bram, "caregiver")
    await back_up(address(running_bot), file)
    await erases(running_bot, anneke)
    await running_bot.stop()
    await put_back(running_bot, file)
    assert not await known_to(address(running_bot), anneke)
    assert await known_to(address(running_bot), bram)
    await put_back(running_bot, file)  # the marks came along
    assert not await known_to(address(running_bot), anneke)


async def test_the_database_that_is_replaced_tells_who_was_erased_when_there_is_no_ledger(
    running_bot: RunningBot, anneke: Phone, file: Path
) -> None:
    await back_up(address(running_bot), file)
    await erases(running_bot, anneke)
    await running_bot.stop()
    running_bot.settings.ledger.unlink()
    await put_back(running_bot, file)
    assert not await known_to(address(running_bot), anneke)
    assert len(erasures.read(running_bot.settings.ledger)) == 1


async def test_the_ledger_cleanses_a_backup_on_a_fresh_machine(
    running_bot: RunningBot, anneke: Phone, file: Path, fresh_address: str
) -> None:
    await back_up(address(running_bot), file)
    await erases(running_bot, anneke)
    await restore(fresh_address, file, running_bot.clock.now(), ledger=running_bot.settings.ledger)
    assert not await known_to(fresh_address, anneke)


@on_sqlite
async def test_a_database_put_back_by_hand_is_cleansed_before_the_first_update(
    running_bot: RunningBot, anneke: Phone, telegram: Telegram, file: Path, database_url: str
) -> None:
    await back_up(address(running_bot), file)
    await erases(running_bot, anneke)
    await running_bot.stop()
    at = Path(database_url.removeprefix("sqlite:///"))
    for beside in at.parent.glob(f"{at.name}-*"):
        beside.unlink()
    holding(at, content_of(file))
    assert await known_to(database_url, anneke)
    await running_bot.start()
    assert not await known_to(database_url, anneke)
