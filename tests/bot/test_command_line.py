"""What the owner types, and what comes of it: real processes against the simulator."""

import asyncio
import json
import re
import socket
import sqlite3
import time
import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from bot.running import prepare
from bot.settings import Settings
from bot.wiring import real_time
from programme.loading import load
from simulator.phone import Telegram
from storage import schema
from storage.database import Database
from tests.bot.shell import ROOT, Done, Shell
from tests.running_bot import TOKEN, USERNAME

pytestmark = pytest.mark.over_http

LINK = f"https://t.me/{USERNAME}?start="
KNOWN = "brabantse-wal, s-hertogenbosch, land-van-cuijk, ede"


@pytest.fixture
async def shell(telegram: Telegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owned_programme: Path) -> Shell:
    await telegram.bot(TOKEN, USERNAME, "Mantelzorg")
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return Shell(tmp_path, BOT_TOKEN=TOKEN, BOT_API_URL=telegram.url, PROGRAMME_FILE=str(owned_programme))


def query(shell: Shell, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(shell.folder / "var" / "bot.db")) as connection, connection:
        return connection.execute(statement).fetchall()


def refused(done: Done, code: int, *words: str) -> bool:
    """Ended with this code and one line on standard error that has these words, and no token."""
    lines = done.err.splitlines()
    assert (done.code, len(lines)) == (code, 1), done.err
    assert all(word in lines[0] for word in words), done.err
    assert TOKEN not in done.err
    return True


@pytest.fixture
async def migrated(shell: Shell) -> Shell:
    """A terminal in a folder where the bot has run before."""
    database = Database(f"sqlite:///{shell.folder / 'var' / 'bot.db'}")
    await prepare(database, load(), real_time)
    await database.close()
    return shell


@pytest.mark.slow
async def test_help_names_every_command_and_needs_no_setting(shell: Shell) -> None:
    done = await shell.run("--help", BOT_TOKEN="")
    assert done.code == 0
    for command in ("run", "demo", "story", "migrate", "invite", "tick", "summary"):
        assert f" {command} " in done.out


@pytest.mark.slow
async def test_the_version_is_that_of_the_project_and_needs_no_setting(shell: Shell) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    done = await shell.run("--version", BOT_TOKEN="")
    assert (done.code, done.out, done.err) == (0, f"{project['version']}\n", "")


@pytest.mark.slow
async def test_a_drill_without_a_token_does_not_run_on_that_of_the_file(shell: Shell) -> None:
    (shell.folder / ".env").write_text(f"BOT_TOKEN={TOKEN}\n", encoding="utf-8")
    done = await shell.run("run", BOT_TOKEN="")
    assert (done.code, done.err) == (
        2,
        "BOT_TOKEN is empty in the environment, which means: none, also when .env has one\n",
    )


@pytest.mark.slow
async def test_wrong_settings_are_named_before_anything_happens(shell: Shell) -> None:
    group, programme = await asyncio.gather(
        shell.run("run", MINIMUM_GROUP="1"),
        shell.run("migrate", PROGRAMME_FILE="no-such.toml"),
    )
    assert refused(group, 2, "MINIMUM_GROUP is wrong")
    assert refused(programme, 2, "no-such.toml: cannot be read")
    assert list(shell.folder.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "settings", "said"),
    [
        ("run", {"STATE_DIR": "file"}, "what should be a folder is a file: mend the setting that names it: "),
        ("run", {"STATE_DIR": "file/deeper"}, "what should be a folder is a file: mend the setting that names it: "),
        ("run", {"STATE_DIR": "/proc/nowhere"}, "a file or folder is missing: make it, or mend the setting that nam"),
        ("run", {"DATABASE_URL": "sqlite:///file"}, "that is no database: "),
        ("run", {"PROGRAMME_FILE": "bytes"}, "bytes, line 1: expected UTF-8 text"),
        (
            "backup new",
            {"DATABASE_URL": "postgresql://bot@localhost:1/bot"},
            "no backup was made: nobody answers",
        ),
        (
            "backup new",
            {"DATABASE_URL": "postgresql://bot@nergens.invalid/bot"},
            "no backup was made: the name is not",
        ),
        ("restore nowhere", {"BOT_TOKEN": ""}, "nothing was restored: No such file or directory: nowhere"),
        ("restore folder", {"BOT_TOKEN": ""}, "nothing was restored: Is a directory: folder"),
        ("announce nowhere", {}, "nowhere cannot be read: No such file or directory"),
        ("announce folder", {}, "folder cannot be read: Is a directory"),
        ("announce bytes", {}, "bytes cannot be read: it is no text; save it as UTF-8"),
        ("announce file", {}, "file cannot be read: "),
        ("person export file --telegram 5", {}, "Name a new folder"),
        ("copy-database sqlite:///file sqlite:///new", {}, "FROM: that is no database: "),
    ],
    ids=str,
)
async def test_what_cannot_be_used_is_named_in_one_line(
    migrated: Shell, words: str, settings: dict[str, str], said: str
) -> None:
    """What happened, where, and what to do: also where nobody thought of it. Nothing is begun elsewhere."""
    (migrated.folder / "file").write_text("dit is een brief, en geen database\n" * 99)
    (migrated.folder / "bytes").write_bytes(b"\xff\xfe\x00\x01" * 9)
    (migrated.folder / "folder").mkdir()
    before = set(migrated.folder.rglob("*"))
    assert refused(await migrated.run(*words.split(), **settings), 2, said)
    assert {path.name for path in set(migrated.folder.rglob("*")) - before} <= {"bot.db-wal", "bot.db-shm"}


