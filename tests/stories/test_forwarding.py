"""What tells of others stays in the chat, wherever one comes from: every button of who leads is pressed."""

import pytest
from sqlalchemy import select

from rules.outputs import stays
from simulator.message import Message
from storage.tables import outbox
from tests.running_bot import RunningBot, on_sqlite
from tests.stories import crowd
from tests.stories.user import User

pytestmark = [on_sqlite, pytest.mark.slow]
COMMANDS = (
    *("samenvatting", "programma", "export", "uitnodigen", "deelnemers", "ronde", "herinner", "ervaring"),
    *("experimenten", "ontwerpvragen", "kernthema"),
)
STEPS = 90


def not_pressed(shown: Message, pressed: set[tuple[str, str]]) -> str | None:
    """A button that was not pressed where the message began with these words."""
    head = shown.text[:20]
    fresh = [one.label for one in shown.buttons if one.data and (head, one.label) not in pressed]
    pressed |= {(head, label) for label in fresh[:1]}
    return fresh[0] if fresh else None


async def presses_everything(user: User) -> None:
    """From each command on: the first button that was not pressed yet, until there is none."""
    pressed: set[tuple[str, str]] = set()
    for command in COMMANDS:
        shown = await user.says(f"/{command}")
        for _ in range(STEPS):
            label = not_pressed(shown, pressed)
            if label is None:
                break
            await user.phone.taps(label, on=shown)
            shown = await user.sees()


@pytest.mark.parametrize("role", ["coordinator", "manager"])
async def test_nothing_that_tells_of_others_is_ever_written_in_a_message_that_can_be_passed_on(
    running_bot: RunningBot, corrie: User, role: str
) -> None:
    await corrie.registers(role)
    await running_bot.tries_out("Logeerhuis")
    phones = await crowd.caregivers(running_bot, 9)
    await running_bot.opens_round()
    await crowd.answer_spread(running_bot, phones)
    await crowd.passes_window(running_bot)
    await presses_everything(corrie)
    seen = {shown.id: shown for shown in await corrie.sees_all()}
    async with running_bot.wiring.database.read() as connection:
        said = (await connection.execute(select(outbox.c.kind, outbox.c.message_id))).all()
    telling = {(kind, message_id) for kind, message_id in said if message_id in seen and stays(kind)}
    assert {kind for kind, message_id in telling if not seen[message_id].protected} == set()
    assert len({kind for kind, _ in telling}) >= 9
