"""What people said is kept no longer than was promised; time alone removes it."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from rules.keeping import Keeping
from scheduler import retention
from scheduler.tick import tick
from simulator.phone import Telegram
from storage import cycles
from storage import expectations as expectations_of
from storage import retention as stored
from storage.inbox import Received, failed, store
from storage.tables import (
    answers,
    audit,
    check_ins,
    consents,
    expectations,
    inbox,
    lessons,
    people,
    proxies,
    snapshots,
    wrong_tokens,
)
from tests.operations.owner import Owner
from tests.running_bot import ROUND_OPENS, TOKEN, RunningBot, on_both, on_sqlite
from tests.stories.remains import places_of
from tests.stories.user import User

TEXT = "kanarie in de keuken"
CLOSES = ROUND_OPENS + timedelta(days=13)
A_MINUTE, A_DAY = timedelta(minutes=1), timedelta(days=1)
NINETY_DAYS = timedelta(days=90)


async def says_all(user: User, words: str) -> None:
    await user.taps("Goed", "Met moeite", "Meestal")
    await user.says(words)


@pytest.fixture
async def closed(running_bot: RunningBot, anneke: User, bram: User) -> datetime:
    """A round that closed, in which Anneke and Bram wrote something; when it closed."""
    for user in (anneke, bram):
        await user.registers("caregiver")
    await running_bot.opens_round()
    await says_all(anneke, TEXT)
    await says_all(bram, f"{TEXT} van Bram")
    await running_bot.tick(CLOSES)
    await running_bot.settles()
    return CLOSES


async def agrees(running_bot: RunningBot, user: User, given: bool) -> None:
    """To research; the newest word counts."""
    async with running_bot.wiring.database.write() as connection:
        person_id = await connection.scalar(select(people.c.id).where(people.c.address == user.phone.id))
        row = {"person_id": person_id, "purpose": "keep", "given": given, "notice_version": 1, "notice_hash": "0"}
        await connection.execute(consents.insert().values(**row, at=running_bot.clock.now()))


async def texts(running_bot: RunningBot) -> list[str]:
    async with running_bot.wiring.database.read() as connection:
        found = select(answers.c.text).where(answers.c.text.is_not(None)).order_by(answers.c.id)
        return list(await connection.scalars(found))


async def number_of(running_bot: RunningBot, table: Any) -> int:
    async with running_bot.wiring.database.read() as connection:
        return int(await connection.scalar(select(func.count()).select_from(table)))


@on_both
async def test_texts_go_ninety_days_after_the_round_and_the_rest_stays(
    running_bot: RunningBot, closed: datetime
) -> None:
    number = await number_of(running_bot, answers)
    await running_bot.tick(closed + NINETY_DAYS - A_MINUTE)
    assert len(await texts(running_bot)) == 2
    assert (await running_bot.tick(closed + NINETY_DAYS + A_DAY)).removed["texts"] == 2
    assert await texts(running_bot) == []
    assert await number_of(running_bot, answers) == number
    assert await number_of(running_bot, snapshots) >= 1
    assert await places_of(running_bot, TEXT.encode()) == []


async def test_texts_given_to_research_stay_as_long_as_the_newest_word_is_yes(
    running_bot: RunningBot, closed: datetime, anneke: User, bram: User
) -> None:
    for given in (False, True):
        await agrees(running_bot, anneke, given)
        await agrees(running_bot, bram, not given)
    await running_bot.tick(closed + NINETY_DAYS + A_MINUTE)
    assert await texts(running_bot) == [TEXT]
    await agrees(running_bot, anneke, given=False)
    await running_bot.tick(closed + NINETY_DAYS + A_DAY)
    assert await texts(running_bot) == []


@on_sqlite
async def test_other_words_of_the_owner_keep_what_was_promised_and_nothing_after_it(
    running_bot: RunningBot, closed: datetime, anneke: User, bram: User
) -> None:
    await agrees(running_bot, anneke, given=True)
    await agrees(running_bot, bram, given=True)
    for user, since in ((anneke, closed), (bram, ROUND_OPENS - A_DAY)):
        person_id = select(people.c.id).where(people.c.address == user.phone.id).scalar_subquery()
        async with running_bot.wiring.database.write() as connection:
            mine = update(consents).where(consents.c.person_id == person_id, consents.c.purpose == "keep")
            await connection.execute(mine.values(outdated_at=since))
    await running_bot.tick(closed + NINETY_DAYS + A_MINUTE)
    assert await texts(running_bot) == [TEXT]


@on_sqlite
async def test_nobody_agrees_to_research_for_somebody_else(
    running_bot: RunningBot, closed: datetime, anneke: User
) -> None:
    await agrees(running_bot, anneke, given=True)
    async with running_bot.wiring.database.write() as connection:
        row = (await connection.execute(select(check_ins).join(answers).where(answers.c.text == TEXT))).one()
        riet = {"person_id": row.person_id, "practice_id": await running_bot.practice_id("zwolle"), "nickname": "Riet"}
        made = proxies.insert().values(**riet, created_at=closed).returning(proxies.c.id)
        proxy_id = await connection.scalar(made)
        await connection.execute(check_ins.update().where(check_ins.c.id == row.id).values(proxy_id=proxy_id))
    await running_bot.tick(closed + NINETY_DAYS + A_MINUTE)
    assert await texts(running_bot) == []


async def test_answers_go_a_year_after_the_programme_ended(running_bot: RunningBot, closed: datetime) -> None:
    keeping = Keeping(programme_ends_on=date(2026, 12, 31))
    database = running_bot.wiring.database
    for day, left in (
        (datetime.fromisoformat("2027-12-31T12:00Z"), True),
        (datetime.fromisoformat("2028-01-01T12:00Z"), False),
    ):
        await tick(database, running_bot.wiring.programme, 5, day, keeping)
        assert bool(await number_of(running_bot, answers)) is left
    assert await number_of(running_bot, snapshots) >= 1


@on_sqlite
async def test_what_practices_wrote_goes_with_the_answers(running_bot: RunningBot, closed: datetime) -> None:
    """And with nobody's account: it is of no person."""
    (experiment_id,) = await running_bot.tries_out("Logeerhuis")
    async with running_bot.wiring.database.write() as connection:
        await expectations_of.write(connection, experiment_id, TEXT, closed)
        await cycles.begin(connection, experiment_id, None, closed)
        looked_back = await cycles.newest(connection, experiment_id)
        assert looked_back
        await cycles.learn(connection, looked_back.id, TEXT, closed)
        await connection.execute(people.delete())
    keeping = Keeping(programme_ends_on=date(2026, 12, 31))
    for day, left in (("2027-12-31T12:00Z", 1), ("2028-01-01T12:00Z", 0)):
        at = datetime.fromisoformat(day)
        await tick(running_bot.wiring.database, running_bot.wiring.programme, 5, at, keeping)
        assert [await number_of(running_bot, table) for table in (expectations, lessons)] == [left, left]


