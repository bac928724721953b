"""The owner changes the programme file while a round is open: nobody's answer becomes another one."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.tables import rounds
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.owner_changes import REVERSED_SCALE, restarts
from tests.stories.user import User

MEANWHILE = "Dit is intussen veranderd."
QUESTION = r'\[\[forms\.questions\]\]\nkey = "{}"\n.*?(?=\n\[\[forms)'


def programme_file(folder: Path, pattern: str, words: str, flags: re.RegexFlag = re.DOTALL) -> Path:
    """The owner's file with other words in the one place that fits."""
    text = Path(os.environ["PROGRAMME_FILE"]).read_text(encoding="utf-8")
    changed, found = re.subn(pattern, lambda _: words, text, count=1, flags=flags)
    assert found
    file = folder / "changed.toml"
    file.write_text(changed, encoding="utf-8")
    return file


def reversed_scale(folder: Path) -> Path:
    return programme_file(
        folder, r'\[\[forms\.questions\]\]\nkey = "samen"\n.*?(?=\[forms\.questions\.text\])', REVERSED_SCALE
    )


async def states(running_bot: RunningBot) -> list[tuple[str, str | None]]:
    """Of every slot of Zwolle: what became of it, and why."""
    here = rounds.c.practice_id == await running_bot.practice_id("zwolle")
    async with running_bot.wiring.database.read() as connection:
        found = await connection.execute(select(rounds).where(here).order_by(rounds.c.opened_at, rounds.c.id))
        return [(row.state, row.reason) for row in found]


async def taps_what_is_shown(user: User, label: str) -> str | None:
    """Taps a button that has been on the phone since before; what popped up."""
    return await user.hears(await user.phone.taps(label))


@on_both
async def test_a_tap_on_a_question_as_it_was_is_no_answer_to_what_it_is_now(
    running_bot: RunningBot, anneke: User, tmp_path: Path
) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await restarts(running_bot, programme_file=reversed_scale(tmp_path))
    assert await taps_what_is_shown(anneke, "Heel moeizaam") == MEANWHILE
    assert await running_bot.answers_of(anneke.phone) == {}
    assert (await anneke.sees()).labels[:3] == ["Heel goed", "Gaat wel", "Heel moeizaam"]
    await anneke.taps("Heel moeizaam")
    given = (await running_bot.answers_of(anneke.phone))["samen"]
    assert (given.option, given.question_version) == ("3", 2)


@on_sqlite
async def test_the_same_when_the_older_file_is_put_back(running_bot: RunningBot, anneke: User, tmp_path: Path) -> None:
    await anneke.registers("caregiver")
    before = running_bot.settings.programme_file
    await restarts(running_bot, programme_file=reversed_scale(tmp_path))
    await running_bot.opens_round()
    await restarts(running_bot, programme_file=before)
    assert await taps_what_is_shown(anneke, "Heel moeizaam") == MEANWHILE
    await anneke.taps("Heel moeizaam")
    assert (await running_bot.answers_of(anneke.phone))["samen"].option == "1"


@on_sqlite
async def test_what_was_answered_before_is_shown_in_no_other_words_and_can_be_given_again(
    running_bot: RunningBot, anneke: User, els: User, tmp_path: Path
) -> None:
    for user in (anneke, els):
        await user.registers("caregiver")
    await running_bot.opens_round()
    for user in (anneke, els):
        await user.taps("Heel moeizaam")
    await restarts(running_bot, programme_file=reversed_scale(tmp_path))
    shown = await anneke.says("/checkin")
    assert "✓ Samen zorgen" not in shown.text
    assert shown.labels[:3] == ["Heel goed", "Gaat wel", "Heel moeizaam"]
    assert "✓ Samen zorgen: Heel moeizaam" in (await anneke.taps("Heel moeizaam", "Goed")).text
    given = (await running_bot.answers_of(els.phone))["samen"]
    assert (given.option, given.question_version) == ("1", 1)


