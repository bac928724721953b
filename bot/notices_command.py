"""`mantelzorg-bot notices`: every text that somebody said yes or no to, word for word, to keep as proof."""

from bot.running import prepare
from bot.wiring import Wiring
from storage import notice_texts
from storage.notice_texts import NoticeText
from texts.escaping import Markup, plain


async def notices(wiring: Wiring) -> list[NoticeText]:
    """All of them, the oldest first."""
    try:
        await prepare(wiring.database, wiring.programme, wiring.clock, bot_id=wiring.settings.bot_id)
        async with wiring.database.long_read() as connection:
            return list(await notice_texts.every(connection))
    finally:
        await wiring.database.close()


def in_words(text: NoticeText) -> str:
    """A line about it, and the whole text as it was read."""
    about = f"version {text.notice_version}  {text.language}  since {text.since}  yes: {text.agreed}"
    head = f"=== {text.fingerprint}  {about}"
    return "\n\n".join([head, *(plain(Markup(screen)) for screen in text.screens)])
