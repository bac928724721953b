"""Whom to call is said to who finds it hard; a coordinator can be asked to get in touch by everybody, at any time."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from rules.address import Address
from rules.payloads.call_backs import CallBackRequest
from simulator.phone import Message, Telegram
from storage import people
from storage.outbox import add
from storage.tables import call_backs, outbox
from tests.running_bot import ROUND_OPENS, RunningBot, on_sqlite
from tests.stories.user import User

pytestmark = on_sqlite

ASKED = "Wilt u dat de coördinator contact met u opneemt?"
NOT_READ = "Uw antwoorden worden niet meteen gelezen."
REFERRAL = "Direct gevaar? Bel 112. Dringende zorg? Bel uw huisarts."
TOLD = "Anneke vraagt of u contact opneemt."
AGAIN = "Anneke wacht nog op contact."
HANDLED = "Dit verzoek om contact is afgehandeld."
WITHDRAWN = "Dit verzoek om contact is ingetrokken."
THIRD = "Lukt dat op dit moment?"
DONE = "Afgehandeld"
CONTACT = "Ik wil contact"
ANYBODY = "Iedereen kan om contact vragen: /hulp."
THREE_DAYS = timedelta(days=3)


@pytest.fixture
async def offered(running_bot: RunningBot, anneke: User, corrie: User) -> Message:
    """Anneke, of a practice with a coordinator, asks in the middle of a check-in, as everybody can."""
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await anneke.taps("Goed")
    await anneke.says("/hulp")
    return await anneke.taps(CONTACT)


async def kept(running_bot: RunningBot) -> list[str | None]:
    """The first names that are kept anywhere."""
    async with running_bot.wiring.database.read() as connection:
        return list(await connection.scalars(select(call_backs.c.first_name)))


async def texts_of(user: User) -> list[str]:
    return [shown.text for shown in await user.sees_all()]


async def test_who_hardly_keeps_going_is_told_whom_to_call_and_asked_nothing_more(
    running_bot: RunningBot, anneke: User
) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    question = await anneke.taps("Goed", "Bijna niet meer")
    for said in ("Dat klinkt zwaar.", NOT_READ, REFERRAL, ANYBODY, THIRD):
        assert said in question.text
    assert REFERRAL not in (await anneke.taps("Meestal")).text
    thanks = (await anneke.taps("Overslaan")).text
    assert REFERRAL in thanks
    assert ANYBODY in thanks


@pytest.mark.parametrize("plain", [False, True])
async def test_every_score_leads_to_the_same_screens_with_the_same_buttons(
    running_bot: RunningBot, anneke: User, bram: User, plain: bool
) -> None:
    walks = []
    lowest, usual = ("Heel moeizaam", "Bijna niet meer", "Bijna niet"), ("Goed", "Gaat wel", "Meestal")
    for user in (anneke, bram):
        await user.registers("caregiver")
        if plain:
            await user.says("/groot")
    await running_bot.opens_round()
    for user, answers in ((anneke, lowest), (bram, usual)):
        walks.append([(await user.taps(label)).labels for label in (*answers, "Overslaan")])
    assert walks[0] == walks[1]


async def test_with_a_yes_the_coordinator_learns_who_and_nothing_of_the_answers_or_of_when(
    offered: Message, running_bot: RunningBot, anneke: User, corrie: User
) -> None:
    assert "Wij vragen de coördinator om contact met u op te nemen." in (await anneke.taps("Ja, graag")).text
    shown = await corrie.sees()
    assert TOLD in shown.text
    assert shown.labels == [DONE]
    assert shown.protected
    assert [link["url"] for link in shown.entities if "url" in link] == [f"tg://user?id={anneke.phone.id}"]
    for telling in ("Bijna niet meer", "Goed", "olhouden", "check-in", "ronde"):
        assert telling not in shown.text
    assert not any(sign.isdigit() for sign in shown.text)  # no day, no hour
    assert await kept(running_bot) == ["Anneke"]


async def test_with_a_no_nothing_is_told_and_nothing_kept(
    offered: Message, running_bot: RunningBot, anneke: User, corrie: User
) -> None:
    before = await texts_of(corrie)
    await anneke.taps("Nee, dank u")
    assert await texts_of(corrie) == before
    assert await kept(running_bot) == []


async def test_five_taps_on_yes_are_one_request(
    offered: Message, running_bot: RunningBot, anneke: User, corrie: User
) -> None:
    await anneke.taps_often("Ja, graag", 5)
    assert len([text for text in await texts_of(corrie) if TOLD in text]) == 1
    assert await kept(running_bot) == ["Anneke"]


async def test_another_practice_hears_nothing(
    offered: Message, running_bot: RunningBot, anneke: User, bram: User
) -> None:
    await bram.registers("coordinator", "ede")
    await anneke.taps("Ja, graag")
    assert not any("Anneke" in text for text in await texts_of(bram))


async def test_who_sees_to_it_says_so_and_the_name_goes_from_every_phone(
    offered: Message, running_bot: RunningBot, anneke: User, corrie: User, bram: User
) -> None:
    await bram.registers("coordinator")
    await anneke.taps("Ja, graag")
    assert TOLD in (await bram.sees()).text
    await running_bot.restart()
    assert HANDLED in (await corrie.taps(DONE)).text
    for coordinator in (corrie, bram):
        assert any(HANDLED in text for text in await texts_of(coordinator))
        assert not any("Anneke" in text for text in await texts_of(coordinator))
    assert await kept(running_bot) == [None]
    await running_bot.tick(ROUND_OPENS + THREE_DAYS + timedelta(hours=1))
    assert not any(AGAIN in text for text in await texts_of(corrie))


async def test_unhandled_it_is_repeated_once_after_three_days_also_after_a_restart(
    offered: Message, running_bot: RunningBot, anneke: User, corrie: User
) -> None:
    await anneke.taps("Ja, graag")
    await running_bot.restart()
    await running_bot.tick(ROUND_OPENS + THREE_DAYS - timedelta(hours=1))
    assert not any(AGAIN in text for text in await texts_of(corrie))
    for hours in (1, 1, 24, 48):
        await running_bot.tick(ROUND_OPENS + THREE_DAYS + timedelta(hours=hours))
    assert len([text for text in await texts_of(corrie) if AGAIN in text]) == 1
    await corrie.taps(DONE)
    assert len([text for text in await texts_of(corrie) if HANDLED in text]) == 2
    assert not any("Anneke" in text for text in await texts_of(corrie))


async def test_taken_back_the_name_goes_as_well(
    offered: Message, running_bot: RunningBot, anneke: User, corrie: User
) -> None:
    await anneke.taps("Ja, graag")
    await anneke.says("/hulp")
    await anneke.taps(CONTACT, "Nee, dank u")
    assert any("hoeft geen contact met u op te nemen" in text for text in await texts_of(anneke))
    assert any(WITHDRAWN in text for text in await texts_of(corrie))
    assert not any("Anneke" in text for text in await texts_of(corrie))
    assert await kept(running_bot) == []


async def test_another_answer_neither_asks_nor_takes_back(
    offered: Message, running_bot: RunningBot, anneke: User, corrie: User
) -> None:
    await anneke.taps("Ja, graag")
    before = await texts_of(corrie)
    await anneke.taps("Bijna niet meer", "Meestal", "Overslaan", "Wijzigen", "Volhouden: Bijna niet meer", "Gaat wel")
    assert await texts_of(corrie) == before
    assert await kept(running_bot) == ["Anneke"]


async def test_erasing_takes_the_name_from_the_coordinators_phone(
    offered: Message, running_bot: RunningBot, anneke: User, corrie: User
) -> None:
    await anneke.taps("Ja, graag")
    await anneke.says("/wissen")
    await anneke.taps("Ja, wis alles")
    assert any(WITHDRAWN in text for text in await texts_of(corrie))
    assert not any("Anneke" in text for text in await texts_of(corrie))
    assert await kept(running_bot) == []


async def test_without_a_coordinator_the_managers_are_told(running_bot: RunningBot, anneke: User, bram: User) -> None:
    await bram.registers("manager")
    await anneke.registers("caregiver")
    await anneke.asks_for_contact()
    assert TOLD in (await bram.sees()).text
    assert HANDLED in (await bram.taps(DONE)).text


async def test_with_nobody_to_tell_that_is_said_and_nothing_is_kept(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/hulp")
    assert (await anneke.taps("Ik wil contact")).buttons == []
    (said,) = [text for text in await texts_of(anneke) if "Er is nu geen coördinator" in text]
    assert "Bel liever uw huisarts." in said
    assert await kept(running_bot) == []


async def test_somebody_elses_button_does_nothing(
    offered: Message, running_bot: RunningBot, anneke: User, corrie: User, bram: User
) -> None:
    await bram.registers("coordinator", "ede")
    await anneke.taps("Ja, graag")
    for user in (bram, anneke):
        assert await user.forges("h|1") == "Deze knop werkt niet meer."
    assert await kept(running_bot) == ["Anneke"]
    assert TOLD in (await corrie.sees()).text


async def test_a_name_full_of_signs_is_shown_as_it_is(
    running_bot: RunningBot, telegram: Telegram, corrie: User
) -> None:
    hostile = User(running_bot, await telegram.person("<b>&\u202e{x}"))
    await corrie.registers("coordinator")
    await hostile.registers("caregiver")
    await hostile.asks_for_contact()
    shown = await corrie.sees()
    assert "<b>&{x} vraagt of u contact opneemt." in shown.text
    assert "\u202e" not in shown.text


async def test_no_name_lies_in_the_queue_and_no_summary_tells_who_asked(
    offered: Message, running_bot: RunningBot, anneke: User, corrie: User
) -> None:
    await anneke.taps("Ja, graag", "Bijna niet meer", "Overslaan", "Overslaan")
    async with running_bot.wiring.database.read() as connection:
        queued = [str(params) for params in await connection.scalars(select(outbox.c.params))]
    assert not any("Anneke" in params for params in queued)
    await running_bot.tick(ROUND_OPENS + timedelta(days=7))
    summary = await corrie.says("/samenvatting")
    for telling in ("Anneke", "contact", "Contact"):
        assert telling not in summary.text


async def test_a_name_to_call_back_is_not_told_to_who_led_the_practice_before(
    offered: Message, running_bot: RunningBot, anneke: User, bram: User
) -> None:
    """The message waited, and meanwhile Bram looks after another practice."""
    await bram.registers("coordinator", "ede")
    await anneke.taps("Ja, graag")
    before = await bram.sees_all()
    async with running_bot.wiring.database.write() as connection:
        viewer, asked = (
            await people.viewer(connection, Address(bram.phone.id)),
            await connection.scalar(select(call_backs.c.id)),
        )
        assert viewer
        assert asked
        await add(connection, CallBackRequest(asked), now=running_bot.clock.now(), person_id=viewer.person_id)
    running_bot.wiring.sender.wake()
    assert await bram.sees_all() == before


async def test_who_asks_tells_the_same_whichever_way_and_whatever_was_answered(
    running_bot: RunningBot, anneke: User, corrie: User
) -> None:
    await corrie.registers("coordinator")
    told = set()
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    for way in ("help, nothing answered", "thanks, the lowest", "thanks, changed", "help"):
        if way == "thanks, the lowest":
            await anneke.taps("Goed", "Bijna niet meer", "Overslaan", "Overslaan")
        if way == "thanks, changed":
            await anneke.taps("Wijzigen", "Volhouden: Bijna niet meer", "Heel goed")
        if way.startswith("help"):
            await anneke.says("/hulp")
        await anneke.taps(CONTACT, "Ja, graag")
        shown = await corrie.sees()
        assert TOLD in shown.text
        told.add((shown.text, tuple(shown.labels)))
        assert HANDLED in (await corrie.taps(DONE)).text
    assert len(told) == 1


@pytest.mark.parametrize("answers", [("Heel goed", "Heel goed", "Ja, goed"), ("Goed", "Met moeite", "Bijna niet")])
async def test_everybody_is_offered_contact_below_the_thanks(
    running_bot: RunningBot, anneke: User, corrie: User, answers: tuple[str, ...]
) -> None:
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    thanks = await anneke.taps(*answers, "Overslaan")
    assert thanks.labels == ["Wijzigen", CONTACT]
    assert ANYBODY in thanks.text
    offered = await anneke.taps(CONTACT)
    assert ASKED in offered.text
    assert "uw voornaam" in offered.text
    await running_bot.restart()
    await anneke.taps("Ja, graag")
    assert TOLD in (await corrie.sees()).text


async def test_at_any_time_from_the_help_also_without_a_round_and_taken_back(
    running_bot: RunningBot, anneke: User, corrie: User
) -> None:
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await anneke.says("/hulp")
    await anneke.taps(CONTACT)
    await anneke.taps_often("Ja, graag", 3)
    assert [TOLD in text for text in await texts_of(corrie)].count(True) == 1
    assert await kept(running_bot) == ["Anneke"]
    await anneke.says("/hulp")
    assert "hoeft geen contact" in (await anneke.taps(CONTACT, "Nee, dank u")).text
    assert any(WITHDRAWN in text for text in await texts_of(corrie))
    assert await kept(running_bot) == []


async def test_who_takes_part_in_nothing_is_offered_no_contact(anneke: User, corrie: User) -> None:
    assert CONTACT not in (await anneke.says("/hulp")).labels
    assert await anneke.forges("hy|1") == "Deze knop werkt niet meer."
    await corrie.registers("coordinator")
    assert CONTACT not in (await corrie.says("/hulp")).labels
