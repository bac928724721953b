"""A practice's summary on the command line."""

from bot.inviting import Unknown
from bot.running import prepare
from bot.wiring import Wiring
from delivery.rendering.summary import view
from storage import audit, practices
from texts.escaping import plain
from texts.messages.summary import summary


async def summary_of(wiring: Wiring, slug: str) -> str:
    """The summary as plain text, in the programme's first language. Unknown for a wrong practice."""
    try:
        await prepare(wiring.database, wiring.programme, wiring.clock, bot_id=wiring.settings.bot_id)
        async with wiring.database.write() as connection:
            found = await practices.by_slug(connection, slug)
            if found is None:
                known = ", ".join(practice.slug for practice in await practices.every(connection))
                raise Unknown(f"--practice is {slug}; the practices are: {known}")
            await audit.note(connection, "summary", None, wiring.clock(), found.id, by="owner")
            shown = await view(
                connection, found, wiring.programme, wiring.settings.minimum_group, wiring.clock(), manager=False
            )
        return plain(summary(wiring.catalogues.translator(wiring.programme.languages[0]), shown).text)
    finally:
        await wiring.database.close()
