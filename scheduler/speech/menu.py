"""A chat's own command menu: for coordinators and managers; the others have the menu of all private chats."""

from rules.access import LEADING, menu
from scheduler.speech.speech import Menu, Speech
from texts.messages.help import command_descriptions


async def own_menu(speech: Speech) -> Menu:
    """The menu this person's roles call for now."""
    viewer = speech.viewer
    if viewer is None or not viewer.roles & LEADING:
        return Menu(None)
    return Menu(command_descriptions(speech.t, menu(viewer)))
