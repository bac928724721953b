"""`/programma` in words, and Figuur 1. What is shown of answers comes from snapshots, as `/samenvatting` has it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from reports.alphabet import alphabetical
from reports.map import Spot, practices_map
from rules.access import may_see_programme
from rules.indicator import Indicator
from rules.programme_view import Held, newest, together, turnout
from scheduler.speech.speech import Speech
from scheduler.speech.summary import scale_options
from storage import held_rounds, indicator, practices
from storage.practices import Practice
from texts.message import File, Message
from texts.messages import help as help_texts
from texts.messages import programme as texts
from texts.messages.programme import CentralView

#: So many rounds of each practice are told of.
ROUNDS = 6


async def part(speech: Speech) -> Message:
    """The part that `part` names; the whole of it is the overview, and the map behind it."""
    if not await may(speech):
        return help_texts.refused(speech.t)
    match speech.row.params["part"]:
        case "table":
            counted = await indicator.indicator(speech.connection)
            return texts.tabel1(speech.t, counted, speech.programme.organisation_types)
        case "map":
            return await _map(speech)
        case "turnout":
            return await _turnout(speech)
        case "central":
            return await _central(speech)
    return await _overview(speech)


async def may(speech: Speech) -> bool:
    """Whether it is said to somebody who is a manager now."""
    viewer = await speech.viewer()
    return viewer is not None and may_see_programme(viewer)


async def _overview(speech: Speech) -> Message:
    counted = await indicator.indicator(speech.connection)
    said = texts.overview(speech.t, counted, speech.programme.statuses())
    if speech.row.edits or speech.row.plain:
        return said
    return replace(await _picture(speech, counted), ahead=(said,))  # the words do not wait until it is drawn


async def _map(speech: Speech) -> Message:
    counted = await indicator.indicator(speech.connection)
    if not speech.row.plain:
        return await _picture(speech, counted)
    spots = spots_of(await in_alphabet(speech), counted)
    return texts.map_in_words(speech.t, [spot.label for spot in spots])


async def _picture(speech: Speech, counted: Indicator) -> Message:
    spots = spots_of(await in_alphabet(speech), counted)
    return texts.with_map(speech.t, File("map.png", partial(practices_map, spots), is_picture=True))


def spots_of(known: Sequence[Practice], counted: Indicator) -> list[Spot]:
    """The practices that count, each with its number of participants."""
    numbers = counted.by_practice
    here = [one for one in known if one.id in numbers]
    return [Spot(f"{one.name} ({numbers[one.id]})", one.latitude, one.longitude, numbers[one.id]) for one in here]


async def in_alphabet(speech: Speech) -> list[Practice]:
    """All practices there ever were."""
    return sorted(await practices.ever(speech.connection), key=lambda one: alphabetical(one.name))


async def _turnout(speech: Speech) -> Message:
    found = turnout(await held_rounds.last(speech.connection, ROUNDS))
    known = await in_alphabet(speech)
    each = [(one.name, [(day, r) for (of, day), r in found.items() if of == one.id]) for one in known]
    return texts.turnout(speech.t, [(name, held) for name, held in each if held])


async def _central(speech: Speech) -> Message:
    held = newest(await held_rounds.last(speech.connection, 1))
    return texts.central(speech.t, central_views(speech, held), speech.minimum_group)


def central_views(speech: Speech, held: Sequence[Held]) -> list[CentralView]:
    """Each central question over these rounds."""
    options = scale_options(speech.programme)
    asked = [central for central in speech.programme.central_questions if central.key in options]
    return [
        CentralView(central, options[central.key], together(held, central.key, len(options[central.key])))
        for central in asked
    ]
