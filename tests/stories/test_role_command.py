"""`mantelzorg-bot role`: the owner sees who leads, and ends a role."""

import pytest

from bot.inviting import Unknown
from bot.role_command import ended, listed
from bot.tracing import NoSuchCode
from bot.wiring import Wiring, wire
from rules.access import Role
from tests.in_process import way_to
from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.leaders import noted
from tests.stories.test_ending_roles import code_of, roles_of
from tests.stories.test_refusals import REFUSED
from tests.stories.user import User


def there(running_bot: RunningBot) -> Wiring:
    """Another process than the bot's."""
    return wire(running_bot.settings, running_bot.clock.now, None, way_to(running_bot.telegram))


@on_both
async def test_the_owner_sees_who_leads_and_ends_a_role(running_bot: RunningBot, corrie: User, marja: User) -> None:
    await marja.registers("manager")
    await corrie.registers("coordinator")
    lines = await listed(there(running_bot))
    assert [line.split(None, 1)[1] for line in lines] == [
        "coordinator of zwolle  since 2026-11-23  Corrie",
        "manager  since 2026-11-23  Marja",
    ]
    assert await ended(there(running_bot), int(lines[0].split()[0]), None) == "coordinator"
    running_bot.wiring.sender.wake()
    told = (await corrie.sees()).text
    assert "U bent geen coördinator van Zwolle meer." in told
    assert "De beheerder van de check-in" in told
    assert (await corrie.says("/ronde")).text == REFUSED
    assert (await noted(running_bot))[-1] == "role_ended"
    assert await listed(there(running_bot)) == [lines[1]]


@on_sqlite
async def test_the_last_manager_and_who_answers_are_not_ended_by_a_number(
    running_bot: RunningBot, marja: User, anneke: User
) -> None:
    await marja.registers("manager")
    await anneke.registers("caregiver")
    (line,) = await listed(there(running_bot))
    with pytest.raises(Unknown, match="nobody else leads the programme"):
        await ended(there(running_bot), int(line.split()[0]), None)
    for number in range(1, 9):
        if number != int(line.split()[0]):
            with pytest.raises(Unknown, match="nobody leads under"):
                await ended(there(running_bot), number, None)
    assert await roles_of(running_bot, anneke) == {Role.CAREGIVER}


@on_both
async def test_by_a_code_who_answers_is_signed_off_once(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    code = await code_of(anneke)
    assert await ended(there(running_bot), None, code) == "caregiver"
    with pytest.raises(NoSuchCode):
        await ended(there(running_bot), None, code)
    assert await roles_of(running_bot, anneke) == set()
