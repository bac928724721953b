"""Ways into the bot for new people: an invitation to any practice, and one to lead the programme."""

from functools import partial

from bot.demo.population import practice_id
from bot.wiring import Wiring
from rules.access import ANSWERING, Role
from simulator.host import Door
from storage import invitations

#: The practice of the phones that are there from the start; its doors come first.
HOME = "zwolle"
ROLES = (*ANSWERING, Role.COORDINATOR)


def sign_up_links(wiring: Wiring) -> list[Door]:
    """A door for every practice and role, and the manager's."""
    t = wiring.catalogues.translator(wiring.programme.languages[0])
    at_home_first = sorted(wiring.programme.practices, key=lambda practice: practice.slug != HOME)
    of_practices = [
        Door(
            key=f"{practice.slug}-{role}",
            group=practice.name,
            label=t(f"role.{role}").capitalize(),
            payload=partial(token, wiring, role, practice.slug),
        )
        for practice in at_home_first
        for role in ROLES
    ]
    label = t(f"role.{Role.MANAGER}").capitalize()
    return [*of_practices, Door("manager", wiring.programme.name, label, partial(token, wiring, Role.MANAGER, None))]


async def token(wiring: Wiring, role: Role, slug: str | None) -> str:
    """The token of a fresh invitation for one person, as `mantelzorg-bot invite --test` makes it.

    Whoever comes in by it, or is invited by who did, counts nowhere: the figures stay those of the source.
    """
    async with wiring.database.write() as connection:
        practice = await practice_id(connection, slug) if slug else None
        made = await invitations.create(connection, role, practice, wiring.clock(), uses=1, is_test=True)
        return await invitations.issue_token(connection, made)
