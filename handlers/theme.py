"""`/kernthema`: what a practice works on as a whole, seen and changed by its coordinators."""

from handlers import desk
from handlers.guards import runs_practice
from handlers.registry import command, tapped, typed
from handlers.rewordings import propose
from handlers.turn import Turn
from rules.payloads.theme import CoreTheme
from storage import themes
from texts.messages.theme import LONGEST
from texts.taps.theme import ThemeRestored


@command("kernthema")
async def kernthema(turn: Turn) -> None:
    """What it is; a text typed now is another one."""
    practice_id = turn.viewer.own_practice_id
    await turn.wait_for(f"theme:{practice_id}")
    await turn.say(CoreTheme(practice_id))


@typed("theme")
async def theme_typed(turn: Turn) -> None:
    """Another core theme: the first one from now on, another once the viewer is sure."""
    practice_id = desk.own_practice(turn)
    text = await desk.wording(turn, LONGEST, "theme_asked")
    if text is None:
        return
    await turn.wait_for(None)
    now = await themes.get(turn.connection, practice_id)
    if now and now != text:
        await propose(turn, practice_id, "theme", practice_id, now, text)
        return
    if not now:
        await themes.choose(turn.connection, practice_id, text)
        await desk.note_change(turn, "theme_changed", practice_id)
    await turn.say(CoreTheme(practice_id, changed=True))


@tapped(ThemeRestored, may=runs_practice)
async def theme_restored(turn: Turn, tap: ThemeRestored) -> None:
    """*Terugzetten* below a message of an older version: what that is now."""
    await turn.show(CoreTheme(tap.practice_id, changed=True))