@on_sqlite
async def test_without_a_last_day_answers_are_kept(running_bot: RunningBot, closed: datetime) -> None:
    number = await number_of(running_bot, answers)
    await running_bot.tick(closed + timedelta(days=3650))
    assert await number_of(running_bot, answers) == number


async def test_a_first_name_goes_even_when_nobody_called_back(
    running_bot: RunningBot, anneke: User, corrie: User
) -> None:
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await anneke.asks_for_contact()
    assert "Anneke" in (await corrie.sees()).text
    await running_bot.tick(ROUND_OPENS + NINETY_DAYS - A_DAY)
    assert await places_of(running_bot, b"Anneke")
    await running_bot.tick(ROUND_OPENS + NINETY_DAYS + A_DAY)
    assert await places_of(running_bot, b"Anneke") == []


async def test_what_the_bot_noted_for_itself_goes_too(running_bot: RunningBot, closed: datetime) -> None:
    now = running_bot.clock.now()
    async with running_bot.wiring.database.write() as connection:
        person_id = await connection.scalar(select(func.min(people.c.id)))
        await connection.execute(wrong_tokens.insert().values(person_id=person_id, at=now))
        await connection.execute(audit.insert().values(at=now, action="export"))
        one = Received(77_000_000, 8_123_456_789, "{}", attempts=4)
        await store(connection, [one], now)
        assert await failed(connection, one, "ValueError", now)
    assert await retention.remove(running_bot.wiring.database, Keeping(), now + timedelta(hours=23)) == dict.fromkeys(
        ("texts", "first_names", "set_aside", "audit", "wrong_tokens", "people"), 0
    )
    removed = await retention.remove(running_bot.wiring.database, Keeping(), now + A_DAY)
    assert (removed["set_aside"], removed["wrong_tokens"], removed["audit"]) == (1, 1, 0)
    assert (await retention.remove(running_bot.wiring.database, Keeping(), now + 732 * A_DAY))["audit"] >= 1


