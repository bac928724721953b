"""The link of an invitation gets lost on its way: however its token arrives, it opens the door."""

import pytest
from sqlalchemy import func, select

from simulator.phone import Telegram
from storage.tables import wrong_tokens
from tests.running_bot import USERNAME, RunningBot, on_both, on_sqlite
from tests.stories.user import User

WELCOME = "Welkom bij de check-in van Zwolle."
DOES_NOT_WORK = "Deze uitnodiging werkt niet."
LINK = f"https://t.me/{USERNAME}?start="


async def counted(running_bot: RunningBot) -> int:
    async with running_bot.wiring.database.read() as connection:
        return await connection.scalar(select(func.count()).select_from(wrong_tokens)) or 0


@on_both
async def test_whatever_became_of_the_link_it_opens_the_door(
    running_bot: RunningBot, telegram: Telegram, anneke: User
) -> None:
    right = await running_bot.invite("caregiver")
    lost = (
        f"{LINK}{right}",
        f"Zorgt u voor iemand?\nTik hier:\n{LINK}{right}\nGroetjes!",
        f"{right}",
        f"{right}.",
        f"/start\n{right}",
        f"/start {right}.",
        f"/start   {LINK}{right}",
        f"/start «{right}»",
        f"start {right}",
        f"start={right}",
        f"{LINK}{right}/",
        f"{LINK}{right[:20]}\n{right[20:]}",
        f"{right[:20]}\u00ad{right[20:]}",
        f"https://web.telegram.org/k/#?tgaddr=tg%3A%2F%2Fresolve%3Fdomain%3D{USERNAME}%26start%3D{right}",
        f"https://safe.example.org/?url=https%3A%2F%2Ft.me%2F{USERNAME}%3Fstart%3D{right}&data=05",
        right.replace("--", "\u2014"),
    )
    for number, words in enumerate(lost):
        user = User(running_bot, await telegram.person(f"Iemand {number}"))
        assert WELCOME in (await user.says(words)).text, words.replace(right, "…")
    assert await counted(running_bot) == 0


@on_sqlite
async def test_nothing_to_go_by_says_what_to_do_and_is_no_guess(running_bot: RunningBot, anneke: User) -> None:
    for _ in range(10):
        assert "plak de tekst hier" in (await anneke.opens()).text
    assert WELCOME in (await anneke.says(await running_bot.invite("caregiver"))).text
    assert await counted(running_bot) == 0


@on_sqlite
async def test_a_wrong_one_is_refused_alike_and_counted_wherever_it_stands(
    running_bot: RunningBot, anneke: User
) -> None:
    wrong = "aB3_-xYz09Qw7eRtYuIoPaSdFgHjKlZx"
    said = {(await anneke.says(words)).text for words in (wrong, f"{LINK}{wrong}", f"/start\n{wrong}", "/start x")}
    assert len(said) == 1
    assert DOES_NOT_WORK in said.pop()
    assert await counted(running_bot) == 4
    await anneke.says(wrong, wrong)
    assert DOES_NOT_WORK in (await anneke.says(await running_bot.invite("caregiver"))).text


@on_sqlite
async def test_a_link_is_no_answer_and_what_was_asked_for_is_no_link(
    running_bot: RunningBot, anneke: User, corrie: User
) -> None:
    await anneke.registers("caregiver")
    await corrie.registers("coordinator")
    await running_bot.opens_round()
    assert "U doet al mee" in (await anneke.says(await running_bot.invite("caregiver"))).text
    assert not await running_bot.answers_of(anneke.phone)
    await corrie.says("/bericht")
    link = f"{LINK}{await running_bot.invite('caregiver')}"
    assert link in (await corrie.says(f"Nodig uw buren uit: {link}")).text


@on_sqlite
@pytest.mark.parametrize("whom", ["Een mantelzorger", "Een deelnemer"])
async def test_an_invitation_is_copied_by_one_tap(
    running_bot: RunningBot, corrie: User, anneke: User, whom: str
) -> None:
    await corrie.registers("coordinator")
    await corrie.says("/uitnodigen")
    await corrie.taps(whom)
    buttons = [button for shown in await corrie.sees_all() for button in shown.buttons]
    (copied,) = [button.copies for button in buttons if button.label == "Tekst kopiëren"]
    assert copied
    assert WELCOME in (await anneke.says(copied)).text
