"""An invitation in its coordinator's hands: what it is called, how long and for whom it works, what it brought."""

from datetime import timedelta

import pytest
from pypdfium2 import PdfDocument

from simulator.phone import Message
from tests.conftest import MONDAY
from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.remains import places_of
from tests.stories.test_inviting import DOES_NOT_WORK, GONE, POSTER, invited, joins, to_pass_on, token_in
from tests.stories.user import User
from texts.callback_data import encode
from texts.taps.invitations import InvitationProlonged, InvitationSized, InvitationTranslated

PARTICIPANTS = "Deelnemers: 0 van 50, tot 23 dec"


@pytest.fixture
async def coordinator(corrie: User) -> User:
    await corrie.registers("coordinator")
    return corrie


async def listed(coordinator: User) -> Message:
    shown = await coordinator.says("/uitnodigen")
    return await coordinator.taps(next(label for label in shown.labels if "lopende uitnodiging" in label))


@on_both
async def test_it_gets_a_name_a_term_and_a_number(
    running_bot: RunningBot, coordinator: User, anneke: User, bram: User
) -> None:
    token = await invited(coordinator, "Een deelnemer")
    await coordinator.taps("Aanpassen", "Naam geven")
    assert "Buurthuis in maart" in (await coordinator.says("Buurthuis in maart")).text
    await running_bot.restart()
    await coordinator.taps("Hoe lang?", "90 dagen")
    assert "voor 1" not in (await coordinator.sees()).text
    shown = await coordinator.taps("Voor hoeveel mensen?", "1 persoon")
    assert "werkt één keer, tot zondag 21 februari" in shown.text
    assert (await listed(coordinator)).labels[0] == "Buurthuis in maart: 0 van 1, tot 21 feb"
    await running_bot.tick(MONDAY + timedelta(days=60))
    assert "Doet u mee?" in (await anneke.opens(token)).text
    assert DOES_NOT_WORK in (await bram.opens(token)).text


@on_sqlite
async def test_a_name_is_short_and_typed_once(running_bot: RunningBot, coordinator: User) -> None:
    await invited(coordinator, "Een deelnemer")
    await coordinator.taps("Aanpassen", "Naam geven")
    assert "te lang" in (await coordinator.says("Het buurthuis op de hoek van de straat")).text
    await coordinator.taps("Terug")
    assert "Buurthuis" not in (await coordinator.says("Buurthuis")).text
    assert (await listed(coordinator)).labels[0] == PARTICIPANTS


@on_both
async def test_it_shows_what_it_brought_and_nobody_who_goes_shows_in_it(
    running_bot: RunningBot, coordinator: User, anneke: User, els: User
) -> None:
    token = await invited(coordinator, POSTER)
    await joins(anneke, token)
    await els.opens(token)
    await listed(coordinator)
    shown = await coordinator.taps("Mantelzorgers: 2 van 50, tot 23 dec")
    assert "Gebruikt: 2. Aangemeld: 1." in shown.text
    await els.taps("Ja, ik doe mee")
    await anneke.says("/wissen")
    await anneke.taps("Ja, wis alles")
    await listed(coordinator)
    assert "Aangemeld: 2." in (await coordinator.taps("Mantelzorgers: 2 van 50, tot 23 dec")).text


@on_sqlite
async def test_who_answered_and_is_still_there_is_told_by_role_only(
    running_bot: RunningBot, coordinator: User, anneke: User, els: User
) -> None:
    poster = await invited(coordinator, POSTER)
    for user in (anneke, els):
        await joins(user, poster)
    assert "Mantelzorgers die nu meedoen: 2." in (await listed(coordinator)).text.splitlines()
    await running_bot.opens_round()
    await anneke.taps("Goed")
    assert "vulden" not in (await listed(coordinator)).text
    await running_bot.tick(MONDAY + timedelta(days=15))
    await els.says("/stop")
    shown = await listed(coordinator)
    assert "Mantelzorgers die nu meedoen: 1. De vorige ronde vulden 1 van 2 in." in shown.text
    assert shown.protected
    card = await coordinator.taps("Mantelzorgers: 2 van 50, tot 23 dec")
    assert card.protected
    assert "vulden" not in card.text
    assert "nu meedoen" not in card.text


@pytest.mark.made_apart
@on_sqlite
async def test_a_poster_in_another_language_has_its_own_link(
    running_bot: RunningBot, coordinator: User, anneke: User, els: User
) -> None:
    first = await invited(coordinator, POSTER)
    await coordinator.taps("Aanpassen", "Poster in een andere taal")
    await coordinator.taps("English")
    letter = await to_pass_on(coordinator)
    assert "Do you care for someone?" in letter.text
    second = token_in(letter.text)
    assert first != second
    poster = [shown for shown in await coordinator.sees_all() if shown.document][-1]
    words = PdfDocument(await coordinator.phone.downloads(poster))[0].get_textpage().get_text_range()
    assert "You can join until 23 December 2026" in words
    for user, token in ((anneke, first), (els, second)):
        await joins(user, token)
    assert (await listed(coordinator)).labels[:2] == ["Mantelzorgers: 1 van 50, tot 23 dec"] * 2


@on_sqlite
async def test_what_can_be_chosen_is_not_widened_by_hand(running_bot: RunningBot, coordinator: User) -> None:
    """A caregiver's link is for one, and what was taken back stays so."""
    await invited(coordinator)
    for forged in (
        InvitationSized(2, 50),
        InvitationSized(2, 1),
        InvitationTranslated(2, "en"),
        InvitationProlonged(2, 3650),
    ):
        assert await coordinator.forges(encode(forged)) == GONE
    await coordinator.taps("Intrekken", "Ja, intrekken")
    assert await coordinator.forges(encode(InvitationProlonged(2, 90))) == GONE


@on_sqlite
async def test_it_is_never_for_fewer_than_used_it(running_bot: RunningBot, coordinator: User) -> None:
    token = await invited(coordinator, "Een deelnemer")
    for number in range(6):
        guest = User(running_bot, await running_bot.telegram.person(f"Gast {number}"))
        await guest.opens(token)
    await listed(coordinator)
    await coordinator.taps("Deelnemers: 6 van 50, tot 23 dec")
    assert (await coordinator.taps("Voor hoeveel mensen?")).labels == ["10 mensen", "25 mensen", "50 mensen", "Terug"]
    assert await coordinator.forges(encode(InvitationSized(2, 5))) == GONE


@on_sqlite
async def test_a_name_goes_with_who_gave_it(
    running_bot: RunningBot, coordinator: User, dirk: User, anneke: User
) -> None:
    """Also of an invitation that somebody else made; that itself keeps working."""
    token = await invited(coordinator, "Een deelnemer")
    await dirk.registers("coordinator")
    await listed(dirk)
    await dirk.taps(PARTICIPANTS, "Naam geven")
    await dirk.says("Kanariestraat")
    await dirk.says("/wissen")
    await dirk.taps("Ja, wis alles")
    assert await places_of(running_bot, b"Kanariestraat") == []
    assert (await listed(coordinator)).labels[0] == PARTICIPANTS
    assert "Doet u mee?" in (await anneke.opens(token)).text
