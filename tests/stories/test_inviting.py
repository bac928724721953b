"""How people get in: a coordinator's own invitations, and those of the owner."""

import asyncio
import re
from collections.abc import Callable
from datetime import timedelta
from subprocess import TimeoutExpired

import pytest
from pypdfium2 import PdfDocument
from sqlalchemy import select, update

from delivery import drawing, sender, telegram
from simulator.phone import Message, Telegram
from storage.tables import invitations, memberships, metadata, outbox
from tests.operations.patience import until
from tests.running_bot import USERNAME, RunningBot, on_both, on_sqlite
from tests.stories.user import User, data_of
from texts.callback_data import Tap, encode
from texts.taps.invitations import (
    InvitationAsked,
    InvitationChoiceAsked,
    InvitationProlonged,
    InvitationShown,
    InvitationSized,
    InvitationsShown,
    InvitationTranslated,
    InvitingShown,
    PosterAsked,
    RevocationAsked,
    RevocationConfirmed,
)

REFUSED = "Dat kan niet. Tik op /hulp. Dan ziet u wat wel kan."
GONE = "Deze knop werkt niet meer."
POSTER = "Poster voor mantelzorgers"
ARRIVALS = "Nieuwe mantelzorgers"
DOES_NOT_WORK = "Deze uitnodiging werkt niet."
NO_FILE = "Dit bestand kunnen wij nu niet maken. Dat ligt niet aan u. Wat in woorden kan, werkt gewoon."
LINK = re.compile(rf"https://t\.me/{USERNAME}\?start=([A-Za-z0-9_-]+)")


@pytest.fixture
async def coordinator(corrie: User) -> User:
    """Corrie, who is coordinator of Zwolle."""
    await corrie.registers("coordinator")
    return corrie


def token_in(text: str) -> str:
    found = LINK.search(text)
    assert found is not None, text
    return found[1]


async def invited(coordinator: User, whom: str = "Een mantelzorger") -> str:
    """The token in the invitation that the coordinator gets to pass on."""
    await coordinator.says("/uitnodigen")
    await coordinator.taps(whom)
    return token_in((await to_pass_on(coordinator)).text)


async def gets_a_link_and_one_apology(coordinator: User) -> None:
    """The words of a poster, each once, and in place of its files one sentence."""
    before = len(await coordinator.sees_all())
    await invited(coordinator, POSTER)
    shown = [message.text for message in (await coordinator.sees_all())[before:]]
    assert [text for text in shown if "Dit bestand kunnen wij nu niet maken." in text] == [NO_FILE]
    assert len([text for text in shown if LINK.search(text)]) == 1


async def to_pass_on(coordinator: User) -> Message:
    """The newest message that is there to be forwarded."""
    return [shown for shown in await coordinator.sees_all() if LINK.search(shown.text)][-1]


