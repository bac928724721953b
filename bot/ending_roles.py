"""`mantelzorg-bot end-roles`: at once, as when an account was taken over. Who is to go on is invited anew."""

from bot.inviting import practice_of
from bot.running import prepare
from bot.wiring import Wiring
from rules.access import Role
from storage import audit, endings, memberships


async def end_roles(wiring: Wiring, slug: str | None) -> int:
    """Nobody coordinates this practice any more (None: leads the programme); of how many. Unknown: a wrong practice."""
    role = Role.COORDINATOR if slug else Role.MANAGER
    try:
        await prepare(wiring.database, wiring.programme, wiring.clock, bot_id=wiring.settings.bot_id)
        practice_id = await practice_of(wiring, slug) if slug else None
        async with wiring.database.write() as connection:
            ended = [one.person_id for one in await endings.leaders(connection, practice_id)]
            for one in await endings.leaders(connection, practice_id):
                await endings.end(connection, [one], "owner", wiring.clock(), by=None)
            ended += await memberships.end_role(connection, role, practice_id, wiring.clock())  # not yet registered
            details: dict[str, int | str] = {"by": "owner", "role": role.value, "people": len(ended)}
            await audit.note(connection, "roles_ended", None, wiring.clock(), practice_id, **details)
    finally:
        await wiring.database.close()
    return len(ended)