@on_sqlite
async def test_a_question_that_is_no_longer_asked_gives_way_to_the_next(
    running_bot: RunningBot, anneke: User, tmp_path: Path
) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await anneke.taps("Goed")
    await restarts(running_bot, programme_file=programme_file(tmp_path, QUESTION.format("volhouden"), ""))
    assert await taps_what_is_shown(anneke, "Met moeite") == MEANWHILE
    assert "Lukt dat op dit moment?" in (await anneke.sees()).text
    assert set(await running_bot.answers_of(anneke.phone)) == {"samen"}


@on_sqlite
async def test_a_start_that_changes_nothing_takes_no_tap_away(
    running_bot: RunningBot, anneke: User, tmp_path: Path
) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    file = programme_file(tmp_path, r'en = "Very difficult"', 'en = "Really hard"')
    await restarts(running_bot, programme_file=file)
    assert "Vraag 2" in (await anneke.taps("Goed")).text


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: What the file says now, and how long after the first round's opening the bot is started with it.
BETWEEN_SLOTS = {
    "every week, in the evening of what would have been a slot": (
        r"every_weeks = 2$",
        "every_weeks = 1",
        7 * DAY + 8 * HOUR,
    ),
    "every week, days after what would have been a slot": (r"every_weeks = 2$", "every_weeks = 1", 11 * DAY),
    "another weekday, hours after it": (r"first_on = 2019-09-03", "first_on = 2019-09-11", 8 * DAY + 3 * HOUR),
    "another weekday, in the round": (r"first_on = 2019-09-03", "first_on = 2019-09-04", 3 * DAY),
}


@on_sqlite
@pytest.mark.parametrize("change", BETWEEN_SLOTS)
async def test_another_schedule_opens_no_round_for_a_day_before_it_and_misses_none(
    running_bot: RunningBot, anneke: User, tmp_path: Path, change: str
) -> None:
    pattern, words, later = BETWEEN_SLOTS[change]
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await running_bot.tick(ROUND_OPENS + min(later, 6 * DAY))
    await running_bot.telegram.move_to(ROUND_OPENS + later)
    await restarts(running_bot, programme_file=programme_file(tmp_path, pattern, words, re.MULTILINE))
    assert (await running_bot.tick()).opened == 0
    await running_bot.tick(ROUND_OPENS + 6 * DAY) if later < 6 * DAY else None
    assert await states(running_bot) == [("closed", None)]


@on_sqlite
async def test_a_round_that_is_due_in_both_schedules_still_opens(
    running_bot: RunningBot, anneke: User, tmp_path: Path
) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await running_bot.tick(ROUND_OPENS + 6 * DAY)
    await running_bot.telegram.move_to(ROUND_OPENS + 14 * DAY + 2 * HOUR)
    file = programme_file(tmp_path, r"every_weeks = 2$", "every_weeks = 1", re.MULTILINE)
    await restarts(running_bot, programme_file=file)
    assert (await running_bot.tick()).opened == 1
    assert await states(running_bot) == [("closed", None), ("open", None)]


@on_sqlite
async def test_those_whose_rounds_come_at_other_times_hear_of_it_as_when_a_manager_changes_it(
    running_bot: RunningBot, anneke: User, corrie: User, tmp_path: Path
) -> None:
    """Once, the next morning; not of a schedule with the same times."""
    await anneke.registers("caregiver")
    await corrie.registers("coordinator")
    evening = ROUND_OPENS - 5 * DAY + 6 * HOUR
    await running_bot.telegram.move_to(evening)
    for number, changed in enumerate((r"remind_after_days = \d", r"every_weeks = 2$", None)):
        folder = tmp_path / str(number)
        folder.mkdir()
        name = (changed or "").partition(" ")[0]
        file = programme_file(folder, changed, f"{name} = 1", re.MULTILINE) if changed else folder / "../1/changed.toml"
        await restarts(running_bot, programme_file=file)
    await running_bot.tick(evening + HOUR)
    assert [await heard_of(user) for user in (anneke, corrie)] == [0, 0]
    await running_bot.tick(evening + DAY)
    assert [await heard_of(user) for user in (anneke, corrie)] == [1, 1]
    assert "Elke week op dinsdag om 12:15." in (await corrie.sees()).text


async def heard_of(user: User) -> int:
    return sum("komen voortaan op een andere tijd" in shown.text for shown in await user.sees_all())