async def test_migrate_makes_the_database(shell: Shell) -> None:
    done = await shell.run("migrate")
    assert (done.code, done.out, done.err) == (0, "The database is up to date.\n", "")
    assert query(shell, "SELECT count(*) FROM practices") == [(11,)]


@pytest.mark.slow
async def test_a_newer_database_is_refused(migrated: Shell) -> None:
    query(migrated, "UPDATE alembic_version SET version_num = '9999'")
    assert refused(await migrated.run("run"), 2, "the database is at revision 9999, which this version does not know")
    assert query(migrated, "SELECT version_num FROM alembic_version") == [("9999",)]


async def test_a_token_of_another_bot_starts_nothing_and_a_move_is_only_made_on_purpose(migrated: Shell) -> None:
    assert (await migrated.run("migrate")).code == 0
    other = {"BOT_TOKEN": "7000000002:a-token-of-another-bot-altogether"}
    run, tick, move = await asyncio.gather(
        migrated.run("run", **other),
        migrated.run("tick", "--at", "2026-11-24T12:15+01:00", **other),
        migrated.run("move", **other),
    )
    for done in (run, tick):
        assert refused(done, 2, "BOT_TOKEN is of bot 7000000002", "belongs to bot 7000000001")
    assert (move.code, move.out) == (2, "")
    assert "press" in move.err.lower()
    assert query(migrated, "SELECT bot_id FROM telegram") == [(7000000001,)]


async def test_invite_prints_the_link_and_the_token(migrated: Shell) -> None:
    plain = await migrated.run("invite", "--practice", "zwolle", "--role", "caregiver", "--uses", "3", "--days", "7")
    link, token = plain.out.splitlines()
    assert (plain.code, plain.err, link) == (0, "", LINK + token)
    assert query(
        migrated, "SELECT role, uses, round(julianday(expires_at) - julianday(created_at)) FROM invitations"
    ) == [("caregiver", 3, 7.0)]


@pytest.mark.slow
async def test_invite_prints_json_and_who_leads_is_invited_alone(migrated: Shell) -> None:
    made = await asyncio.gather(
        migrated.run("invite", "--json", "--role", "coordinator", "--practice", "ede", "--uses", "9"),
        migrated.run("invite", "--json", "--role", "manager"),
        migrated.run("invite", "--json", "--role", "participant", "--practice", "ede", "--uses", "9"),
    )
    for done in made:
        answer = json.loads(done.out)
        assert answer["link"] == LINK + answer["token"]
    ede = "practice_id = (SELECT id FROM practices WHERE slug = 'ede')"
    assert query(migrated, f"SELECT role, uses, {ede} FROM invitations ORDER BY role") == [
        ("coordinator", 1, 1),
        ("manager", 1, None),
        ("participant", 9, 1),
    ]


@pytest.mark.slow
async def test_invite_says_what_is_wrong_and_makes_nothing(migrated: Shell) -> None:
    unknown, missing, role = await asyncio.gather(
        migrated.run("invite", "--practice", "utrecht", "--role", "caregiver"),
        migrated.run("invite", "--role", "participant"),
        migrated.run("invite", "--practice", "zwolle", "--role", "king"),
    )
    assert refused(unknown, 2, "--practice is utrecht; the practices are: ", KNOWN)
    assert refused(missing, 2, "--practice is missing; the practices are: ", KNOWN)
    assert (role.code, "king" in role.err, "Traceback" in role.err) == (2, True, False)
    assert query(migrated, "SELECT count(*) FROM invitations") == [(0,)]


@pytest.mark.slow
async def test_a_token_that_telegram_refuses_is_told_and_not_shown(migrated: Shell) -> None:
    other = TOKEN[:-4] + "last"
    for done in await asyncio.gather(
        migrated.run("run", BOT_TOKEN=other), migrated.run("invite", "--role", "manager", BOT_TOKEN=other)
    ):
        last = done.err.splitlines()[-1]
        assert (done.code, last) == (1, "Telegram does not know BOT_TOKEN; ask BotFather for the current one")
        assert not [secret for secret in (other, other.split(":")[1]) if secret in done.out + done.err]


