"""Ready or not: what only the owner can fill in or decide is named before people are invited."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.going_live import NotFilledIn, missing_to_go_live, refuse_open_registration
from bot.missing_ledger import refuse_without_ledger
from bot.settings import Settings
from bot.status_command import Report
from programme.controller import REQUIRED
from programme.example import load_example
from programme.loading import DEFAULT_FILE, load
from programme.model import Programme
from rules.address import Address
from storage import people, schema
from storage.backup import BackupError
from storage.database import Database
from storage.identity_cipher import new_key
from tests.bot.shell import Shell
from tests.conftest import MONDAY
from tests.running_bot import TOKEN

BARE = load()
READY = BARE.model_copy(update={"controller": load_example(BARE).controller, "languages_read": BARE.languages})


def settings(folder: Path, **chosen: Any) -> Settings:
    """Of an owner who decided everything, but what is chosen here."""
    decided: dict[str, Any] = {
        "programme_ends_on": date(2027, 1, 1),
        "identity_key": SecretStr(new_key()),
        "alarm_webhook_url": SecretStr("https://alarm.example.org/"),
    }
    return Settings(_env_file=None, bot_token=SecretStr(TOKEN), state_dir=folder, **(decided | chosen))


def test_who_decided_everything_is_ready(tmp_path: Path) -> None:
    assert missing_to_go_live(settings(tmp_path), READY) == []
    assert Report([], [], []).exit_code == 0


@pytest.mark.parametrize(
    ("undecided", "said"),
    [
        ({"programme_ends_on": None}, "PROGRAMME_ENDS_ON"),
        ({"identity_key": None}, "IDENTITY_KEY"),
        ({"alarm_webhook_url": None}, "ALARM_WEBHOOK_URL"),
        ({"registration": "open"}, "REGISTRATION"),
    ],
)
def test_what_is_not_decided_is_named(tmp_path: Path, undecided: dict[str, Any], said: str) -> None:
    (missing,) = missing_to_go_live(settings(tmp_path, **undecided), READY)
    assert said in missing
    assert Report([], [], [missing]).exit_code == 3
    assert Report(["wrong"], [], [missing]).exit_code == 1


def without(field: str) -> Programme:
    return READY.model_copy(update={"controller": READY.controller.model_copy(update={field: type(_of(field))()})})


def _of(field: str) -> Any:
    return getattr(READY.controller, field)


@pytest.mark.parametrize("field", REQUIRED)
def test_registration_is_not_open_while_a_required_field_is_empty(tmp_path: Path, field: str) -> None:
    open_to_all = settings(tmp_path, registration="open")
    with pytest.raises(NotFilledIn, match=f"controller.{field}$"):
        refuse_open_registration(open_to_all, without(field))
    refuse_open_registration(open_to_all, READY)
    (missing,) = missing_to_go_live(settings(tmp_path), without(field))
    assert f"controller.{field}." in missing


def test_a_language_nobody_read_is_named(tmp_path: Path) -> None:
    programme = READY.model_copy(update={"languages_read": ("nl", "en", "tr")})
    (missing,) = missing_to_go_live(settings(tmp_path), programme)
    assert "pl, ar, uk" in missing
    assert missing_to_go_live(settings(tmp_path), programme.as_spoken()) == []


async def test_run_says_which_fields_are_empty_and_does_not_start(tmp_path: Path) -> None:
    done = await Shell(tmp_path, BOT_TOKEN=TOKEN, REGISTRATION="open", PROGRAMME_FILE=str(DEFAULT_FILE)).run("run")
    assert (done.code, done.out) == (2, "")
    assert "controller.name, controller.address" in done.err
    assert "Traceback" not in done.err


async def test_a_restore_without_its_ledger_says_so_and_stops(tmp_path: Path) -> None:
    chosen = settings(tmp_path, database_url=SecretStr(f"sqlite:///{tmp_path / 'bot.db'}"))
    with pytest.raises(BackupError, match=r"no ledger of erasures at .*erasures:"):
        await refuse_without_ledger(chosen, tmp_path / "a backup")
    chosen.ledger.touch()
    await refuse_without_ledger(chosen, tmp_path / "a backup")
    chosen.ledger.unlink()
    database = Database(chosen.database_url.get_secret_value())
    await schema.migrate(database)  # as after a start on a fresh machine: nobody was ever there
    with pytest.raises(BackupError):
        await refuse_without_ledger(chosen, tmp_path / "a backup")
    async with database.write() as connection:
        await people.meet(connection, Address(2**40), "nl", MONDAY)
    await database.close()
    await refuse_without_ledger(chosen, tmp_path / "a backup")  # this one knows who was erased