async def test_it_happens_once_a_day_whoever_ticks(running_bot: RunningBot, closed: datetime) -> None:
    database, at = running_bot.wiring.database, closed + NINETY_DAYS + A_MINUTE
    assert (await retention.keep_to_terms(database, Keeping(), at))["texts"] == 2
    assert await retention.keep_to_terms(database, Keeping(), at + timedelta(hours=1)) == {}
    assert "texts" in await retention.keep_to_terms(database, Keeping(), at + A_DAY)


async def test_it_goes_in_small_portions_and_is_noted_in_numbers(
    running_bot: RunningBot, closed: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "PORTION", 1)
    await retention.keep_to_terms(running_bot.wiring.database, Keeping(), closed + NINETY_DAYS + A_MINUTE)
    assert await texts(running_bot) == []
    async with running_bot.wiring.database.read() as connection:
        noted = (await connection.execute(select(audit).where(audit.c.action == "retention"))).one()
    assert noted.details["texts"] == 2


@pytest.mark.over_http
@on_sqlite
async def test_the_owner_can_see_beforehand_what_would_go(
    running_bot: RunningBot, closed: datetime, telegram: Telegram, tmp_path: Any, database_url: str
) -> None:
    owner = Owner(tmp_path, bot_token=TOKEN, bot_api_url=telegram.url, database_url=database_url)
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(audit.insert().values(at=closed - timedelta(days=3650), action="export"))
    number = await number_of(running_bot, audit)
    seen = await owner.types("retain", "--dry-run")
    assert seen.code == 0
    assert re.fullmatch(
        r"Would be removed: texts \d+, first_names 0, set_aside 0, audit [1-9]\d*, wrong_tokens 0, people 0\.\n",
        seen.printed,
    )
    assert await number_of(running_bot, audit) == number
    assert (await owner.types("retain")).printed.startswith("Removed: ")
    async with running_bot.wiring.database.read() as connection:
        assert await connection.scalar(select(func.count()).where(audit.c.at < closed - 732 * A_DAY)) == 0


@on_sqlite
async def test_what_goes_is_to_go_from_the_files_as_well(running_bot: RunningBot, closed: datetime) -> None:
    """What is zeroed still stands where a page was split, until the file is written anew; that has to be asked for."""
    is_asked_for = text("PRAGMA user_version")
    await running_bot.wiring.database.scrub()
    async with running_bot.wiring.database.read() as connection:
        assert await connection.scalar(is_asked_for) == 0
    await retention.remove(running_bot.wiring.database, Keeping(), closed + NINETY_DAYS + A_MINUTE)
    async with running_bot.wiring.database.read() as connection:
        assert await connection.scalar(is_asked_for) == 1


@on_sqlite
async def test_what_failed_is_not_known_by_its_chat(running_bot: RunningBot) -> None:
    async with running_bot.wiring.database.write() as connection:
        one = Received(77_000_000, 8_123_456_789, "{}", attempts=4)
        await store(connection, [one], running_bot.clock.now())
        await failed(connection, one, "ValueError", running_bot.clock.now())
        row = (await connection.execute(select(inbox).where(inbox.c.update_id == one.update_id))).one()
    assert (row.chat_id, row.payload) == (None, None)
