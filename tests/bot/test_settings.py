"""A setting that is wrong is named in one clear line; what is not set has a default."""

from pathlib import Path

import pytest

from bot import state_folder
from bot.settings import TELEGRAM, Settings, SettingsError, load, refuse_none_meant
from rules.telling import MINIMUM_GROUP
from storage.address import with_driver
from storage.identity_cipher import KEY_BITS
from tests.bot.shell import ROOT

TOKEN = "123456789:AAExampleExampleExampleExample"
NAMES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def _only_what_the_test_sets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)


def test_only_the_token_has_to_be_set() -> None:
    settings = load()
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.database_url.get_secret_value() == f"sqlite:///{settings.state_dir}/bot.db"
    assert (settings.bot_api_url, settings.programme_file, settings.registration) == (TELEGRAM, None, "invite")
    assert (settings.minimum_group, settings.log_level) == (MINIMUM_GROUP, "INFO")


def test_state_lies_in_a_folder_that_does_not_depend_on_where_one_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert load().state_dir == ROOT / "var"  # of a checkout
    monkeypatch.setattr(state_folder, "CHECKOUT", tmp_path)  # installed: there is no pyproject.toml
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    assert load().state_dir == tmp_path / ".local" / "state" / "mantelzorg-bot"
    monkeypatch.setenv("XDG_STATE_HOME", "/of/this/user")
    assert load().state_dir == Path("/of/this/user/mantelzorg-bot")
    monkeypatch.setenv("STATE_DIRECTORY", "/var/lib/mantelzorg-bot:/var/lib/another")
    assert load().state_dir == Path("/var/lib/mantelzorg-bot")
    monkeypatch.setenv("STATE_DIR", "~/mine")
    assert load().state_dir == tmp_path / "mine"


def test_settings_lie_where_one_is_else_in_the_state_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / ".env").write_text("MINIMUM_GROUP=12\nKEEP_TEXTS_DAYS=30\n")
    monkeypatch.setenv("STATE_DIR", str(tmp_path / "state"))
    assert (load().minimum_group, load().keep_texts_days) == (12, 30)
    (tmp_path / ".env").write_text("MINIMUM_GROUP=9\n")
    assert (load().minimum_group, load().keep_texts_days) == (9, 90)


