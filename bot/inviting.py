"""Making an invitation from the command line: the only way to the first coordinators and managers."""

from msgspec import Struct
from telegram.error import InvalidToken

from bot.going_live import NotFilledIn
from bot.retry import TokenRefused
from bot.running import UNKNOWN_TOKEN, prepare
from bot.wiring import Wiring
from delivery.rendering.invitations import deep_link
from rules.access import ANSWERING, Role
from storage import audit, invitations, practices


class Unknown(Exception):
    """A practice was named that does not exist, or is closed; the message lists those that are open."""


class Made(Struct, frozen=True):
    """An invitation to pass on: its link, and the bare token in it."""

    link: str
    token: str


async def invite_to(
    wiring: Wiring, role: Role, slug: str | None, uses: int, days: int, *, is_test: bool = False
) -> Made:
    """An invitation for this role in this practice (none for a manager). is_test: for who only tries the bot out.

    Unknown for a wrong practice, TokenRefused when Telegram does not know the bot.
    """
    try:
        await wiring.bot.initialize()  # the link needs the bot's name; ask before anything is made
        await prepare(wiring.database, wiring.programme, wiring.clock, bot_id=wiring.settings.bot_id)
        token = await _token(wiring, role, slug, uses, days, is_test)
        return Made(deep_link(wiring.bot.username, token), token)
    except InvalidToken:  # left out of the chain: its words hold the token
        raise TokenRefused(UNKNOWN_TOKEN) from None
    finally:
        await wiring.bot.shutdown()
        await wiring.database.close()


async def _token(wiring: Wiring, role: Role, slug: str | None, uses: int, days: int, is_test: bool) -> str:
    async with wiring.database.write() as connection:
        practice_id = None if role is Role.MANAGER else await practice_of(wiring, slug)
        if role in ANSWERING and not is_test and (empty := wiring.programme.unfilled(slug)):
            raise NotFilledIn(
                f"nobody who answers is let in yet; nothing usable in the programme file: {', '.join(empty)}"
            )
        made = await invitations.create(
            connection, role, practice_id, wiring.clock(), uses=uses, days=days, is_test=is_test
        )
        details: dict[str, int | str] = {"by": "owner", "invitation": made, "role": role.value}
        await audit.note(connection, "invitation_made", None, wiring.clock(), practice_id, **details)
        return await invitations.issue_token(connection, made)


async def practice_of(wiring: Wiring, slug: str | None) -> int:
    """The id of the practice that is named. Unknown: there is none."""
    async with wiring.database.read() as connection:
        found = await practices.by_slug(connection, slug or "")
        if found is None or found.closed_at:
            known = ", ".join(practice.slug for practice in await practices.every(connection))
            raise Unknown(f"--practice is {slug or 'missing'}; the practices are: {known}")
    return found.id
