"""An invitation's link: its token is made here, when it is sent, and only its hash is kept."""

from scheduler.speech.speech import Speech
from storage import invitations, practices
from texts.message import Message
from texts.messages import invitations as texts


def deep_link(bot_username: str, token: str) -> str:
    """The address that opens the bot with this token."""
    return f"https://t.me/{bot_username}?start={token}"


async def invitation(speech: Speech) -> Message | None:
    """The message to forward. Sent again (after a doubt), it carries a fresh token, and the old one is void."""
    found = await invitations.get(speech.connection, speech.subject_id)
    practice = await practices.get(speech.connection, found.practice_id) if found and found.practice_id else None
    if found is None or practice is None:
        return None
    token = await invitations.issue_token(speech.connection, found.id)
    link = deep_link(speech.bot_username, token)
    timezone = speech.programme.schedule.timezone
    return texts.invitation(speech.t, practice.name, found.role, link, found.uses, found.expires_at, timezone)
