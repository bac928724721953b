"""The judge raises the alarm: on a loss, on a double, on a misfile. The bots here are broken on purpose."""

from pathlib import Path

import pytest

from tests.chaos import doubt
from tests.chaos.broken import WORST_MOMENT
from tests.chaos.crowd import Crowd, settle
from tests.chaos.judge import Judge
from tests.chaos.patience import until
from tests.chaos.site import Site
from tests.chaos.storm import SECOND, is_closed, next_slot
from tests.running_bot import on_sqlite

pytestmark = [on_sqlite, pytest.mark.slow]

PATIENCE = 30.0


@pytest.fixture
async def crowd(polling: Site) -> Crowd:
    return await settle(polling, 3, PATIENCE)


@pytest.fixture
def judge(polling: Site, crowd: Crowd) -> Judge:
    return Judge(polling, crowd)


async def is_killed_at_the_worst_moment(site: Site, crowd: Crowd, broken: str) -> None:
    """Somebody asks for help, and a sound bot carries on."""

    async def has_come() -> bool:
        return site.logged(WORST_MOMENT) > 0 and await site.has_said_all()

    site.breaks(broken)
    site.start()
    await crowd.people[0].asks_for_help()
    assert await until(has_come, PATIENCE)
    site.breaks(None)
    await site.kill(site.bots[0])
    site.start()
    assert await until(site.is_at_work, PATIENCE)
    assert await site.quiet(PATIENCE)


async def test_an_update_confirmed_before_it_was_stored_is_missed(polling: Site, crowd: Crowd, judge: Judge) -> None:
    await is_killed_at_the_worst_moment(polling, crowd, "confirms before storing")
    await judge.looks_at_what_was_said()
    assert judge.updates.wrong == ["an update was lost", "a command without an answer"]


async def test_a_message_noted_before_it_was_sent_is_missed(polling: Site, crowd: Crowd, judge: Judge) -> None:
    await is_killed_at_the_worst_moment(polling, crowd, "notes before sending")
    await judge.looks_at_what_was_said()
    assert judge.prompts.wrong == ["noted as said, but on no phone"]


async def test_an_update_marked_after_its_effect_is_seen_to_work_twice(
    polling: Site, crowd: Crowd, judge: Judge
) -> None:
    await is_killed_at_the_worst_moment(polling, crowd, "marks later")
    await judge.looks_at_what_was_said()
    assert judge.effects.wrong == ["one command, more than one answer"]


async def test_a_blind_repetition_is_seen(polling: Site) -> None:
    polling.breaks("repeats blindly")
    once, _ = await doubt.is_not_blind(polling, people=3)
    assert "repeated blindly, within the doubt" in once.wrong


async def test_an_answer_in_the_wrong_place_is_found_and_explained(
    polling: Site, crowd: Crowd, judge: Judge, tmp_path: Path
) -> None:
    judge.dossiers = tmp_path / "dossiers"
    polling.breaks("misfiles")
    polling.start()
    slot = next_slot(polling)
    polling.move_to(slot.opens_at + SECOND)
    for person in crowd.people:
        await person.answers_the_first_question()
    polling.move_to(slot.closes_at + SECOND)
    assert await until(lambda: is_closed(polling), PATIENCE)
    await judge.looks_at_the_closed_round()
    assert set(judge.answers.wrong) == {"another answer than was given", "an answer is missing"}
    found = [dossier.read_text() for dossier in judge.dossiers.iterdir()]
    assert len(found) == len(crowd.people)
    for told in ("person   taps", "outbox   id", "telegram", "check-in id"):
        assert all(told in dossier for dossier in found)
