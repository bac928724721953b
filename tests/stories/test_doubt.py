"""A text is typed while nobody knows whether the question arrived, or just before that is known."""

import pytest

from bot import transport
from simulator.phone import Message
from tests.house import House
from tests.stories.guest import Guest

SKIP = "Overslaan"
REMARK = "Wilt u er iets over vertellen?"
TYPED = "Het gaat wel."


@pytest.fixture
async def question(house: House, anneke: Guest) -> Message:
    """The first question of Anneke's first check-in."""
    await anneke.registers("caregiver")
    await house.opens_round()
    return await anneke.sees()


@pytest.mark.parametrize("fault", ["drop_after", "stall_after"])
async def test_a_text_under_an_edit_whose_answer_was_lost_belongs_to_what_it_shows(
    question: Message, house: House, anneke: Guest, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    monkeypatch.setattr(transport, "READ_SECONDS", 0.2)
    await anneke.taps(SKIP, SKIP)
    await house.telegram.fault("editMessageText", fault)
    await anneke.phone.taps(SKIP)
    await anneke.phone.sees(REMARK)
    await anneke.says(TYPED)
    assert (await house.answers_of(anneke.phone))["remark"].text == TYPED
