"""An older backup is put back: what people ended or took back since is ended there as well, by the ledger."""

from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import func, select

from bot.missing_ledger import refuse_without_ledger
from bot.settings import Settings
from storage import erasures
from storage.backup import BackupError, back_up, leave_mark, restore
from storage.tables import check_ins, invitations, memberships
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.user import User

KEEP, NO_KEEP = "Ja, bewaar mijn tekst langer", "Mijn tekst niet langer bewaren"


@pytest.fixture(autouse=True)
def _programs(request: pytest.FixtureRequest, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own programs are on the PATH."""
    if database_url.startswith("postgresql"):
        monkeypatch.setenv("PATH", f"{request.getfixturevalue('postgres').programs}:/usr/bin:/bin")


def address(running_bot: RunningBot) -> str:
    return running_bot.settings.database_url.get_secret_value()


async def puts_back(running_bot: RunningBot, file: Path) -> None:
    """The owner, whose database is gone; the ledger lay elsewhere."""
    await erasures.write_down(running_bot.wiring.database, running_bot.settings.ledger)
    await running_bot.stop()
    now, ledger = running_bot.clock.now(), running_bot.settings.ledger
    await restore(address(running_bot), file, now, ledger=ledger, force=True)
    await running_bot.start()


def copies_by_hand(file: Path, at: Path) -> None:
    for beside in at.parent.glob(f"{at.name}-*"):
        beside.unlink()
    at.write_bytes(file.read_bytes())


def elsewhere(running_bot: RunningBot, ledger: Path, folder: Path) -> Settings:
    """Of an owner who lost the machine, and begins on another with this ledger."""
    fresh = SecretStr(f"sqlite:///{folder}/fresh")
    return running_bot.settings.model_copy(update={"erasure_ledger": ledger, "database_url": fresh})


async def asked(running_bot: RunningBot) -> int:
    async with running_bot.wiring.database.read() as connection:
        return int(await connection.scalar(select(func.count()).select_from(check_ins)) or 0)


async def roles(running_bot: RunningBot) -> int:
    """How many count now."""
    counting = select(func.count()).where(memberships.c.left_at.is_(None), memberships.c.registered_at.is_not(None))
    async with running_bot.wiring.database.read() as connection:
        return int(await connection.scalar(counting) or 0)


@on_both
async def test_who_took_the_yes_back_or_stopped_since_hears_nothing_more(
    running_bot: RunningBot, anneke: User, bram: User, els: User, tmp_path: Path
) -> None:
    for user in (anneke, bram, els):
        await user.registers("caregiver")
    await back_up(address(running_bot), tmp_path / "older")
    await anneke.says("/privacy")
    await anneke.taps("Mijn ja terugnemen")
    await bram.says("/stop")
    await puts_back(running_bot, tmp_path / "older")
    heard = [len(await user.sees_all()) for user in (anneke, bram)]
    await running_bot.opens_round()
    assert await asked(running_bot) == 1
    assert "Hoe ging het samenwerken" in (await els.sees()).text
    assert [len(await user.sees_all()) for user in (anneke, bram)] == heard
    assert "U nam uw ja terug" in (await anneke.says("/privacy")).text
    assert "U bent gestopt" in (await bram.says("/privacy")).text


@on_sqlite
async def test_who_stopped_and_came_back_before_the_backup_stays(
    running_bot: RunningBot, anneke: User, tmp_path: Path
) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/stop")
    await erasures.write_down(running_bot.wiring.database, running_bot.settings.ledger)
    await anneke.opens()
    await back_up(address(running_bot), tmp_path / "older")
    await puts_back(running_bot, tmp_path / "older")
    await running_bot.opens_round()
    assert await asked(running_bot) == 1
    await anneke.says("/stop")
    await puts_back(running_bot, tmp_path / "older")
    assert "U bent gestopt" in (await anneke.says("/privacy")).text


@on_both
async def test_a_role_that_ended_since_opens_nothing(
    running_bot: RunningBot, corrie: User, dirk: User, marja: User, tmp_path: Path
) -> None:
    await marja.registers("manager")
    for user in (corrie, dirk):
        await user.registers("coordinator")
    await back_up(address(running_bot), tmp_path / "older")
    await corrie.says("/stop")
    await corrie.taps("Ja, stoppen")
    await puts_back(running_bot, tmp_path / "older")
    assert await roles(running_bot) == 2
    refused = (await corrie.says("/ronde")).text
    assert refused != (await dirk.says("/ronde")).text
    assert refused == (await corrie.says("/programma")).text


@on_sqlite
async def test_an_invitation_used_up_since_lets_nobody_in_a_second_time(
    running_bot: RunningBot, corrie: User, dirk: User, tmp_path: Path
) -> None:
    token = await running_bot.invite("coordinator", uses=1)
    await back_up(address(running_bot), tmp_path / "older")
    await corrie.opens(token)
    await corrie.taps("Ja, ik doe mee")
    await puts_back(running_bot, tmp_path / "older")
    async with running_bot.wiring.database.read() as connection:
        assert await connection.scalar(select(func.count()).where(invitations.c.revoked_at.is_not(None))) == 1
    assert "Welkom, coördinator" not in (await dirk.opens(token)).text


@on_sqlite
async def test_a_no_in_privacy_stays_a_no(running_bot: RunningBot, anneke: User, tmp_path: Path) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/privacy")
    await anneke.taps(KEEP)
    await back_up(address(running_bot), tmp_path / "older")
    await anneke.taps(NO_KEEP, "Laat mijn tekst nooit lezen")
    await puts_back(running_bot, tmp_path / "older")
    shown = await anneke.says("/privacy")
    assert "Mijn tekst langer bewaren: nee." in shown.text
    assert "Mijn tekst laten lezen: nee, nooit." in shown.text


@on_sqlite
async def test_a_yes_said_again_stands_in_a_backup_of_after_it(
    running_bot: RunningBot, anneke: User, tmp_path: Path
) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/privacy")
    await anneke.taps(KEEP, NO_KEEP, KEEP)
    await back_up(address(running_bot), tmp_path / "older")
    await puts_back(running_bot, tmp_path / "older")
    assert "Mijn tekst langer bewaren: ja." in (await anneke.says("/privacy")).text


@on_sqlite
async def test_a_database_copied_back_by_hand_knows_it_before_its_first_update(
    running_bot: RunningBot, anneke: User, tmp_path: Path
) -> None:
    await anneke.registers("caregiver")
    await back_up(address(running_bot), tmp_path / "older")
    await anneke.says("/stop")
    await erasures.write_down(running_bot.wiring.database, running_bot.settings.ledger)
    await running_bot.stop()
    copies_by_hand(tmp_path / "older", Path(address(running_bot).removeprefix("sqlite:///")))
    await running_bot.start()
    await running_bot.tick(ROUND_OPENS)
    assert await asked(running_bot) == 0


@on_both
async def test_a_ledger_older_than_the_backup_is_named_and_nothing_is_restored(
    running_bot: RunningBot, anneke: User, bram: User, tmp_path: Path
) -> None:
    await anneke.registers("caregiver")
    await bram.registers("caregiver")
    await running_bot.settles()
    await erasures.write_down(running_bot.wiring.database, running_bot.settings.ledger)
    older = tmp_path / "ledger"
    older.write_bytes(running_bot.settings.ledger.read_bytes() if running_bot.settings.ledger.exists() else b"")
    await anneke.says("/wissen")
    await anneke.taps("Ja, wis alles")
    await running_bot.settles()
    await back_up(address(running_bot), tmp_path / "older")
    fresh = elsewhere(running_bot, older, tmp_path)
    with pytest.raises(BackupError, match="lacks 1 that the backup knows"):
        await refuse_without_ledger(fresh, tmp_path / "older")
    newest = fresh.model_copy(update={"erasure_ledger": running_bot.settings.ledger})
    await refuse_without_ledger(newest, tmp_path / "older")
    await refuse_without_ledger(running_bot.settings.model_copy(update={"erasure_ledger": older}), tmp_path / "older")


@on_both
async def test_a_ledger_of_before_the_backup_is_refused_although_nobody_went_between(
    running_bot: RunningBot, anneke: User, bram: User, tmp_path: Path
) -> None:
    """Who went after the backup would be back without a word."""
    await anneke.registers("caregiver")
    await bram.registers("caregiver")
    await bram.says("/stop")
    await erasures.write_down(running_bot.wiring.database, running_bot.settings.ledger)
    older, file = tmp_path / "ledger", tmp_path / "made"
    older.write_bytes(running_bot.settings.ledger.read_bytes())
    await leave_mark(address(running_bot), running_bot.settings.ledger, running_bot.clock.now())
    await back_up(address(running_bot), file)
    await anneke.says("/wissen")
    await anneke.taps("Ja, wis alles")
    await running_bot.settles()
    with pytest.raises(BackupError, match="is an older one"):
        await refuse_without_ledger(elsewhere(running_bot, older, tmp_path), file)
    await refuse_without_ledger(elsewhere(running_bot, running_bot.settings.ledger, tmp_path), file)


@on_sqlite
async def test_a_database_in_which_nobody_ever_was_gets_no_mark(running_bot: RunningBot) -> None:
    """It would count as one that knows who was erased."""
    await leave_mark(address(running_bot), running_bot.settings.ledger, running_bot.clock.now())
    assert not await erasures.is_used(running_bot.wiring.database)
