"""`/taal`: the language the bot speaks to somebody."""

from handlers import wishes
from handlers.guards import anybody
from handlers.refusals import NotYours
from handlers.registry import command, tapped
from handlers.turn import Turn
from rules.payloads.help import OwnMenu
from rules.payloads.language import Languages, LanguageSet
from storage import people
from texts.taps.language import LanguageChosen, LanguagesPaged


@command("taal")
async def taal(turn: Turn) -> None:
    """Which languages there are."""
    await turn.say(Languages())


@tapped(LanguagesPaged, may=anybody)
async def another_page(turn: Turn, tap: LanguagesPaged) -> None:
    """More languages."""
    await turn.show(Languages(tap.page))


@tapped(LanguageChosen, may=anybody)
async def language_chosen(turn: Turn, tap: LanguageChosen) -> None:
    """From now on everything is said in this language, the command menu included."""
    if tap.language not in turn.programme.languages:
        raise NotYours
    await people.set_language(turn.connection, turn.viewer.person_id, tap.language)
    await turn.show(LanguageSet())
    await turn.say(OwnMenu())
    await wishes.ask_again(turn)