@on_sqlite
async def test_pictures_that_cannot_be_made_are_told_of_once(
    coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The link itself needs none, and nothing is sent twice because of it."""

    async def fails(_: object) -> bytes:
        raise TimeoutError

    monkeypatch.setattr(drawing, "made", fails)
    await gets_a_link_and_one_apology(coordinator)


@on_sqlite
async def test_a_picture_that_hangs_keeps_nobody_waiting_for_those_behind_it(
    running_bot: RunningBot, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that hang would take longer together than a message may wait, again and again, and its chat with it."""
    drawn: list[object] = []

    async def hangs(make: object) -> bytes:
        drawn.append(make)
        if len(drawn) > 1:
            await asyncio.Event().wait()
        raise TimeoutExpired("python", drawing.SECONDS)

    monkeypatch.setattr(drawing, "made", hangs)
    asked = running_bot.clock.now()
    await gets_a_link_and_one_apology(coordinator)
    assert len(drawn) == 2
    assert running_bot.clock.now() - asked < timedelta(seconds=drawing.SECONDS)


@on_sqlite
async def test_a_picture_whose_turn_does_not_come_is_given_up_and_nothing_is_said_twice(
    coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when very many ask at once: what was said already would be said again when the lease has ended."""
    is_over: list[object] = []

    async def never(make: object) -> bytes:
        try:
            await asyncio.Event().wait()
        finally:
            is_over.append(make)
        raise AssertionError

    monkeypatch.setattr(drawing, "made", never)
    monkeypatch.setattr(telegram, "FILES_SECONDS", 0.2)
    await gets_a_link_and_one_apology(coordinator)
    assert len(is_over) == 2  # nobody draws for somebody who does not wait


@on_both
async def test_a_bot_that_stops_while_pictures_wait_for_their_turn_says_nothing_twice(
    running_bot: RunningBot, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was said already would be in doubt, and said again by the bot that goes on."""

    async def never(_: object) -> bytes:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(drawing, "made", never)
    monkeypatch.setattr(sender, "LAST_WORDS_SECONDS", 2.0)
    offered = await coordinator.says("/uitnodigen")
    await coordinator.phone.taps_data(offered, data_of(offered, POSTER))
    await coordinator.phone.sees("https://t.me/")
    await running_bot.restart()
    async with running_bot.wiring.database.read() as connection:
        assert set(await connection.scalars(select(outbox.c.state))) == {"sent"}
    shown = [message.text for message in await coordinator.sees_all()]
    assert shown.count(NO_FILE) == 1
    assert len([text for text in shown if LINK.search(text)]) == 1


@on_sqlite
async def test_words_do_not_wait_until_the_pictures_behind_them_are_drawn(
    running_bot: RunningBot, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does what somebody else asks."""
    made, is_drawn = drawing.made, asyncio.Event()

    async def late(make: Callable[[], bytes]) -> bytes:
        await is_drawn.wait()
        return await made(make)

    monkeypatch.setattr(drawing, "made", late)
    offered = await coordinator.says("/uitnodigen")
    await coordinator.phone.taps_data(offered, data_of(offered, POSTER))

    async def is_told() -> bool:
        last = (await coordinator.phone.messages())[-1]
        return last.id != offered.id and last.by_bot

    await until(is_told)
    is_drawn.set()
    await running_bot.settles()
    assert len([message for message in await coordinator.sees_all() if LINK.search(message.text)]) == 1


@on_sqlite
@pytest.mark.parametrize(
    ("whom", "how_often", "asked"),
    [
        ("Een mantelzorger", "één keer", "Wij vragen soms hoe het met u gaat."),
        ("Een deelnemer", "voor 50 mensen", "hoe het met uw experimenten gaat"),
    ],
)
async def test_a_coordinator_gets_an_invitation_to_pass_on(
    coordinator: User, anneke: User, whom: str, how_often: str, asked: str
) -> None:
    offered = await coordinator.says("/uitnodigen")
    assert offered.labels == ["Een mantelzorger", "Een deelnemer", POSTER]
    limits = await coordinator.taps(whom)
    assert f"Deze uitnodiging werkt {how_often}, tot woensdag 23 december" in limits.text
    shown = await to_pass_on(coordinator)
    assert "Zwolle" in shown.text
    assert not shown.protected  # it is there to be forwarded
    welcome = (await anneke.opens(token_in(shown.text))).text
    assert "Welkom bij de check-in van Zwolle." in welcome
    assert asked in welcome


@on_sqlite
@pytest.mark.parametrize("whom", ["Een deelnemer", "Poster voor mantelzorgers"])
async def test_one_invitation_is_for_many(coordinator: User, anneke: User, bram: User, whom: str) -> None:
    token = await invited(coordinator, whom)
    for user in (anneke, bram):
        assert "Welkom bij de check-in van Zwolle." in (await user.opens(token)).text


@on_both
async def test_a_caregivers_invitation_lets_one_in(
    running_bot: RunningBot, coordinator: User, anneke: User, bram: User
) -> None:
    """Also of two who open it at once: a leader with many accounts needs as many links, or the poster."""
    token = await invited(coordinator)
    assert [one.kind for one in (await coordinator.sees_all())[-2:]] == ["text", "text"]  # nothing to hang up
    await asyncio.gather(anneke.phone.opens(token), bram.phone.opens(token))
    assert sorted([DOES_NOT_WORK in (await user.sees()).text for user in (anneke, bram)]) == [False, True]


@on_sqlite
async def test_an_invitation_for_many_caregivers_of_before_still_works(
    running_bot: RunningBot, anneke: User, bram: User
) -> None:
    token = await running_bot.invite("caregiver")
    for user in (anneke, bram):
        assert "Welkom bij de check-in van Zwolle." in (await user.opens(token)).text


async def joins(user: User, token: str) -> None:
    await user.phone.opens(token)
    await user.taps("Ja, ik doe mee")


@on_both
async def test_managers_see_how_many_join_on_a_day_and_not_who(
    running_bot: RunningBot, telegram: Telegram, coordinator: User, marja: User, bram: User
) -> None:
    await marja.registers("manager")
    poster = await invited(coordinator, POSTER)
    assert "Zij zien niet wie." in (await coordinator.sees()).text
    many = [User(running_bot, await telegram.person(f"Gast {number}")) for number in range(5)]
    for user in many[:4]:
        await joins(user, poster)
    await joins(bram, await invited(coordinator))
    await marja.says("/programma")
    shown = await marja.taps(ARRIVALS)
    assert "Zwolle: 23 nov: 5. Opvallend veel: ja." in shown.text
    assert shown.protected
    assert "Gast" not in shown.text
    await many[0].says("/wissen")
    await many[0].taps("Ja, wis alles")
    await marja.says("/programma")
    assert (await marja.taps(ARRIVALS)).text == shown.text  # who goes takes nothing out: the number tells of nobody


@on_sqlite
async def test_one_after_the_other_is_not_unusual(running_bot: RunningBot, marja: User, anneke: User) -> None:
    await marja.registers("manager")
    await anneke.registers("caregiver")
    await marja.says("/programma")
    assert "Zwolle: 23 nov: 1" in (shown := (await marja.taps(ARRIVALS)).text).splitlines()
    assert "ja" not in shown.splitlines()[-1]


@on_sqlite
async def test_each_invitation_is_for_the_own_practice(running_bot: RunningBot, els: User, anneke: User) -> None:
    await els.registers("coordinator", "ede")
    assert "Welkom bij de check-in van Ede." in (await anneke.opens(await invited(els))).text


@on_both
async def test_the_token_is_on_the_phone_and_nowhere_in_the_database(
    running_bot: RunningBot, coordinator: User
) -> None:
    token = await invited(coordinator)
    async with running_bot.wiring.database.read() as connection:
        rows = [row for table in metadata.sorted_tables for row in await connection.execute(select(table))]
    assert "coordinator" in str(rows)
    assert token not in str(rows)


@pytest.mark.over_http
@on_sqlite
async def test_an_invitation_works_also_when_nobody_knew_whether_it_arrived(
    running_bot: RunningBot, coordinator: User, anneke: User, bram: User
) -> None:
    """It is said again with a fresh link; the first may have been passed on, and works as well."""
    await coordinator.says("/uitnodigen")
    await running_bot.telegram.fault("sendMessage", "drop_after")
    await coordinator.taps("Een deelnemer")
    await running_bot.tick(running_bot.clock.now() + timedelta(minutes=2))

    async def links() -> list[str]:
        return [token_in(shown.text) for shown in await coordinator.sees_all() if LINK.search(shown.text)]

    async def came_again() -> bool:
        return len(set(await links())) == 2

    await until(came_again)
    for user, token in zip((anneke, bram), await links(), strict=True):
        assert "Welkom bij de check-in van Zwolle." in (await user.opens(token)).text


@on_sqlite
async def test_a_manager_invites_coordinators_of_any_practice(running_bot: RunningBot, marja: User, dirk: User) -> None:
    await marja.registers("manager")
    assert "Ede" in (await marja.says("/uitnodigen")).labels
    assert (await marja.taps("Ede")).labels[0] == "Een coördinator"
    assert "werkt één keer" in (await marja.taps("Een coördinator")).text
    welcome = await dirk.opens(token_in((await to_pass_on(marja)).text))
    assert "Ede" in welcome.text
    assert "coördinator" in welcome.text
    await dirk.taps("Ja, ik doe mee")
    ede = await running_bot.practice_id("ede")
    assert await marja.forges(encode(InvitationAsked(ede, "caregiver"))) == GONE


@on_sqlite
async def test_what_was_handed_out_can_be_looked_at_and_taken_back(
    running_bot: RunningBot, coordinator: User, anneke: User, els: User
) -> None:
    token = await invited(coordinator, POSTER)
    await anneke.opens(token)
    await anneke.taps("Ja, ik doe mee")
    assert "1 lopende uitnodiging" in (await coordinator.says("/uitnodigen")).labels
    listed = await coordinator.taps("1 lopende uitnodiging")
    assert listed.labels == ["Mantelzorgers: 1 van 50, tot 23 dec", "Terug"]
    await coordinator.taps("Mantelzorgers: 1 van 50, tot 23 dec")
    sure = await coordinator.taps("Intrekken")
    assert "1 persoon kwam ermee binnen en blijft meedoen" in sure.text
    assert (await coordinator.taps("Nee, terug")).labels == listed.labels
    await coordinator.taps("Mantelzorgers: 1 van 50, tot 23 dec", "Intrekken")
    assert "geen lopende uitnodigingen" in (await coordinator.taps("Ja, intrekken")).text
    assert DOES_NOT_WORK in (await els.opens(token)).text
    await running_bot.opens_round()
    assert "Vraag 1 van hooguit 5" in (await anneke.sees()).text


@pytest.mark.made_apart
@on_sqlite
async def test_a_code_and_a_poster_come_along(running_bot: RunningBot, coordinator: User, anneke: User) -> None:
    token = await invited(coordinator, POSTER)
    _, picture, poster, limits = (await coordinator.sees_all())[-4:]
    assert picture.photo
    assert (await coordinator.phone.downloads(picture)).startswith(b"\x89PNG")
    assert poster.document
    assert poster.document["file_name"] == "poster-zwolle.pdf"
    page = PdfDocument(await coordinator.phone.downloads(poster))[0]
    words = page.get_textpage().get_text_range()
    assert "In voor mantelzorg-thuis" in words
    assert "Scan met uw telefoon" in words
    assert "Aanmelden kan tot 23 december 2026" in words
    assert limits.labels == ["Tekst kopiëren", "Aanpassen", "Intrekken"]
    assert "Welkom bij de check-in van Zwolle." in (await anneke.opens(token)).text


@on_sqlite
async def test_read_aloud_they_come_along_as_well(running_bot: RunningBot, coordinator: User) -> None:
    await coordinator.says("/groot")
    await invited(coordinator, POSTER)
    *words, picture, poster, limits = (await coordinator.sees_all())[-6:]
    assert [one.kind for one in (*words, picture, poster, limits)] == [
        "text",
        "text",
        "text",
        "photo",
        "document",
        "text",
    ]


@on_sqlite
async def test_who_leads_gets_no_poster(running_bot: RunningBot, marja: User) -> None:
    await marja.registers("manager")
    await marja.says("/uitnodigen")
    await marja.taps("Ede", "Een coördinator")
    assert [one.kind for one in (await marja.sees_all())[-2:]] == ["text", "text"]
    assert not [one for one in await marja.sees_all() if one.document]


@on_sqlite
async def test_nobody_takes_back_what_others_handed_out(
    running_bot: RunningBot, coordinator: User, els: User, anneke: User
) -> None:
    token = await invited(coordinator)
    await els.registers("coordinator", "ede")
    async with running_bot.wiring.database.read() as connection:
        ids = list(await connection.scalars(select(invitations.c.id)))
        zwolle = await connection.scalar(select(invitations.c.practice_id).where(invitations.c.created_by.is_not(None)))
    of_invitations: list[Tap] = [kind(key) for key in ids for kind in (RevocationAsked, RevocationConfirmed)]
    for key in ids:
        of_invitations += [InvitationShown(key, False), InvitationShown(key, True), InvitationProlonged(key, 30)]
        of_invitations += [InvitationSized(key, 50), InvitationTranslated(key, "en")]
        of_invitations += [InvitationChoiceAsked(key, "name", 0)]
    for tap in (
        *of_invitations,
        InvitationsShown(zwolle, 0),
        InvitingShown(zwolle),
        InvitationAsked(zwolle, "caregiver"),
        PosterAsked(zwolle),
    ):
        assert await els.forges(encode(tap)) == GONE
    assert "Welkom bij de check-in van Zwolle." in (await anneke.opens(token)).text


@on_sqlite
@pytest.mark.parametrize("role", ["coordinator", "manager", "king"])
async def test_a_coordinator_makes_no_coordinators(running_bot: RunningBot, coordinator: User, role: str) -> None:
    """Those come from the owner, on the command line."""
    await coordinator.says("/uitnodigen")
    for practice in range(1, 12):
        assert await coordinator.forges(encode(InvitationAsked(practice, role))) == GONE
    async with running_bot.wiring.database.read() as connection:
        made = await connection.scalars(select(invitations.c.role).where(invitations.c.created_by.is_not(None)))
        assert list(made) == []


@on_sqlite
@pytest.mark.parametrize("role", [None, "caregiver", "participant"])
async def test_others_are_refused(els: User, role: str | None) -> None:
    if role:
        await els.registers(role)
    assert (await els.says("/uitnodigen")).text == REFUSED
    assert await els.forges(encode(InvitationAsked(1, "caregiver"))) == GONE


@on_sqlite
async def test_an_old_button_invites_nobody_when_the_role_is_gone(running_bot: RunningBot, coordinator: User) -> None:
    offered = await coordinator.says("/uitnodigen")
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(update(memberships).values(left_at=running_bot.clock.now()))
    assert await coordinator.forges(data_of(offered, "Een mantelzorger")) == GONE
    assert (await coordinator.sees()).text == offered.text


@pytest.mark.parametrize("role", ["coordinator", "manager"])
async def test_of_two_who_open_the_owners_invitation_at_once_one_gets_in(
    running_bot: RunningBot, anneke: User, bram: User, role: str
) -> None:
    token = await running_bot.invite(role)
    await asyncio.gather(anneke.phone.opens(token), bram.phone.opens(token))
    seen = [(await user.sees()).text for user in (anneke, bram)]
    assert sorted(DOES_NOT_WORK in text for text in seen) == [False, True]
    assert sum("Doet u mee?" in text for text in seen) == 1
