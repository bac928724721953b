"""A restore that is killed half-way leaves the database as it was."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from simulator.phone import Phone
from storage.backup import back_up
from tests.operations.backup.files import address, opened
from tests.operations.owner import PATIENCE, Owner
from tests.operations.patience import until
from tests.postgres import Postgres
from tests.running_bot import RunningBot

on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

#: Says half of a backup, and then nothing more.
HALF_A_BACKUP = """#!/bin/sh
case "$*" in *--no-owner*) ;; *) exec "{program}" "$@" ;; esac
"{program}" "$@" | head -c 60000
touch "{folder}/half"
exec sleep 60
"""


async def nobody_loads(address: str) -> bool:
    async with opened(address) as connection:
        asked = "SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name = 'psql'"
        return bool(await connection.scalar(text(asked)))


@pytest.mark.over_http
@pytest.mark.slow
@on_postgresql
async def test_a_restore_that_is_killed_leaves_the_database_as_it_was(
    running_bot: RunningBot, anneke: Phone, file: Path, tmp_path: Path, postgres: Postgres
) -> None:
    """psql hears the end of what it is given, and must not take it for the end of the backup."""
    await back_up(address(running_bot), file)
    await running_bot.stop()
    stub = tmp_path / "stubs" / "pg_restore"
    stub.parent.mkdir()
    stub.write_text(HALF_A_BACKUP.format(program=f"{postgres.programs}/pg_restore", folder=tmp_path))
    stub.chmod(0o755)
    owner = Owner(tmp_path, database_url=address(running_bot), path=f"{stub.parent}:{postgres.programs}:/usr/bin:/bin")
    async with owner.runs("restore", "--force", str(file)):
        await until(lambda: asyncio.to_thread((tmp_path / "half").exists), within=PATIENCE)
    await until(lambda: nobody_loads(address(running_bot)), within=PATIENCE)
    await running_bot.start()
    assert len(await running_bot.answers_of(anneke)) == 1
