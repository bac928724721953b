"""`/kernthema`: what a practice works on as a whole, seen and changed by its coordinators."""

from handlers import desk
from handlers.turn import Turn
from rules.payloads.theme import CoreTheme
from storage import themes
from texts.callback_data import ThemeRestored
from texts.messages.theme import LONGEST


async def kernthema(turn: Turn) -> None:
    """What it is; a text typed now is another one."""
    await turn.wait_for("theme")
    await turn.say(CoreTheme(turn.viewer.own_practice_id))


async def theme_typed(turn: Turn) -> None:
    """Another core theme, from now on."""
    practice_id = turn.viewer.practice_id
    text = await desk.wording(turn, LONGEST, "theme_asked") if await desk.may_write(turn, practice_id) else None
    if practice_id is None or text is None:
        return
    await turn.wait_for(None)
    if await themes.change(turn.connection, practice_id, text):
        await desk.note_change(turn, "theme_changed", practice_id)
    await turn.say(CoreTheme(practice_id, changed=True))


async def theme_restored(turn: Turn, tap: ThemeRestored) -> None:
    """Back to what it was, once."""
    if not desk.may_tap(turn, tap.practice_id):
        return
    if await themes.restore(turn.connection, tap.practice_id):
        await desk.note_change(turn, "theme_restored", tap.practice_id)
    else:
        turn.toast = "changed_meanwhile"
    await turn.show(CoreTheme(tap.practice_id, changed=True))
