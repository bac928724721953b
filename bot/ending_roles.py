"""`python -m bot end-roles`: at once, as when an account was taken over. Who is to go on is invited anew."""

from bot.inviting import practice_of
from bot.running import prepare
from bot.wiring import Wiring
from rules.access import Role
from rules.payloads.help import OwnMenu
from storage import audit, memberships, outbox


async def end_roles(wiring: Wiring, slug: str | None) -> int:
    """Nobody coordinates this practice any more (None: leads the programme); of how many. Unknown: a wrong practice."""
    role = Role.COORDINATOR if slug else Role.MANAGER
    try:
        await prepare(wiring.database, wiring.programme, wiring.clock, bot_id=wiring.settings.bot_id)
        practice_id = await practice_of(wiring, slug) if slug else None
        async with wiring.database.write() as connection:
            ended = await memberships.end_role(connection, role, practice_id, wiring.clock())
            for person_id in ended:
                await outbox.add(connection, OwnMenu(), now=wiring.clock(), person_id=person_id)
            details: dict[str, int | str] = {"by": "owner", "role": role.value, "people": len(ended)}
            await audit.note(connection, "roles_ended", None, wiring.clock(), practice_id, **details)
    finally:
        await wiring.database.close()
    return len(ended)
