"""`.env` as people write it: whatever it was saved in and however it was quoted, and with names misspelt."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load
from tests.bot.shell import Shell
from tests.bot.test_settings import NAMES, TOKEN

PASSWORD = "geheim-én-lang"
WRITTEN = f"# Mantelzorg, vóór de proef\nBOT_TOKEN={TOKEN}\nDATABASE_URL=postgresql://bot:{PASSWORD}@server/bot\n"


@pytest.fixture(autouse=True)
def _only_what_the_test_sets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def refused() -> str:
    with pytest.raises(SettingsError) as found:
        load()
    assert "\n" not in str(found.value)
    return str(found.value)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        *[("", "utf-8"), ("\ufeff", "utf-8"), ("", "cp1252"), ("", "latin-1"), ("", "utf-16")],
        *[("\ufeff", "utf-16-le"), ("\ufeff", "utf-16-be"), ("", "utf-16-le"), ("", "utf-16-be"), ("", "utf-32")],
    ],
)
def test_it_is_read_whatever_it_was_saved_in(encoding: str, mark: str, line_end: str) -> None:
    Path(".env").write_bytes((mark + WRITTEN.replace("\n", line_end)).encode(encoding))
    settings = load()
    assert settings.bot_token.get_secret_value() == TOKEN
    assert PASSWORD in settings.database_url.get_secret_value()


@pytest.mark.parametrize(
    "raw", [b"BOT_TOKEN=\x81\x8d", b"\xff\xfeB\x00O", b"\xef\xbb\xbf\xff", b"\x00\xd8\x00\xd8\x00"]
)
def test_what_is_no_text_is_named(raw: bytes) -> None:
    Path(".env").write_bytes(raw)
    assert refused() == ".env cannot be read: it is no text; save it as UTF-8"


@pytest.mark.parametrize(
    "line",
    [
        *[
            "MINIMUM_GROUP=8",
            "export MINIMUM_GROUP=8",
            "  MINIMUM_GROUP = 8  ",
            'MINIMUM_GROUP="8"',
            "MINIMUM_GROUP='8'",
        ],
        *["MINIMUM_GROUP=8 # as agreed", "minimum_group=8", "\tMINIMUM_GROUP\t=\t8", "MINIMUM_GROUP=8\u00a0"],
    ],
)
def test_it_may_be_written_in_many_ways(line: str) -> None:
    Path(".env").write_bytes(f"BOT_TOKEN={TOKEN}\r\n{line}\r\n\r\n".encode())
    assert load().minimum_group == 8


@pytest.mark.parametrize("line", [TOKEN, f"BOT_TOKEN {TOKEN}", f"BOT_TOKEN: {TOKEN}", f"BOT_TOKEN='{TOKEN}"])
def test_a_line_that_sets_nothing_is_named_by_its_number_only(line: str) -> None:
    Path(".env").write_text(f"# ours\n\n{line}\n", encoding="utf-8")
    assert refused() == "line 3 of .env sets nothing; write NAME=value"


MISSPELT = [
    *[("WEBHOOK_URI", "WEBHOOK_URL"), ("MINIMUM_GRUOP", "MINIMUM_GROUP"), ("MIN_GROUP", "MINIMUM_GROUP")],
    *[("BOT_TOKN", "BOT_TOKEN"), ("TOKEN", "BOT_TOKEN"), ("DATABASE-URL", None), ("loglevel", "LOG_LEVEL")],
    *[
        ("IDENTITYKEY", "IDENTITY_KEY"),
        ("KEEP_TEXT_DAYS", "KEEP_TEXTS_DAYS"),
        ("PROGRAMME_END_ON", "PROGRAMME_ENDS_ON"),
    ],
]


@pytest.mark.parametrize(("name", "meant"), MISSPELT)
def test_a_misspelt_name_is_named_with_what_was_meant_and_without_its_value(name: str, meant: str | None) -> None:
    Path(".env").write_text(f"BOT_TOKEN={TOKEN}\n{name}={PASSWORD}\n", encoding="utf-8")
    line = refused()
    assert line == (f"{name}: did you mean {meant}?" if meant else "line 2 of .env sets nothing; write NAME=value")


def test_all_of_them_are_named_and_the_environment_too(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text(f"BOT_TOKN={TOKEN}\nKEEP_TEXT_DAYS=9\n", encoding="utf-8")
    monkeypatch.setenv("WEBHOOK_URI", "https://bot.example.org/telegram")
    assert refused().split("? ") == [
        "WEBHOOK_URI: did you mean WEBHOOK_URL",
        "BOT_TOKN: did you mean BOT_TOKEN",
        "KEEP_TEXT_DAYS: did you mean KEEP_TEXTS_DAYS?",
    ]


def test_a_setting_is_never_almost_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("".join(f"{name}=\n" for name in NAMES if name != "BOT_TOKEN"), encoding="utf-8")
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    assert load().minimum_group == Settings().minimum_group


@pytest.mark.parametrize(
    "others",
    [
        *["TOKEN", "LISTEN_FDS", "LISTEN_PID", "LOGNAME", "DATABASE", "CREDENTIALS_DIRECTORY", "WEBHOOK"],
        "DATABASE_URL_2",  # beside one that is ours
    ],
)
def test_what_others_put_in_the_environment_is_theirs(monkeypatch: pytest.MonkeyPatch, others: str) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///bot.db")
    monkeypatch.setenv(others, "1")
    assert load().bot_token.get_secret_value() == TOKEN


def test_one_that_may_not_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").touch()

    def denied(_file: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    assert refused() == ".env cannot be read: Permission denied"


def test_a_secret_in_a_file_may_begin_with_a_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("token").write_bytes(f"\ufeff{TOKEN}\r\n".encode())
    monkeypatch.setenv("BOT_TOKEN_FILE", "token")
    assert load().bot_token.get_secret_value() == TOKEN


@pytest.mark.parametrize("name", ["identity-key", "IDENTITY_KEYS", "identity_key.txt", "identitykey"])
def test_a_misspelt_file_in_the_folder_of_secrets_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    Path("secrets").mkdir()
    Path("secrets", name).write_text("1f", encoding="utf-8")
    Path("secrets", "somebody_elses").write_text("1", encoding="utf-8")
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("SECRETS_DIR", "secrets")
    assert refused() == f"SECRETS_DIR/{name}: did you mean identity_key?"


async def test_nothing_starts_and_the_exit_code_says_that_somebody_has_to_mend_it(tmp_path: Path) -> None:
    shell = Shell(tmp_path, BOT_TOKEN=TOKEN)
    (tmp_path / ".env").write_text("WEBHOOK_URI=https://bot.example.org\n", encoding="utf-8")
    ended = await shell.run("status")
    assert (ended.code, ended.err) == (2, "WEBHOOK_URI: did you mean WEBHOOK_URL?\n")
