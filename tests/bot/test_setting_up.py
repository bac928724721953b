"""From nothing to the first invitations, by a few questions, each answer of which is tried out at once."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot import env_file, setting_up
from bot.running import prepare
from bot.setting_up import Dialogue, SetUpAlready, set_up
from bot.settings import Settings, SettingsError
from bot.wiring import real_time
from programme.loading import ProgrammeError
from programme.loading import load as load_programme
from simulator.phone import Telegram
from storage.address import with_driver
from storage.database import Database
from storage.identity_cipher import KEY_BITS
from tests.running_bot import TOKEN, USERNAME

pytestmark = pytest.mark.over_http
LINK = f"https://t.me/{USERNAME}?start="


class Owner:
    """Answers what is asked, one after the other, and reads what is said."""

    def __init__(self, *answers: str) -> None:
        self._answers = iter(answers)
        self.unseen: list[str] = []
        self.told = ""

    def ask(self, question: str, default: str, hidden: bool) -> str:
        answer = next(self._answers) or default
        if hidden:
            self.unseen.append(answer)
        return answer

    def say(self, words: str) -> None:
        self.told += f"{words}\n"

    async def sets_up(self) -> None:
        await set_up(Dialogue(self.ask, self.say))


@pytest.fixture(autouse=True)
async def state(telegram: Telegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("BOT_API_URL", telegram.url)
    monkeypatch.setenv("STATE_DIR", str(tmp_path / "state"))
    return tmp_path / "state"


async def test_two_answers_are_enough(state: Path) -> None:
    owner = Owner(TOKEN, "", "", "zwolle, ede")
    await owner.sets_up()
    assert f"This is @{USERNAME}." in owner.told
    assert owner.told.count(LINK) == 3
    assert "What to do next" in owner.told
    assert (TOKEN in owner.told, owner.unseen[0]) == (False, TOKEN)
    assert dotenv_values(state / ".env") == {"BOT_TOKEN": TOKEN}
    assert stat.S_IMODE((state / ".env").stat().st_mode) == 0o600
    assert (state / "bot.db").exists()


async def test_what_does_not_work_is_said_and_asked_again(state: Path) -> None:
    strange = TOKEN.replace("7000000001", "7000000002")
    owner = Owner(
        *("no token", strange, TOKEN),
        *("mysql://db/zorg", "postgresql://db/zorg?sslmod=x", "postgresql://nergens.invalid/zorg", ""),
        *("http//", "http://127.0.0.1:1/telegram"),
        *("zwole", "none"),
    )
    await owner.sets_up()
    for words in (
        "BOT_TOKEN is wrong",
        "Telegram does not know this token",
        "DATABASE_URL is wrong: mysql is not supported",
        "DATABASE_URL is wrong: PostgreSQL knows no parameter sslmod",
        "It does not work: ",
        "WEBHOOK_URL is wrong",
        "Nobody answers at that address yet",
        "There is no practice zwole.",
    ):
        assert words in owner.told
    kept = dotenv_values(state / ".env")
    assert (kept["WEBHOOK_URL"], len(kept["WEBHOOK_SECRET"] or "")) == ("http://127.0.0.1:1/telegram", 43)


async def test_what_is_given_is_tried_out_and_not_asked(
    state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the command of the service has it: the token lies in a file of its own."""
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "bot_token").write_text(TOKEN)
    monkeypatch.setenv("SECRETS_DIR", str(tmp_path / "secrets"))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'given.db'}")
    owner = Owner("", "none")
    await owner.sets_up()
    assert f"This is @{USERNAME}." in owner.told
    assert f"The database is ready: {tmp_path / 'given.db'}." in owner.told
    assert owner.told.count(LINK) == 1
    assert not (state / ".env").exists()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("BOT_TOKEN", TOKEN.replace("7000000001", "7000000002"), "Telegram does not know this token."),
        ("BOT_TOKEN", "no token", "BOT_TOKEN is wrong: "),
        ("DATABASE_URL", "postgresql://bot@nergens.invalid/zorg", "It does not work: the name is not known: "),
    ],
)
async def test_what_is_given_and_does_not_work_is_not_asked_for_ever(
    state: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"^{said}"):
        await Owner().sets_up()
    assert not (state / ".env").exists()


def test_a_password_means_the_same_in_the_file_as_when_it_was_typed(state: Path) -> None:
    """A dollar and braces, which .env would take for another setting."""
    env_file.write(state / ".env", question_of_the_database("postgresql://bot:p${HOME}'w@db/zorg"))
    assert with_driver(str(dotenv_values(state / ".env")["DATABASE_URL"])).password == "p${HOME}'w"


def question_of_the_database(answer: str) -> dict[str, str]:
    owner = Owner(answer)
    return setting_up.database(Dialogue(owner.ask, owner.say))


async def test_a_database_of_another_bot_is_said_in_its_own_words(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'other.db'}")
    await prepare(database, load_programme(None), real_time, bot_id=42)
    await database.close()
    owner = Owner(TOKEN, f"sqlite:///{tmp_path / 'other.db'}", "", "", "none")
    await owner.sets_up()
    assert "but this database belongs to bot 42" in owner.told


async def test_a_programme_file_that_is_wrong_is_said_before_anybody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROGRAMME_FILE", "nowhere.toml")
    with pytest.raises(ProgrammeError, match=r"nowhere\.toml"):
        await Owner().sets_up()


@pytest.fixture
def settled(state: Path) -> None:
    state.mkdir()
    (state / ".env").write_text(f"IDENTITY_KEY={'1f' * (KEY_BITS // 8)}\n")


@pytest.mark.usefixtures("settled")
async def test_settings_that_are_there_are_left_alone() -> None:
    with pytest.raises(SetUpAlready, match="is there already"):
        await Owner().sets_up()


@pytest.fixture(autouse=True)
def _nothing_else_is_written(tmp_path: Path) -> Iterator[None]:
    yield
    assert list((tmp_path / "here").iterdir()) == []
