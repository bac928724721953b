"""Which commands a menu lists, and which are a button under one of them."""

from collections.abc import Sequence

from rules.access import ANSWERING, LEADING, Role, Viewer
from rules.commands import COMMANDS, Command, may_use

#: So many commands one can read; the rest is a button under one of them.
LONGEST_MENU = 10


def menu_of_everybody() -> list[Command]:
    """The commands of a menu that everybody may give, or everybody who answers check-ins, in the table's order."""
    return [row for row in COMMANDS if row.listed and (not row.roles or set(ANSWERING) <= row.roles)]


def menu(viewer: Viewer) -> list[Command]:
    """The commands to list in this person's menu, in the table's order.

    A caregiver's is that of everybody, which is there without being sent. A leader's is no longer than LONGEST_MENU.
    """
    if viewer.roles == {Role.CAREGIVER}:
        return menu_of_everybody()
    mine = [row for row in COMMANDS if row.listed and may_use(viewer, row)]
    if not viewer.roles & LEADING:
        return mine
    return [row for row in mine if row.under is None][:LONGEST_MENU]


def under(viewer: Viewer, name: str) -> list[Command]:
    """What this person finds as buttons under a command, so that everything they may do is in the menu or under it."""
    listed = menu(viewer)
    below = [row for row in COMMANDS if row.listed and may_use(viewer, row) and row not in listed]
    return [row for row in below if _place(row, listed) == name]


def _place(row: Command, listed: Sequence[Command]) -> str:
    return row.under if row.under in {one.name for one in listed} and row.under else "hulp"