@pytest.mark.parametrize("words", [("invite", "--role", "manager"), ("tick", "--at", "2026-12-01T12:15Z"), ("retain",)])
async def test_a_wrong_folder_never_makes_a_second_empty_database(
    migrated: Shell, words: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    elsewhere = Shell(tmp_path / "elsewhere", **migrated.settings | {"STATE_DIR": ""})
    wrong = await elsewhere.run(*words, DATABASE_URL="sqlite:///var/bot.db")
    assert refused(
        wrong, 2, f"there is no database in {elsewhere.folder / 'var' / 'bot.db'}; start the bot (", "-m bot run) if"
    )
    assert list(elsewhere.folder.iterdir()) == []
    right = await elsewhere.run(*words, STATE_DIR=str(migrated.folder / "var"))
    assert (right.code, right.err) == (0, "")


async def test_tick_does_by_hand_what_the_clock_does(migrated: Shell) -> None:
    done = await migrated.run("tick", "--at", "2026-12-01T12:15+01:00")
    assert (done.code, done.err) == (0, "")
    assert done.out == "Rounds opened: 0. Rounds closed: 0. Messages released: 0.\n"
    assert query(migrated, "SELECT DISTINCT slot_on, state, reason FROM rounds") == [
        ("2026-12-01", "skipped", "nobody")
    ]


@pytest.mark.slow
async def test_tick_names_a_moment_that_it_cannot_read(shell: Shell) -> None:
    moments = {"morgen": "'morgen' is not a moment", "2026-12-01T12:15": "say in which zone"}
    for done, words in zip(
        await asyncio.gather(*(shell.run("tick", "--at", moment) for moment in moments)), moments.values(), strict=True
    ):
        assert (done.code, words in " ".join(done.err.split()), "Traceback" in done.err) == (2, True, False)
    assert list(shell.folder.iterdir()) == []


@pytest.mark.slow
async def test_summary_is_printed_as_the_coordinator_sees_it(migrated: Shell) -> None:
    known, unknown = await asyncio.gather(
        migrated.run("summary", "--practice", "zwolle"), migrated.run("summary", "--practice", "utrecht")
    )
    assert known.code == 0
    assert known.out.startswith("Zwolle\nEr is nog geen ronde afgerond. Daarna ziet u hier hoe het ging.\n")
    assert "Antwoorden 8 of meer mantelzorgers zelf, in 3 rondes samen? Dan kunnen wij cijfers laten zien." in known.out
    assert refused(unknown, 2, "--practice is utrecht; the practices are: ", KNOWN)


async def test_run_serves_until_it_is_asked_to_stop(shell: Shell, telegram: Telegram) -> None:
    """On a database of an older version, too; people who were invited by another process meanwhile come in."""
    older = Database(f"sqlite:///{shell.folder / 'var' / 'bot.db'}")
    await schema.migrate(older, "0001")
    await older.close()
    anneke = await telegram.person("Anneke")
    async with shell.running("run") as bot:
        await bot.logs("started")
        invited = await shell.run("invite", "--practice", "zwolle", "--role", "caregiver")
        await anneke.opens(invited.out.split()[-1])
        await anneke.sees("Welkom bij de check-in van Zwolle")
        await anneke.taps("Ja, ik doe mee")
        await anneke.sees("Fijn dat u meedoet")
        assert await bot.stops() == 0
    assert query(shell, "SELECT count(*) FROM memberships WHERE registered_at IS NOT NULL") == [(1,)]
    assert query(shell, "SELECT DISTINCT state FROM outbox") == [("sent",)]


@pytest.mark.slow
async def test_run_stops_when_asked_also_while_telegram_does_not_answer(shell: Shell) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # bound, and not listening
        async with shell.running("run", BOT_API_URL=f"http://127.0.0.1:{nobody.getsockname()[1]}") as bot:
            await bot.logs("Telegram does not answer yet: nobody answers at that address")
            asked_at = time.monotonic()
            assert await bot.stops() == 0
            assert time.monotonic() - asked_at < 10


@pytest.mark.slow
async def test_trace_takes_a_code_and_nothing_else(shell: Shell, telegram: Telegram) -> None:
    corrie = await telegram.person("Corrie")
    async with shell.running("run") as bot:
        await bot.logs("started")
        await corrie.says("/hulp")
        await corrie.taps("Code")
        await corrie.taps("Nakijken wat er misging")
        shown = await corrie.sees("Uw code:")
        (code,) = re.findall(r"\d{4}-\d{4}-\d{4}", shown.text)
        wrong, right = await shell.run("trace", "1234-1234-1234"), await shell.run("trace", code)
        again = await shell.run("trace", code)
        await corrie.sees("Uw code is gebruikt.")
        assert await bot.stops() == 0
    assert refused(wrong, 2, "This code does not work")
    assert refused(again, 2, "This code does not work")
    assert right.code == 0
    assert "command came, handled after" in right.out
    assert "Corrie" not in right.out
    assert code not in (right.out + right.err)


@pytest.mark.slow
async def test_alarm_tells_who_hears_of_trouble_and_whether_it_arrives(migrated: Shell) -> None:
    nobody = await migrated.run("alarm", "--test")
    assert (nobody.code, nobody.out.partition(":")[0]) == (1, "Nobody")
    somebody = await migrated.run("alarm", "--test", ALARM_COMMAND="tee told")
    assert (somebody.code, somebody.out) == (0, "the owner, by command\ncommand: sent\n")
    fails = await migrated.run("alarm", "--test", ALARM_COMMAND="false")
    assert (fails.code, fails.out) == (1, "the owner, by command\ncommand: it ended with 1\n")
