"""The first words of a check-in know how the times before went. They never hold it against anybody."""

from datetime import timedelta

from simulator.phone import Message
from tests.house import ROUND_OPENS, House, on_sqlite
from tests.stories.guest import Guest
from tests.texts.text_views import PROGRAMME
from texts.catalogue import load_catalogues
from texts.escaping import plain

pytestmark = on_sqlite

T = load_catalogues(PROGRAMME).translator("nl")
TWO_WEEKS = timedelta(weeks=2)


def standing_of(opening: Message) -> str:
    """Which of the openings these words belong to."""
    first_line, _, _ = opening.text.partition("\n")
    known = ("first", "missed_one", "missed_several", "back", "three_in_a_row", "usual")
    words = {plain(T(f"opening.{one}.{variant}", practice="Zwolle")): one for one in known for variant in "abc"}
    return words[first_line]


async def opening(house: House, guest: Guest, number: int) -> str:
    """Round `number` opens, counted from 0; the standing that the guest's check-in opens with."""
    await house.opens_round(ROUND_OPENS + number * TWO_WEEKS)
    return standing_of(await guest.sees())


async def fills_in(guest: Guest) -> None:
    await guest.taps("Goed", "Goed", "Ja, goed", "Overslaan")


async def test_openings_differ_with_what_came_before(house: House, anneke: Guest) -> None:
    await anneke.registers("caregiver")
    assert await opening(house, anneke, 0) == "first"
    assert await opening(house, anneke, 1) == "missed_one"
    assert await opening(house, anneke, 2) == "missed_several"
    await fills_in(anneke)
    await house.restart()
    assert await opening(house, anneke, 3) == "back"
    await fills_in(anneke)
    assert await opening(house, anneke, 4) == "usual"
    await fills_in(anneke)
    await house.restart()
    assert await opening(house, anneke, 5) == "three_in_a_row"


async def test_who_was_away_is_welcomed_back(house: House, anneke: Guest, bram: Guest) -> None:
    await anneke.registers("caregiver")
    await bram.registers("caregiver")
    assert await opening(house, anneke, 0) == "first"
    await anneke.says("/pauze")
    await anneke.taps("Iets anders", "4 weken")
    await house.opens_round(ROUND_OPENS + TWO_WEEKS)
    assert await opening(house, anneke, 2) == "back"
    assert standing_of(await bram.sees()) == "missed_several"


async def test_not_this_time_is_nothing_that_was_missed(house: House, anneke: Guest) -> None:
    await anneke.registers("caregiver")
    await opening(house, anneke, 0)
    await house.tick(ROUND_OPENS + timedelta(days=2))
    await house.settles()
    await anneke.taps("Deze keer niet")
    assert await opening(house, anneke, 1) == "usual"


async def test_the_words_of_a_check_in_stay_the_same(house: House, anneke: Guest) -> None:
    await anneke.registers("caregiver")
    await house.opens_round()
    said = (await anneke.sees()).text
    for _ in range(2):
        await house.restart()
        assert (await anneke.says("/checkin")).text == said
