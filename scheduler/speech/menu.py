"""A chat's own command menu, where roles or language ask for another one than that of all private chats."""

from rules.access import menu, menu_of_everybody
from scheduler.speech.speech import Menu, Speech
from texts.messages.help import command_descriptions


async def own_menu(speech: Speech) -> Menu:
    """The menu this person's roles and language call for now; none of their own for somebody erased."""
    viewer = await speech.viewer()
    if viewer is None:
        return Menu(None)
    rows = menu(viewer) if viewer.roles else menu_of_everybody()
    return Menu(command_descriptions(speech.t, rows))
