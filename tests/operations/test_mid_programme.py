"""What is changed while the programme runs takes nothing away from anybody: as docs/operations.md says."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.running import prepare
from programme.loading import DEFAULT_FILE, load
from rules.telling import Told
from simulator.clock import Clock
from simulator.phone import Telegram
from storage import practices, windows
from storage.tables import people
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite, start_bot
from tests.stories.crowd import A_WINDOW, EVERY_TWO_WEEKS, answers_widely, caregivers, passes_window
from tests.stories.owner_changes import REVERSED_SCALE, restarts
from tests.stories.user import User
from texts.catalogue import load_catalogues


@on_sqlite
async def test_a_practice_that_is_no_longer_in_the_file_keeps_its_people(
    running_bot: RunningBot, telegram: Telegram
) -> None:
    anneke = await telegram.person("Anneke")
    await running_bot.registers(anneke, "caregiver")
    programme = load()
    left = [practice for practice in programme.practices if practice.slug != "zwolle"]
    fewer = programme.model_copy(update={"practices": left})
    await prepare(running_bot.wiring.database, fewer, running_bot.clock.now)
    async with running_bot.wiring.database.read() as connection:
        assert await practices.by_slug(connection, "zwolle") is not None
    await running_bot.opens_round()
    await anneke.sees("Vraag 1")


def test_who_reads_in_a_language_that_is_no_longer_there_is_answered_in_the_first() -> None:
    programme = load()
    left = [language for language in programme.languages if language != "tr"]
    catalogues = load_catalogues(programme.model_copy(update={"languages": left}))
    assert catalogues.translator("tr").language == left[0]


async def told(running_bot: RunningBot, telegram: Telegram) -> tuple[User, str]:
    """A coordinator who saw the figures of a window in which fifteen answered; and what was told."""
    corrie = User(running_bot, await telegram.person("Corrie"))
    await corrie.registers("coordinator")
    phones = await caregivers(running_bot, 15)
    await running_bot.opens_round()
    await answers_widely(running_bot, phones)
    await passes_window(running_bot)
    return corrie, (await corrie.says("/samenvatting")).text


@on_sqlite
async def test_another_version_of_a_question_leaves_what_was_told_in_the_words_of_its_time(
    running_bot: RunningBot, telegram: Telegram, tmp_path: Path
) -> None:
    corrie, before = await told(running_bot, telegram)
    assert "Heel moeizaam: 5 " in before
    text = DEFAULT_FILE.read_text(encoding="utf-8")
    begins = text.index('[[forms.questions]]\nkey = "samen"')
    changed = tmp_path / "programme.toml"
    changed.write_text(
        text[:begins] + REVERSED_SCALE + text[text.index("[forms.questions.text]", begins) :], encoding="utf-8"
    )
    running_bot.settings = running_bot.settings.model_copy(update={"programme_file": changed})
    await running_bot.restart()
    assert (await corrie.says("/samenvatting")).text == before
    assert "Goed: 5" in (await corrie.taps("Verloop")).text
    await corrie.says("/export")
    await corrie.taps("Alles", "Excel")
    assert any("Het bestand is klaar." in shown.text for shown in await corrie.sees_all())
    await running_bot.opens_round(ROUND_OPENS + A_WINDOW * EVERY_TWO_WEEKS)
    assert "Heel goed" in (await corrie.says("/samenvatting")).text


@on_sqlite
async def test_a_larger_minimum_counts_for_what_closes_from_then_on(
    running_bot: RunningBot, telegram: Telegram
) -> None:
    """It stands in the notice, so everybody is asked anew; what was told before stays told."""
    corrie, before = await told(running_bot, telegram)
    assert "Heel moeizaam: 5 " in before
    running_bot.settings = running_bot.settings.model_copy(update={"minimum_group": 16})
    await running_bot.restart()
    assert "Onze tekst over privacy is nieuw." in (await corrie.says("/samenvatting")).text
    async with running_bot.wiring.database.read() as connection:
        zwolle = await practices.by_slug(connection, "zwolle")
        assert zwolle is not None
        (window,) = await windows.told(connection, zwolle.id)
    assert window.told("samen") == Told((5, 0, 5, 0, 5), False)


@on_sqlite
async def test_another_rhythm_in_the_file_moves_no_round_that_is_open_and_opens_none_twice(
    running_bot: RunningBot, telegram: Telegram, tmp_path: Path
) -> None:
    anneke = await telegram.person("Anneke")
    await running_bot.registers(anneke, "caregiver")
    await running_bot.opens_round()
    weekly = tmp_path / "programme.toml"
    text = DEFAULT_FILE.read_text(encoding="utf-8").replace("every_weeks = 2", "every_weeks = 1")
    weekly.write_text(text, encoding="utf-8")
    running_bot.settings = running_bot.settings.model_copy(update={"programme_file": weekly})
    await running_bot.restart()
    assert (await running_bot.tick(ROUND_OPENS + timedelta(hours=1))).opened == 0
    assert (await running_bot.tick(ROUND_OPENS + timedelta(days=5))).closed == 0
    assert (await running_bot.tick(ROUND_OPENS + timedelta(days=6))).closed == 1
    assert (await running_bot.tick(ROUND_OPENS + timedelta(days=7))).opened == 1


@on_sqlite
async def test_two_programmes_on_one_machine_know_nothing_of_each_other(
    running_bot: RunningBot, telegram: Telegram, clock: Clock, tmp_path: Path
) -> None:
    token, username = "7000000002:a-token-of-another-programme", "andere_bot"
    await telegram.bot(token, username, "Andere")
    url = f"sqlite:///{tmp_path / 'other' / 'bot.db'}"
    (tmp_path / "other").mkdir()
    async with start_bot(telegram, clock, url, bot_token=token) as other:
        els = await telegram.person("Els", bot=username)
        await els.opens(await running_bot.invite("caregiver"))
        await other.settles()
        assert "Ja, ik doe mee" not in (await els.last()).labels
        await other.registers(els, "caregiver")
        assert "Fijn dat u meedoet" in (await els.last()).text
    async with running_bot.wiring.database.read() as connection:
        known = select(func.count()).select_from(people).where(people.c.address == els.id)
        assert await connection.scalar(known) == 0


@on_sqlite
async def test_another_slug_makes_no_second_practice_of_the_same_name(
    running_bot: RunningBot, telegram: Telegram
) -> None:
    anneke = await telegram.person("Anneke")
    await running_bot.registers(anneke, "caregiver")
    programme = load()
    moved = [one.model_copy(update={"slug": one.slug.replace("zwolle", "zwolle-stad")}) for one in programme.practices]
    other = programme.model_copy(update={"practices": moved})
    with pytest.raises(practices.SlugChanged, match="write slug = 'zwolle' again"):
        await prepare(running_bot.wiring.database, other, running_bot.clock.now)
    async with running_bot.wiring.database.read() as connection:
        assert len(await practices.every(connection)) == len(programme.practices)


@on_sqlite
async def test_the_log_names_who_goes_on_without_being_in_the_file(
    running_bot: RunningBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    text = DEFAULT_FILE.read_text(encoding="utf-8")
    fewer = tmp_path / "programme.toml"
    fewer.write_text(re.sub(r'\[\[practices\]\]\nslug = "ede".*?(?=\n\[\[)', "", text, flags=re.DOTALL), "utf-8")
    await restarts(running_bot, programme_file=fewer)
    (line,) = [one.getMessage() for one in caplog.records if "not in the programme file" in one.getMessage()]
    assert line.endswith("their people: ede")


@on_both
async def test_a_smaller_minimum_tells_nothing_of_what_was_answered_under_a_larger_one(
    running_bot: RunningBot, telegram: Telegram
) -> None:
    """Whoever answered had said yes to groups of sixteen."""
    await restarts(running_bot, minimum_group=16)
    phones = await caregivers(running_bot, 15)
    await running_bot.opens_round()
    await answers_widely(running_bot, phones)
    for minimum in (12, 8):
        await restarts(running_bot, minimum_group=minimum)
    await passes_window(running_bot)
    async with running_bot.wiring.database.read() as connection:
        zwolle = await practices.by_slug(connection, "zwolle")
        assert zwolle is not None
        assert await windows.told(connection, zwolle.id) == []
