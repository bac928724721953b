"""Each purpose has a yes of its own, with the words that were shown; and a new notice is asked again."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Row, select

from rules import registration
from rules.access import Role
from rules.telling import MINIMUM_GROUP
from simulator.phone import Message
from storage.tables import check_ins, consents, memberships, people
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.crowd import caregivers, closes_after
from tests.stories.test_looking_closer import write
from tests.stories.user import User, data_of
from texts import notice
from texts.callback_data import encode
from texts.catalogue import load_catalogues
from texts.taps.privacy import PurposeChosen
from texts.taps.registration import ConsentGiven

YES, STILL = "Ja, ik doe mee", "Ja, ik doe nog mee (16 of ouder)"
NEW = "Onze tekst over privacy is nieuw."
GONE = "Deze knop werkt niet meer."
WHOLE = "Lees de hele tekst"
NEVER, EACH = "Laat mijn tekst nooit lezen", "Vraag het mij per tekst"
LONGER, NO_LONGER = "Ja, bewaar mijn tekst langer", "Mijn tekst niet langer bewaren"
ROWS = "Ja, mijn antwoorden mogen"
TWO_WEEKS = timedelta(weeks=2)


@pytest.fixture
async def coordinator(corrie: User) -> User:
    """Corrie, who is coordinator of Zwolle."""
    await corrie.registers("coordinator")
    return corrie


async def consents_of(user: User) -> list[Row[Any]]:
    mine = select(consents).join_from(consents, people).where(people.c.address == user.phone.id)
    async with user.running_bot.wiring.database.read() as connection:
        return list(await connection.execute(mine.order_by(consents.c.id)))


def hash_of(running_bot: RunningBot, role: Role, language: str = "nl") -> str:
    programme, settings = running_bot.wiring.programme, running_bot.settings
    terms = notice.terms_of(programme, "zwolle", settings.keeping, settings.minimum_group)
    return notice.of_notice(load_catalogues(programme).translator(language), role, "Zwolle", terms)


def raise_version(patch: pytest.MonkeyPatch) -> None:
    """The notice has new words of substance."""
    patch.setattr(registration, "NOTICE_VERSION", registration.NOTICE_VERSION + 1)


# --- consent, purpose by purpose ---


@on_sqlite
async def test_what_was_agreed_to_comes_again_by_a_button(running_bot: RunningBot, anneke: User) -> None:
    short = await anneke.opens(await running_bot.invite("caregiver"))
    words, _, role = short.text.rpartition("\n\n")
    assert role.startswith("U doet mee als mantelzorger")
    await anneke.taps("Ja, ik doe mee")
    await anneke.says("/privacy")
    again = await anneke.taps(WHOLE)
    assert again.text.startswith(words)
    assert again.labels == ["Lees meer"]
    assert "Waarom vragen wij dit?" in (await anneke.taps("Lees meer")).text
    assert "Wie ziet wat?" in (await anneke.taps("Lees meer")).text
    last = await anneke.taps("Lees meer")
    assert ("Wat zijn uw rechten?" in last.text, last.labels) == (True, ["Terug naar de korte tekst"])
    assert (await anneke.taps("Terug naar de korte tekst")).text == again.text


@on_both
async def test_a_yes_is_kept_with_the_words_that_were_shown(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    (mine,) = await consents_of(anneke)
    assert (mine.purpose, mine.given, mine.notice_version) == ("take_part", True, registration.NOTICE_VERSION)
    assert mine.notice_hash == hash_of(running_bot, Role.CAREGIVER)
    assert len({hash_of(running_bot, role, language) for role in Role for language in ("nl", "en", "tr")}) == 12


@on_sqlite
async def test_a_yes_to_other_words_is_asked_once_more(running_bot: RunningBot, anneke: User) -> None:
    shown = await anneke.opens(await running_bot.invite("caregiver"))
    _, membership_id, *_ = data_of(shown, YES).split("|")
    await anneke.forges(encode(ConsentGiven(int(membership_id), True, "0123456789ab")))
    assert await consents_of(anneke) == []
    assert "Welkom bij de check-in" in (await anneke.sees()).text
    assert "Fijn dat u meedoet" in (await anneke.taps(YES)).text


async def test_every_other_purpose_is_off_until_chosen_and_can_be_taken_back(
    running_bot: RunningBot, anneke: User
) -> None:
    await anneke.registers("caregiver")
    shown = await anneke.says("/privacy")
    assert "Meedoen: ja, sinds 23 november 2026." in shown.text
    assert "Mijn tekst langer bewaren: nee. U koos dit nog niet." in shown.text
    assert "Mijn tekst laten lezen: nee, tot u bij een tekst ja zegt." in shown.text
    assert "Mijn tekst langer bewaren: ja." in (await anneke.taps(LONGER)).text
    assert "Mijn tekst laten lezen: nee, nooit." in (await anneke.taps(NEVER)).text
    await running_bot.restart()
    assert (await anneke.taps(EACH)).labels == [NEVER, NO_LONGER, ROWS, "Mijn ja terugnemen", WHOLE]
    assert "Mijn tekst langer bewaren: nee." in (await anneke.taps(NO_LONGER)).text
    kept = [(row.purpose, row.given) for row in (await consents_of(anneke))[1:]]
    assert kept == [("keep", True), ("texts", False), ("texts", True), ("keep", False)]


@on_sqlite
async def test_a_second_tap_chooses_nothing_new_and_a_forged_one_nothing_at_all(
    running_bot: RunningBot, anneke: User
) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/privacy")
    await anneke.taps_often(LONGER, 4)
    assert [row.purpose for row in await consents_of(anneke)] == ["take_part", "keep"]
    for forged in (PurposeChosen("everything", True, "x"), PurposeChosen("take_part", True, "x")):
        assert await anneke.forges(encode(forged)) == GONE
    await anneke.forges(encode(PurposeChosen("texts", True, "0123456789ab")))  # other words than today's
    assert len(await consents_of(anneke)) == 2


@on_sqlite
async def test_a_stranger_has_nothing_to_choose(anneke: User) -> None:
    shown = await anneke.says("/privacy")
    assert "Meedoen: nee." in shown.text
    assert not shown.labels
    assert await anneke.forges(encode(PurposeChosen("keep", True, "x"))) == GONE


async def test_who_lets_nobody_read_is_not_read_whatever_they_said_before(
    running_bot: RunningBot, coordinator: User
) -> None:
    phones = await caregivers(running_bot, MINIMUM_GROUP + 1)
    await running_bot.opens_round()
    await write(running_bot, phones, "Zwaar")
    await closes_after(running_bot, coordinator)
    assert "Zwaar 0" in await remarks(coordinator)
    shy = User(running_bot, phones[0])
    await shy.says("/privacy")
    await shy.taps(NEVER)
    after = await remarks(coordinator)
    assert "Zwaar 0" not in after
    assert "Zwaar 1" in after
    await shy.taps(EACH)
    assert await remarks(coordinator) == after  # or it would be told who changed their mind


async def test_who_comes_back_is_read_again_only_with_enough_others(running_bot: RunningBot, coordinator: User) -> None:
    phones = await caregivers(running_bot, MINIMUM_GROUP + 1)
    await running_bot.opens_round()
    await write(running_bot, phones, "Zwaar")
    await closes_after(running_bot, coordinator)
    shy = User(running_bot, phones[0])
    await shy.says("/privacy")
    await shy.taps(NEVER, EACH)
    last = MINIMUM_GROUP  # the one who came back was read before, and hides nobody
    for number, others, is_back in ((1, phones[1:last], False), (2, phones[last:], True)):
        await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=2 * number))
        await write(running_bot, others, "Licht")
        await closes_after(running_bot, coordinator)
        assert ("Zwaar 0" in await every_remark(coordinator)) is is_back


async def test_who_erases_themselves_takes_their_own_words_and_frees_nobody_elses(
    running_bot: RunningBot, coordinator: User
) -> None:
    phones = await caregivers(running_bot, MINIMUM_GROUP + 1)
    await running_bot.opens_round()
    await write(running_bot, phones[:-1], "Zwaar")
    await closes_after(running_bot, coordinator)
    await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=2))
    await write(running_bot, phones[1:], "Licht")  # as many again: a second batch
    await closes_after(running_bot, coordinator)
    await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=4))
    await write(running_bot, phones[-1:], "Geheim")  # alone: it waits
    await closes_after(running_bot, coordinator)
    before = await every_remark(coordinator)
    gone = User(running_bot, phones[1])
    await gone.says("/wissen")
    await gone.taps("Ja, wis alles")
    for at in (timedelta(), timedelta(hours=1), timedelta(days=1)):
        await running_bot.tick(running_bot.clock.now() + at)
        after = await every_remark(coordinator)
        assert before - after == {"Zwaar 1", "Licht 0"}
        assert after <= before
    assert not any("Geheim" in text for text in after)


async def every_remark(coordinator: User) -> set[str]:
    """All that stands there, page by page."""
    await coordinator.says("/samenvatting")
    shown = await coordinator.taps("Opmerkingen")
    read = _words(shown.text)
    while shown.button("Volgende"):
        shown = await coordinator.taps("Volgende")
        read |= _words(shown.text)
    return read


def _words(text: str) -> set[str]:
    return set(re.findall(r"(?:Zwaar|Licht|Geheim) \d", text))


async def remarks(coordinator: User) -> str:
    await coordinator.says("/samenvatting")
    return (await coordinator.taps("Opmerkingen")).text


@on_sqlite
async def test_a_yes_to_one_text_does_not_undo_the_no_to_all(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/privacy")
    await anneke.taps(NEVER)
    await running_bot.opens_round()
    await anneke.taps("Overslaan", "Overslaan", "Overslaan")
    await anneke.says("Het is zwaar.")
    await anneke.taps("Ja, dat mag")
    assert [shown for shown in await anneke.sees_all() if "krijgt deze tekst niet te lezen." in shown.text]


@on_sqlite
async def test_who_ends_taking_part_hears_nothing_and_agrees_again_to_come_back(
    running_bot: RunningBot, anneke: User
) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/privacy")
    assert "U nam uw ja terug." in (await anneke.taps("Mijn ja terugnemen")).text
    assert (await running_bot.tick(ROUND_OPENS)).opened == 0
    assert "Meedoen: nee." in (await anneke.says("/privacy")).text
    assert NEW in (await anneke.opens()).text
    await anneke.taps(STILL)
    assert [(row.purpose, row.given) for row in await consents_of(anneke)] == [
        ("take_part", True),
        ("take_part", False),
        ("take_part", True),
    ]


# --- a new notice ---


async def times_asked(user: User) -> int:
    return len([shown for shown in await user.sees_all() if NEW in shown.text])


async def in_the_round(running_bot: RunningBot) -> int:
    async with running_bot.wiring.database.read() as connection:
        return len((await connection.execute(select(check_ins.c.id))).all())


@pytest.fixture
async def asked_again(running_bot: RunningBot, anneke: User, bram: User, monkeypatch: pytest.MonkeyPatch) -> Message:
    """The notice that Anneke gets in the place of a check-in; Bram, who came later, has agreed to it already."""
    await anneke.registers("caregiver")
    raise_version(monkeypatch)
    await bram.registers("participant")
    await running_bot.opens_round()
    return await anneke.sees()


async def test_without_consent_to_the_new_notice_nothing_is_asked(
    running_bot: RunningBot, asked_again: Message, anneke: User, bram: User
) -> None:
    assert NEW in asked_again.text
    assert asked_again.labels == [STILL, "Nee", "Lees meer"]
    assert await in_the_round(running_bot) == 1
    assert await times_asked(bram) == 0
    assert NEW in (await anneke.says("/checkin")).text
    before = await anneke.sees_all()
    for days in range(1, 7):
        await running_bot.restart()
        await running_bot.tick(ROUND_OPENS + timedelta(days=days))
    assert await anneke.sees_all() == before


async def test_after_a_yes_the_open_check_in_is_there(
    running_bot: RunningBot, asked_again: Message, anneke: User
) -> None:
    await running_bot.restart()
    assert "Hoe ging het samenwerken" in (await anneke.taps(STILL)).text
    assert "Dank u wel. U doet weer mee." in [shown.text for shown in await anneke.sees_all()][-2]
    await anneke.taps("Goed")
    assert (await running_bot.answers_of(anneke.phone))["samen"].score == 4
    assert await in_the_round(running_bot) == 2
    assert await anneke.forges(data_of(asked_again, STILL)) == GONE
    newest = (await consents_of(anneke))[-1]
    assert (newest.notice_version, newest.given) == (registration.NOTICE_VERSION, True)
    await running_bot.tick(ROUND_OPENS + TWO_WEEKS)
    assert await times_asked(anneke) == 0


async def test_a_no_is_the_same_as_stopping(running_bot: RunningBot, asked_again: Message, anneke: User) -> None:
    assert "U nam uw ja terug." in (await anneke.taps("Nee")).text
    before = await anneke.sees_all()
    await running_bot.tick(ROUND_OPENS + TWO_WEEKS)
    assert await anneke.sees_all() == before
    assert NEW in (await anneke.opens()).text
    assert "Hoe ging het samenwerken" in (await anneke.taps(STILL)).text


@on_sqlite
async def test_who_does_not_answer_is_asked_once_in_every_round(
    running_bot: RunningBot, asked_again: Message, anneke: User
) -> None:
    assert await times_asked(anneke) == 1
    await running_bot.tick(ROUND_OPENS + timedelta(days=7))
    assert (await running_bot.tick(ROUND_OPENS + TWO_WEEKS)).opened
    await running_bot.settles()
    assert await times_asked(anneke) == 2


@on_sqlite
async def test_a_round_opens_also_when_all_have_to_agree_first(
    running_bot: RunningBot, anneke: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    await anneke.registers("caregiver")
    raise_version(monkeypatch)
    await running_bot.opens_round()
    assert await in_the_round(running_bot) == 0
    await anneke.taps(STILL)
    assert await in_the_round(running_bot) == 1


@on_sqlite
async def test_the_notice_waits_for_ones_own_time(
    running_bot: RunningBot, anneke: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/tijd")
    await anneke.taps("In de avond, om 19:00")
    raise_version(monkeypatch)
    await running_bot.opens_round()
    assert await times_asked(anneke) == 0
    await running_bot.tick(ROUND_OPENS + timedelta(hours=7))
    await running_bot.settles()
    assert await times_asked(anneke) == 1


@on_sqlite
async def test_a_reminder_is_not_sent_after_the_notice_changed(
    running_bot: RunningBot, anneke: User, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    raise_version(monkeypatch)
    before = await anneke.sees_all()
    for days in range(1, 7):
        await running_bot.tick(ROUND_OPENS + timedelta(days=days))
    await running_bot.settles()
    assert [shown.id for shown in await anneke.sees_all()] == [shown.id for shown in before]
    assert NEW in (await coordinator.says("/samenvatting")).text


@on_sqlite
async def test_each_role_is_asked_for_itself(
    running_bot: RunningBot, els: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    await els.registers("caregiver")
    await els.registers("participant")
    raise_version(monkeypatch)
    await running_bot.opens_round()
    assert "hoe het met u gaat" in (await els.sees()).text
    assert "uw experimenten" in (await els.taps(STILL)).text
    assert "Hoe ging het samenwerken" in (await els.taps(STILL)).text
    async with running_bot.wiring.database.read() as connection:
        versions = (await connection.scalars(select(memberships.c.consent_version))).all()
        (check_in,) = (await connection.execute(select(check_ins))).all()
    assert set(versions) == {registration.NOTICE_VERSION}
    assert (check_in.as_caregiver, check_in.as_participant) == (True, True)
