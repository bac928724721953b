"""Ways into the bot for new people: an invitation to any practice, in any role that belongs to one."""

from functools import partial

from bot.wiring import Wiring
from rules.access import ANSWERING, Role
from simulator.host import Door
from storage import invitations, practices

#: The practice of the phones that are there from the start; its doors come first.
HOME = "zwolle"
ROLES = (*ANSWERING, Role.COORDINATOR)


def doors(wiring: Wiring) -> list[Door]:
    """A door for every practice and role."""
    t = wiring.catalogues.translator(wiring.programme.languages[0])
    at_home_first = sorted(wiring.programme.practices, key=lambda practice: practice.slug != HOME)
    return [
        Door(
            key=f"{practice.slug}-{role}",
            group=practice.name,
            label=t(f"role.{role}").capitalize(),
            payload=partial(token, wiring, role, practice.slug),
        )
        for practice in at_home_first
        for role in ROLES
    ]


async def token(wiring: Wiring, role: Role, slug: str) -> str:
    """The token of a fresh invitation for one person, as `python -m bot invite` makes it."""
    async with wiring.database.write() as connection:
        practice = await practices.by_slug(connection, slug)
        assert practice is not None
        made = await invitations.create(connection, role, practice.id, wiring.clock(), uses=1, is_test=True)
        return await invitations.issue_token(connection, made)
