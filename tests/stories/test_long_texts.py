"""Voice notes, photos, captions, and texts that are long: answered kindly, and nothing lost."""

import pytest

from simulator.phone import Message
from tests.running_bot import RunningBot, on_sqlite
from tests.stories.user import User

pytestmark = on_sqlite

REMARK = "Wilt u er iets over vertellen?"
PERMISSION = "Mag de coördinator lezen wat u schreef?"
LONG = "Uw tekst is opgeslagen. Hij is wel lang. Tot 1000 letters leest het beste."


@pytest.fixture
async def remark(running_bot: RunningBot, anneke: User) -> Message:
    """Anneke is asked for a remark."""
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    return await anneke.taps("Overslaan", "Overslaan", "Overslaan")


async def remark_of(user: User) -> str | None:
    answers = await user.running_bot.answers_of(user.phone)
    return answers["remark"].text if "remark" in answers else None


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("voice", "Hier luistert niemand naar spraakberichten. Wilt u het typen?"),
        ("photo", "Hier kijkt niemand naar foto’s of filmpjes. Wilt u het in woorden vertellen?"),
    ],
)
async def test_nobody_listens_or_looks_and_the_question_is_asked_again(
    remark: Message, running_bot: RunningBot, anneke: User, kind: str, words: str
) -> None:
    again = await anneke.sends(kind)
    assert words in (await anneke.sees_all())[-2].text
    assert REMARK in again.text
    assert await anneke.sees_buttons_on() == [again.id]
    await running_bot.restart()
    assert PERMISSION in (await anneke.says("In woorden dan.")).text
    assert await remark_of(anneke) == "In woorden dan."


async def test_what_is_written_under_a_photo_counts_and_the_photo_does_not(remark: Message, anneke: User) -> None:
    await anneke.phone.sends("photo", caption="Zo zit hij nu.")
    assert PERMISSION in (await anneke.sees()).text
    assert any("kijkt niemand naar foto’s" in shown.text for shown in await anneke.sees_all())
    assert await remark_of(anneke) == "Zo zit hij nu."


@pytest.mark.parametrize(("length", "is_long"), [(1000, False), (1001, True)])
async def test_a_long_text_is_kept_whole_and_can_be_made_shorter(
    remark: Message, running_bot: RunningBot, anneke: User, length: int, is_long: bool
) -> None:
    typed = "w" * length
    said = await anneke.phone.says(typed)
    assert PERMISSION in (await anneke.sees()).text
    assert any(LONG in shown.text for shown in await anneke.sees_all()) is is_long
    assert await remark_of(anneke) == typed
    await running_bot.restart()
    await anneke.phone.edits(said, "Kort.")
    assert PERMISSION in (await anneke.sees()).text
    assert await remark_of(anneke) == "Kort."


async def test_a_text_that_gets_too_long_by_editing_is_kept_whole_as_well(remark: Message, anneke: User) -> None:
    said = await anneke.phone.says("Kort.")
    await anneke.sees()
    await anneke.phone.edits(said, "lang " * 300)
    await anneke.sees()
    assert any(LONG in shown.text for shown in await anneke.sees_all())
    assert await remark_of(anneke) == ("lang " * 300).strip()


async def test_a_text_that_the_phone_cut_in_two_is_one_answer(
    remark: Message, running_bot: RunningBot, anneke: User
) -> None:
    await running_bot.telegram.fault("sendMessage", "slow", seconds=0.3)
    await anneke.says("a" * 4096, "b" * 500)
    assert await remark_of(anneke) == "a" * 4096 + "\n" + "b" * 500
    assert PERMISSION in (await anneke.sees()).text