@pytest.mark.parametrize(
    ("database", "ledger"),
    [("sqlite:///data/bot.db", "data/bot.db.erasures"), ("postgresql://bot@server/bot", "state/erasures")],
)
def test_the_ledger_of_erasures_lies_beside_the_database_unless_it_is_set(
    monkeypatch: pytest.MonkeyPatch, database: str, ledger: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", database)
    monkeypatch.setenv("STATE_DIR", "state")
    assert load().ledger in (Path(ledger), Path.cwd() / ledger)
    monkeypatch.setenv("ERASURE_LEDGER", "/elsewhere/erasures")
    assert load().ledger == Path("/elsewhere/erasures")


WRONG = [
    ("BOT_TOKEN", "my-bot", "BOT_TOKEN is wrong: expected the token that BotFather gave, like 123456789:AAE…"),
    ("BOT_API_URL", "api.telegram.org", f"BOT_API_URL is wrong: expected an address like {TELEGRAM}"),
    ("BOT_API_URL", "ftp://telegram", f"BOT_API_URL is wrong: expected an address like {TELEGRAM}"),
    (
        "DATABASE_URL",
        "mysql://bot:geheim@server/bot",
        "DATABASE_URL is wrong: mysql is not supported; use sqlite:///path or postgresql://user@host/name",
    ),
    ("DATABASE_URL", "bot.db", "DATABASE_URL is wrong: expected sqlite:///path or postgresql://user@host/name"),
    (
        "DATABASE_URL",
        "sqlite://",
        "DATABASE_URL is wrong: an in-memory database forgets everything; name a file: sqlite:///path",
    ),
    ("REGISTRATION", "closed", "REGISTRATION is wrong: Input should be 'invite' or 'open'"),
    ("MINIMUM_GROUP", "1", "MINIMUM_GROUP is wrong: Input should be greater than or equal to 2"),
    ("MINIMUM_GROUP", "101", "MINIMUM_GROUP is wrong: Input should be less than or equal to 100"),
    (
        "MINIMUM_GROUP",
        "vijf",
        "MINIMUM_GROUP is wrong: Input should be a valid integer, unable to parse string as an integer",
    ),
    ("LOG_LEVEL", "LOUD", "LOG_LEVEL is wrong: Input should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
]


@pytest.mark.parametrize(("name", "value", "line"), WRONG)
def test_a_wrong_setting_is_named_in_one_line_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, line: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load()
    assert str(refused.value) == line
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize("empty", [True, False])
def test_a_missing_token_is_asked_for(monkeypatch: pytest.MonkeyPatch, empty: bool) -> None:
    if empty:
        monkeypatch.setenv("BOT_TOKEN", "")
    else:
        monkeypatch.delenv("BOT_TOKEN")
    with pytest.raises(SettingsError, match=r"^BOT_TOKEN is not set; put it in the environment or in \.env"):
        load()


@pytest.mark.parametrize("in_file", ["", "BOT_TOKEN=\n", f"BOT_TOKEN={TOKEN}\n"])
def test_who_needs_no_token_reads_the_same_file(monkeypatch: pytest.MonkeyPatch, in_file: str) -> None:
    """Also with BOT_TOKEN= before the command, as a drill beside production has it."""
    Path(".env").write_text(f"{in_file}DATABASE_URL=sqlite:////srv/bot.db\n", encoding="utf-8")
    monkeypatch.delenv("BOT_TOKEN")
    found = load(needs_token=False)
    assert (secret(found, "database_url"), found.has_token) == ("sqlite:////srv/bot.db", TOKEN in in_file)
    monkeypatch.setenv("BOT_TOKEN", "")
    found = load(needs_token=False)
    assert (secret(found, "database_url"), found.has_token) == ("sqlite:////srv/bot.db", False)


def test_a_drill_with_no_token_does_not_become_a_second_bot_on_that_of_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path(".env").write_text(f"BOT_TOKEN={TOKEN}\n", encoding="utf-8")
    monkeypatch.delenv("BOT_TOKEN")
    assert load().has_token
    refuse_none_meant()
    monkeypatch.setenv("BOT_TOKEN", "")
    with pytest.raises(SettingsError, match=r"^BOT_TOKEN is empty in the environment"):
        refuse_none_meant()


def test_what_others_keep_beside_secrets_is_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also a link that leads nowhere, which kept `status` from telling anything."""
    Path("secrets").mkdir()
    Path("secrets/bot_token").write_text(TOKEN, encoding="utf-8")
    Path("secrets/theirs").symlink_to("nowhere")
    Path("secrets/webhook.txt").write_text("theirs", encoding="utf-8")
    monkeypatch.delenv("BOT_TOKEN")
    monkeypatch.setenv("SECRETS_DIR", "secrets")
    assert [file.name for file in load().secret_files] == ["bot_token"]


@pytest.mark.parametrize("name", ["a b", "100%", "%2F", "%20", "what?", "a#b", "x@y", "a:b", "it's", "[1]", "ünï"])
def test_the_database_lies_in_the_state_folder_whatever_that_is_called(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    """Some of these signs mean something in an address."""
    monkeypatch.setenv("STATE_DIR", str(tmp_path / name))
    found = load()
    assert with_driver(secret(found, "database_url")).database == str(tmp_path / name / "bot.db")
    assert found.ledger == tmp_path / name / "bot.db.erasures"


def test_a_token_in_a_file_counts_where_the_setting_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("token").write_text(TOKEN, encoding="utf-8")
    monkeypatch.setenv("BOT_TOKEN", "")
    monkeypatch.setenv("BOT_TOKEN_FILE", "token")
    assert load(needs_token=False).has_token


def test_who_has_no_home_names_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A container may run as a number that nobody knows."""
    monkeypatch.setattr(state_folder, "CHECKOUT", tmp_path)
    monkeypatch.setattr(Path, "home", _nowhere)
    with pytest.raises(SettingsError, match=r"^STATE_DIR is not set, and who runs this has no home folder"):
        load()
    monkeypatch.setenv("STATE_DIR", str(tmp_path))
    assert load().state_dir == tmp_path


def _nowhere() -> Path:
    raise RuntimeError("Could not determine home directory.")


def test_settings_may_stand_in_a_file_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("MINIMUM_GROUP=70\nLOG_LEVEL=debug\nSOMETHING_ELSE=1\n", encoding="utf-8")
    monkeypatch.setenv("LOG_LEVEL", "warning")
    settings = load()
    assert (settings.minimum_group, settings.log_level) == (70, "WARNING")


@pytest.mark.parametrize("smaller", ["2", "5"])
def test_a_group_is_never_smaller_than_the_rule_has_it(monkeypatch: pytest.MonkeyPatch, smaller: str) -> None:
    """Also not where an older version let it be."""
    monkeypatch.setenv("MINIMUM_GROUP", smaller)
    assert load().minimum_group == MINIMUM_GROUP


def test_an_address_of_telegram_may_end_with_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:8081/")
    assert load().bot_api_url == "http://127.0.0.1:8081"


@pytest.mark.parametrize("address", ["postgresql://bot:geheim@server/bot", "postgres://bot:geheim@server/bot"])
def test_secrets_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    key, key_before, secret = "1f" * (KEY_BITS // 8), "2e" * (KEY_BITS // 8), "a-secret-of-the-webhook"
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.org/telegram")
    monkeypatch.setenv("WEBHOOK_SECRET", secret)
    monkeypatch.setenv("IDENTITY_KEY", key)
    monkeypatch.setenv("IDENTITY_KEY_BEFORE", key_before)
    printed = f"{load()!r} {load()}"
    assert not [hidden for hidden in (TOKEN, "geheim", secret, key, key_before) if hidden in printed]


SECRETS = {
    "BOT_TOKEN": TOKEN,
    "DATABASE_URL": "postgresql://bot:geheim@server/bot",
    "IDENTITY_KEY": "1f" * (KEY_BITS // 8),
    "IDENTITY_KEY_BEFORE": "2e" * (KEY_BITS // 8),
    "WEBHOOK_SECRET": "a-secret-of-the-webhook",
}


def secret(settings: Settings, name: str) -> str:
    return str(getattr(settings, name.lower()).get_secret_value())


@pytest.fixture
def _webhook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOT_TOKEN")
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.org/telegram")


@pytest.mark.usefixtures("_webhook")
@pytest.mark.parametrize("stands_in", ["the environment", ".env"])
def test_every_secret_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, stands_in: str) -> None:
    for name, value in SECRETS.items():
        Path(name).write_text(f"{value}\n", encoding="utf-8")
    if stands_in == ".env":
        Path(".env").write_text("".join(f"{name}_FILE={name}\n" for name in SECRETS), encoding="utf-8")
    else:
        for name in SECRETS:
            monkeypatch.setenv(f"{name}_FILE", name)
    assert {name: secret(load(), name) for name in SECRETS} == SECRETS


@pytest.mark.usefixtures("_webhook")
def test_a_folder_may_hold_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("secrets").mkdir()
    for name, value in SECRETS.items():
        Path("secrets", name.lower()).write_text(value, encoding="utf-8")
    monkeypatch.setenv("SECRETS_DIR", "secrets")
    assert {name: secret(load(), name) for name in SECRETS} == SECRETS


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"BOT_TOKEN_FILE": "token"}, "BOT_TOKEN and BOT_TOKEN_FILE are both given; keep one"),
        ({"SECRETS_DIR": "secrets"}, "BOT_TOKEN and SECRETS_DIR/bot_token are both given; keep one"),
        ({"BOT_TOKEN": "", "BOT_TOKEN_FILE": "none"}, "BOT_TOKEN cannot be read from none: No such file or directory"),
        ({"BOT_TOKEN": "", "BOT_TOKEN_FILE": "secrets"}, "BOT_TOKEN cannot be read from secrets: Is a directory"),
        ({"BOT_TOKEN": "", "BOT_TOKEN_FILE": "empty"}, "BOT_TOKEN cannot be read from empty: it is empty"),
        ({"BOT_TOKEN": "", "BOT_TOKEN_FILE": "bytes"}, "BOT_TOKEN cannot be read from bytes: it is no text"),
        ({"SECRETS_DIR": "none"}, "SECRETS_DIR cannot be read: No such file or directory"),
    ],
)
def test_a_secret_that_is_given_twice_or_cannot_be_read_is_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], line: str
) -> None:
    Path("secrets").mkdir()
    for file, content in {"token": TOKEN.encode(), "secrets/bot_token": b"1", "empty": b"\n", "bytes": b"\xff"}.items():
        Path(file).write_bytes(content)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load()
    assert str(refused.value) == line


def test_a_wrong_secret_from_a_file_is_named_without_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("token").write_text("geheim", encoding="utf-8")
    monkeypatch.setenv("BOT_TOKEN", "")
    monkeypatch.setenv("BOT_TOKEN_FILE", "token")
    with pytest.raises(SettingsError, match=r"^BOT_TOKEN is wrong: expected the token") as refused:
        load()
    assert "geheim" not in str(refused.value)


def test_without_a_token_what_else_is_wrong_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOT_TOKEN", raising=False)
    monkeypatch.setenv("MINIMUM_GROUP", "few")
    with pytest.raises(SettingsError, match=r"^MINIMUM_GROUP is wrong: "):
        load(needs_token=False)
