"""A text is typed while nobody knows whether the question arrived, or just before that is known."""

import pytest

from bot import transport
from simulator.phone import Message
from tests.running_bot import RunningBot, on_both
from tests.stories.user import User

pytestmark = pytest.mark.over_http

SKIP = "Overslaan"
REMARK = "Wilt u er iets over vertellen?"
TYPED = "Het gaat wel."


@pytest.fixture
async def question(running_bot: RunningBot, anneke: User) -> Message:
    """The first question of Anneke's first check-in."""
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    return await anneke.sees()


@on_both
@pytest.mark.parametrize("fault", ["drop_after", "stall_after"])
async def test_a_text_under_an_edit_whose_answer_was_lost_belongs_to_what_it_shows(
    question: Message, running_bot: RunningBot, anneke: User, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    monkeypatch.setattr(transport, "READ_SECONDS", 0.2)
    await anneke.taps(SKIP, SKIP)
    await running_bot.telegram.fault("editMessageText", fault)
    await anneke.phone.taps(SKIP)
    await anneke.phone.sees(REMARK)
    await anneke.says(TYPED)
    assert (await running_bot.answers_of(anneke.phone))["remark"].text == TYPED
