"""The core theme of a practice."""

from scheduler.speech.desk import own_practice
from scheduler.speech.speech import Speech
from storage import themes
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import theme as texts


async def of_practice(speech: Speech) -> Message:
    """What it is; just `changed`: with what it was."""
    practice = await own_practice(speech, speech.subject_id)
    if practice is None:
        return help_texts.refused(speech.t)
    theme = await themes.get(speech.connection, practice.id)
    if speech.row.params.get("changed") and theme.now:
        return texts.changed(speech.t, practice.id, practice.name, theme.now, theme.before)
    return texts.theme(speech.t, practice.name, theme.now)
