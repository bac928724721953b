"""The newest backups stay in their folder, and nothing else there is touched."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simulator.phone import Phone, Telegram
from storage import backup_rotation
from tests.operations.backup.files import names_in
from tests.operations.owner import Owner
from tests.running_bot import TOKEN, RunningBot, on_sqlite


@on_sqlite
def test_only_the_newest_of_our_own_files_stay(tmp_path: Path) -> None:
    begin, before = datetime(2026, 12, 1, 3, 15, tzinfo=UTC), len(names_in(tmp_path))
    for number in range(5):
        (tmp_path / backup_rotation.name_at(begin + timedelta(days=number))).touch()
    for name in ("bot-2020-01-01", "mantelzorg-bot-2026-12-05T031400Z.backup.1f2e3d4c.part", "erasures"):
        (tmp_path / name).touch()
    assert len(backup_rotation.remove_older(tmp_path, 3, begin + timedelta(days=4))) == 2
    assert [path.name[15:25] for path in backup_rotation.made_in(tmp_path)] == [
        "2026-12-05",
        "2026-12-04",
        "2026-12-03",
    ]
    assert len(names_in(tmp_path)) == before + 6


@on_sqlite
def test_a_clock_that_was_wrong_does_not_cost_the_backups_made_since(tmp_path: Path) -> None:
    today, wrong = datetime(2026, 12, 1, 3, 15, tzinfo=UTC), datetime(2038, 1, 19, 3, 14, tzinfo=UTC)
    for number in range(3):
        (tmp_path / backup_rotation.name_at(wrong + timedelta(days=number))).touch()
    for number in range(3):
        now = today + timedelta(days=number)
        (tmp_path / backup_rotation.name_at(now)).touch()
        backup_rotation.remove_older(tmp_path, 3, now)
        assert (tmp_path / backup_rotation.name_at(now)).exists()
    assert [path.name[15:19] for path in backup_rotation.made_in(tmp_path)] == ["2026"] * 3


@on_sqlite
def test_what_somebody_who_was_killed_wrote_half_goes_after_a_day(tmp_path: Path) -> None:
    begin, before = datetime(2026, 12, 1, 3, 15, tzinfo=UTC), names_in(tmp_path)
    named = [f"{way}{backup_rotation.name_at(begin)}.1f2e3d4c.part" for way in ("", "before-upgrade-")]
    for name in (*named, "letter.part"):
        (tmp_path / name).touch()
    backup_rotation.remove_older(tmp_path, 3, begin + timedelta(hours=23))
    assert names_in(tmp_path) - before == {*named, "letter.part"}
    backup_rotation.remove_older(tmp_path, 3, begin + timedelta(hours=25))
    assert names_in(tmp_path) - before == {"letter.part"}


@pytest.mark.over_http
@pytest.mark.slow
@on_sqlite
async def test_a_timer_keeps_the_newest_in_a_folder(
    running_bot: RunningBot, telegram: Telegram, anneke: Phone, tmp_path: Path, database_url: str
) -> None:
    owner = Owner(tmp_path, bot_token=TOKEN, bot_api_url=telegram.url, database_url=database_url)
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "mantelzorg-bot-2020-01-01T031500Z.backup").touch()
    made = await owner.types("backup", "--keep", "1", "backups")
    assert (made.code, made.complained) == (0, "")
    assert ": 1 people, 1 answers, " in made.printed
    assert made.printed.endswith("Older backups removed: 1.\n")
    assert len(names_in(tmp_path / "backups")) == 1
