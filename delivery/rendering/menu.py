"""A chat's own command menu, where roles or language ask for another one than that of all private chats."""

from delivery.rendering.context import Menu, RenderingContext
from delivery.rendering.renderers import renders
from rules.menu import menu, menu_of_everybody
from rules.payloads.help import OwnMenu
from texts.messages.help import command_descriptions


@renders(OwnMenu)
async def own_menu(context: RenderingContext, _payload: OwnMenu) -> Menu:
    """The menu this person's roles and language call for now; none of their own for somebody erased."""
    viewer = await context.viewer()
    if viewer is None:
        return Menu(None)
    rows = menu(viewer) if viewer.roles else menu_of_everybody()
    return Menu(command_descriptions(context.t, rows))
