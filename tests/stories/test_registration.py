"""From an invitation to taking part: consent, what little is asked, roles added, and practices changed."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Row, select, update

from rules.registration import NOTICE_VERSION
from simulator.clock import Clock
from simulator.phone import Telegram
from storage.tables import experiment_members, experiments, invitations, memberships, people
from tests.conftest import MONDAY
from tests.running_bot import RunningBot, on_both, on_sqlite, start_bot
from tests.stories.user import User, data_of

REFUSED = "Deze uitnodiging werkt niet."
GONE = "Deze knop werkt niet meer."
NOT_ME = "Ik ben geen mantelzorger"
YES = "Ja, ik doe mee (16 of ouder)"


async def memberships_of(user: User) -> list[Row[Any]]:
    mine = select(memberships).join_from(memberships, people).where(people.c.address == user.phone.id)
    async with user.running_bot.wiring.database.read() as connection:
        return list(await connection.execute(mine.order_by(memberships.c.id)))


async def works_on(user: User) -> set[str]:
    mine = (
        select(experiments.c.title)
        .join_from(experiment_members, experiments)
        .join(memberships, memberships.c.id == experiment_members.c.membership_id)
        .join(people, people.c.id == memberships.c.person_id)
        .where(people.c.address == user.phone.id)
    )
    async with user.running_bot.wiring.database.read() as connection:
        return set(await connection.scalars(mine))


# --- consent ---


@on_both
async def test_a_caregiver_consents_and_hears_when_the_first_check_in_comes(
    running_bot: RunningBot, anneke: User
) -> None:
    notice = await anneke.opens(await running_bot.invite("caregiver"))
    assert "Welkom bij de check-in van Zwolle." in notice.text
    assert notice.labels == [YES, "Liever niet", "Lees meer", NOT_ME]

    welcome = await anneke.taps("Ja, ik doe mee")
    assert [shown.id for shown in await anneke.sees_all()] == [notice.id, welcome.id]  # what was agreed to stays
    assert "Fijn dat u meedoet met Zwolle." in welcome.text
    assert "Uw eerste check-in komt op dinsdag 1 december om 12:15." in welcome.text
    assert not welcome.buttons

    (mine,) = await memberships_of(anneke)
    assert (mine.role, mine.consent_version, mine.left_at) == ("caregiver", NOTICE_VERSION, None)
    assert MONDAY <= mine.consented_at <= mine.registered_at < MONDAY + timedelta(minutes=5)


@on_sqlite
async def test_the_notice_can_be_read_whole_and_folded_again(running_bot: RunningBot, anneke: User) -> None:
    short = await anneke.opens(await running_bot.invite("caregiver"))
    whole = await anneke.taps("Lees meer")
    assert whole.id == short.id
    assert whole.labels == [YES, "Liever niet", "Lees meer", "Terug naar de korte tekst", NOT_ME]
    assert "Wie ziet wat?" in (await anneke.taps("Lees meer")).text
    last = await anneke.taps("Lees meer")
    assert "Autoriteit Persoonsgegevens" in last.text
    assert last.labels == [YES, "Liever niet", "Terug naar de korte tekst", NOT_ME]
    assert (await anneke.taps("Terug naar de korte tekst")).text == short.text


async def test_who_declines_is_not_kept_and_gives_the_use_back(
    running_bot: RunningBot, anneke: User, bram: User
) -> None:
    token = await running_bot.invite("caregiver", uses=1)
    await anneke.opens(token)
    declined = await anneke.taps("Liever niet")
    assert "Met deze uitnodiging doet u niet mee." in declined.text
    assert "Dat kan niet" in (await anneke.says("/checkin")).text
    (left,) = await memberships_of(anneke)
    assert left.left_at is not None
    assert left.consented_at is None

    await bram.opens(token)
    assert "Fijn dat u meedoet" in (await bram.taps("Ja, ik doe mee")).text
    assert REFUSED in (await anneke.opens(token)).text


@on_sqlite
async def test_who_declined_may_think_again(running_bot: RunningBot, anneke: User) -> None:
    token = await running_bot.invite("caregiver", uses=1)
    await anneke.opens(token)
    await anneke.taps("Liever niet")
    await anneke.opens(token)
    assert "Fijn dat u meedoet" in (await anneke.taps("Ja, ik doe mee")).text


@on_sqlite
async def test_consenting_twice_is_consenting_once(running_bot: RunningBot, anneke: User) -> None:
    await anneke.opens(await running_bot.invite("caregiver"))
    await anneke.taps_often("Ja, ik doe mee", 3)
    assert len(await anneke.sees_all()) == 2  # the notice, and what came of it
    assert len(await memberships_of(anneke)) == 1


@on_sqlite
async def test_consent_after_declining_on_the_old_message_counts_for_nothing(
    running_bot: RunningBot, anneke: User
) -> None:
    notice = await anneke.opens(await running_bot.invite("caregiver"))
    yes = data_of(notice, "Ja, ik doe mee")
    await anneke.taps("Liever niet")
    assert await anneke.forges(yes) == GONE
    assert [mine.consented_at for mine in await memberships_of(anneke)] == [None]


@on_both
async def test_people_with_large_numbers_take_part(running_bot: RunningBot, telegram: Telegram) -> None:
    newest = [User(running_bot, await telegram.person("Nieuw", id=number)) for number in (2**32 + 7, 2**52 - 1)]
    for user in newest:
        await user.registers("caregiver")
    await running_bot.opens_round()
    for user in newest:
        await user.taps("Goed")
        assert (await running_bot.answers_of(user.phone))["samen"].score == 4


@on_sqlite
async def test_declining_after_consent_on_the_old_message_counts_for_nothing(
    running_bot: RunningBot, bram: User
) -> None:
    notice = await bram.opens(await running_bot.invite("participant"))
    asked = await bram.taps("Ja, ik doe mee")
    await bram.forges(data_of(notice, "Liever niet"))
    assert (await bram.sees()).text == asked.text
    (mine,) = await memberships_of(bram)
    assert mine.left_at is None


# --- what participants are asked ---


async def test_a_registration_left_halfway_goes_on_days_later_after_a_restart(
    running_bot: RunningBot, bram: User
) -> None:
    token = await running_bot.invite("participant")
    await bram.opens(token)
    asked = await bram.taps("Ja, ik doe mee")
    assert "Bij wat voor organisatie hoort u?" in asked.text

    await running_bot.restart()
    await running_bot.tick(MONDAY + timedelta(days=5))
    by_start = await bram.opens()
    assert (by_start.text, by_start.labels) == (asked.text, asked.labels)
    by_link = await bram.opens(token)
    assert (by_link.text, by_link.labels) == (asked.text, asked.labels)

    await bram.phone.taps("Gemeente", on=asked)  # the buttons of five days ago
    await running_bot.settles()
    assert "Fijn dat u meedoet met Zwolle." in next(m.text for m in await bram.sees_all() if m.id == asked.id)
    (mine,) = await memberships_of(bram)
    assert mine.organisation == "municipality"


@on_sqlite
async def test_who_left_halfway_is_not_asked_anything_when_a_round_opens(
    running_bot: RunningBot, anneke: User, bram: User
) -> None:
    await anneke.registers("caregiver")
    await bram.opens(await running_bot.invite("participant"))
    await bram.taps("Ja, ik doe mee")
    before = await bram.sees_all()
    await running_bot.opens_round()
    assert await bram.sees_all() == before


@on_sqlite
async def test_the_organisations_are_those_of_tabel_1_in_its_order(running_bot: RunningBot, bram: User) -> None:
    await bram.opens(await running_bot.invite("participant"))
    asked = await bram.taps("Ja, ik doe mee")
    assert asked.labels == [
        "(Thuis)zorgorganisatie",
        "Gemeente",
        "Vrijwilligersorganisatie",
        "Welzijnsorganisatie",
        "(Ex-)Mantelzorger NVO",
        "Mantelzorgorganisatie",
        "Huisartspraktijk",
        "Zorgorganisatie",
        "Belangenbehartiging",
        "Mantelzorgsteunpunt",
        "GGZ-organisatie",
        "Netwerkorganisatie",
        "Vrijwilliger NVO",
        "Ondernemer",
        "Weet ik niet / liever niet",
    ]


@on_sqlite
async def test_the_organisation_may_be_left_out(running_bot: RunningBot, bram: User) -> None:
    await bram.registers("participant")
    (mine,) = await memberships_of(bram)
    assert mine.organisation is None
    assert mine.organisation_answered_at is not None


@on_sqlite
async def test_without_experiments_none_are_asked(running_bot: RunningBot, bram: User) -> None:
    await running_bot.tries_out("Logeerhuis", practice="ede")
    await bram.opens(await running_bot.invite("participant"))
    await bram.taps("Ja, ik doe mee")
    assert "Fijn dat u meedoet met Zwolle." in (await bram.taps("Welzijnsorganisatie")).text


async def test_experiments_are_turned_on_and_off_until_they_are_right(running_bot: RunningBot, bram: User) -> None:
    await running_bot.tries_out("Logeerhuis", "Zorgmap", "Buurtkamer")
    await bram.opens(await running_bot.invite("participant"))
    asked = await bram.taps("Ja, ik doe mee", "Gemeente")
    assert asked.labels == ["Logeerhuis", "Zorgmap", "Buurtkamer", "Geen van deze"]

    chosen = await bram.taps("Logeerhuis", "Buurtkamer")
    assert chosen.id == asked.id
    assert chosen.labels == ["✓ Logeerhuis", "Zorgmap", "✓ Buurtkamer", "Klaar"]
    assert (await bram.taps("✓ Logeerhuis")).labels == ["Logeerhuis", "Zorgmap", "✓ Buurtkamer", "Klaar"]
    assert "Uw eerste check-in komt op" in (await bram.taps("Klaar")).text
    assert await works_on(bram) == {"Buurtkamer"}


# --- invitations that do not work ---


@on_sqlite
async def test_without_a_token_it_is_said_where_to_get_one(anneke: User) -> None:
    shown = await anneke.opens()
    assert "Meedoen kan met een uitnodiging." in shown.text
    assert "www.invoormantelzorg.nl" in shown.text


async def test_used_expired_revoked_and_unknown_invitations_get_the_same_reply(
    running_bot: RunningBot, anneke: User, bram: User
) -> None:
    used = await running_bot.invite("caregiver", uses=1)
    await bram.opens(used)
    expired, revoked = await running_bot.invite("caregiver"), await running_bot.invite("caregiver")
    async with running_bot.wiring.database.write() as connection:
        newest_two = select(invitations.c.id).order_by(invitations.c.id.desc()).limit(2)
        revoked_id, expired_id = (await connection.scalars(newest_two)).all()
        await connection.execute(
            update(invitations).where(invitations.c.id == expired_id).values(expires_at=running_bot.clock.now())
        )
        await connection.execute(
            update(invitations).where(invitations.c.id == revoked_id).values(revoked_at=running_bot.clock.now())
        )

    wrong = [used, expired, revoked, "A" * 32, "A" * 64, "A" * 65, "zwolle", "ünknown", "a b"]
    replies = {((shown := await anneke.opens(token)).text, tuple(shown.labels)) for token in wrong}
    ((words, buttons),) = replies
    assert REFUSED in words
    assert buttons == ()
    assert await memberships_of(anneke) == []


@on_sqlite
async def test_a_token_of_65_characters_is_refused_even_if_it_were_right(running_bot: RunningBot, anneke: User) -> None:
    assert REFUSED in (await anneke.opens((await running_bot.invite("caregiver")).ljust(65, "A"))).text


@on_sqlite
async def test_the_same_link_twice_takes_one_use(running_bot: RunningBot, anneke: User, bram: User) -> None:
    token = await running_bot.invite("caregiver", uses=2)
    first = await anneke.opens(token)
    again = await anneke.opens(token)
    assert (again.text, again.labels) == (first.text, first.labels)
    await anneke.taps("Ja, ik doe mee")
    assert "U doet al mee met Zwolle, als mantelzorger." in (await anneke.opens(token)).text
    await bram.opens(token)
    assert "Fijn dat u meedoet" in (await bram.taps("Ja, ik doe mee")).text


@on_both
async def test_of_two_people_at_once_one_gets_the_single_use(running_bot: RunningBot, anneke: User, bram: User) -> None:
    """Whatever number of uses was asked for: an invitation of a coordinator works once."""
    token = await running_bot.invite("coordinator", uses=50)
    await asyncio.gather(anneke.phone.opens(token), bram.phone.opens(token))
    shown = [(await user.sees()).text for user in (anneke, bram)]
    assert sum(REFUSED in text for text in shown) == 1
    assert len(await memberships_of(anneke)) + len(await memberships_of(bram)) == 1


@on_sqlite
async def test_an_invitation_of_a_manager_works_once_as_well(running_bot: RunningBot, anneke: User, bram: User) -> None:
    token = await running_bot.invite("manager", uses=50)
    await anneke.opens(token)
    assert "U kunt nu alle praktijken zien." in (await anneke.taps("Ja, ik doe mee")).text
    assert REFUSED in (await bram.opens(token)).text


# --- more roles, another practice ---


async def test_a_second_invitation_adds_a_role_and_the_check_in_is_one(running_bot: RunningBot, els: User) -> None:
    await running_bot.tries_out("Zorgmap")
    await els.registers("caregiver")
    await els.registers("participant", works_on=("Zorgmap",))
    assert [(mine.role, mine.left_at) for mine in await memberships_of(els)] == [
        ("caregiver", None),
        ("participant", None),
    ]

    before = await els.sees_all()
    await running_bot.opens_round()
    (check_in,) = (await els.sees_all())[len(before) :]
    assert "beroepskrachten" in check_in.text
    assert "Hoe staat het met “Zorgmap”?" in (await els.taps(*["Overslaan"] * 4)).text


@on_sqlite
async def test_a_coordinator_can_be_a_participant_as_well(running_bot: RunningBot, corrie: User) -> None:
    await corrie.registers("coordinator")
    await corrie.registers("participant")
    assert {"checkin", "samenvatting"} <= (await corrie.phone.commands()).keys()
    await running_bot.opens_round()
    assert "Hoorde u iets van mantelzorgers?" in (await corrie.sees()).text
    assert "Ronde 1 is open" in (await corrie.says("/ronde")).text


@on_sqlite
async def test_a_role_somebody_has_takes_no_use(running_bot: RunningBot, anneke: User, bram: User) -> None:
    await anneke.registers("caregiver")
    token = await running_bot.invite("caregiver", uses=1)
    assert "U doet al mee met Zwolle, als mantelzorger." in (await anneke.opens(token)).text
    assert "Welkom bij de check-in van Zwolle." in (await bram.opens(token)).text


@on_sqlite
async def test_a_second_registration_left_halfway_leaves_the_first_role_as_it_was(
    running_bot: RunningBot, els: User
) -> None:
    await els.registers("caregiver")
    await els.opens(await running_bot.invite("participant"))
    assert "komt op dinsdag 1 december" in (await els.says("/checkin")).text
    assert "Doet u mee?" in (await els.opens()).text


async def test_an_invitation_of_another_practice_asks_first_and_yes_moves(
    running_bot: RunningBot, anneke: User, bram: User
) -> None:
    await anneke.registers("caregiver", "zwolle")
    token = await running_bot.invite("caregiver", "ede", uses=1)
    offer = await anneke.opens(token)
    assert "U doet nu mee met Zwolle." in offer.text
    assert "Deze uitnodiging is voor Ede, als mantelzorger." in offer.text
    assert offer.labels == ["Ja, naar Ede", "Nee, hier blijven"]

    assert "Welkom bij de check-in van Ede." in (await anneke.taps("Ja, naar Ede")).text
    assert "Fijn dat u meedoet met Ede." in (await anneke.taps("Ja, ik doe mee")).text
    old, new = await memberships_of(anneke)
    assert old.left_at is not None
    assert new.left_at is None
    assert REFUSED in (await bram.opens(token)).text


@on_sqlite
async def test_staying_takes_no_use(running_bot: RunningBot, anneke: User, bram: User) -> None:
    await anneke.registers("caregiver", "zwolle")
    token = await running_bot.invite("caregiver", "ede", uses=1)
    offer = await anneke.opens(token)
    assert "U blijft bij Zwolle." in (await anneke.taps("Nee, hier blijven")).text
    assert await anneke.forges(data_of(offer, "Ja, naar Ede")) == GONE
    assert [mine.left_at for mine in await memberships_of(anneke)] == [None]
    assert "Welkom bij de check-in van Ede." in (await bram.opens(token)).text


@on_sqlite
async def test_a_coordinator_who_answers_elsewhere_or_moves_there_keeps_the_desk(
    running_bot: RunningBot, corrie: User
) -> None:
    """Only answering is done in one practice at a time."""
    await corrie.registers("coordinator", "zwolle")
    await corrie.registers("caregiver", "zwolle")
    await corrie.opens(await running_bot.invite("caregiver", "ede"))
    await corrie.taps("Ja, naar Ede", "Ja, ik doe mee")
    assert {"checkin", "samenvatting", "ronde", "uitnodigen"} <= (await corrie.phone.commands()).keys()
    assert "Zwolle" in (await corrie.says("/ronde")).text
    assert "U doet mee met Ede, als mantelzorger." in (await corrie.says("/hulp")).text


async def test_the_check_in_of_a_practice_somebody_left_takes_no_more_answers(
    running_bot: RunningBot, anneke: User
) -> None:
    await anneke.registers("caregiver", "zwolle")
    await running_bot.opens_round()
    question = await anneke.sees()
    await anneke.opens(await running_bot.invite("caregiver", "ede"))
    await anneke.taps("Ja, naar Ede", "Ja, ik doe mee")
    assert await anneke.hears(await anneke.phone.taps("Gaat wel", on=question)) == GONE
    assert "komt op dinsdag 15 december" in (await anneke.says("/checkin")).text
    assert await running_bot.answers_of(anneke.phone) == {}


# --- open registration ---


@pytest.fixture
async def open_house(telegram: Telegram, clock: Clock, database_url: str) -> Any:
    async with start_bot(telegram, clock, database_url, registration="open") as running_bot:
        yield running_bot


@on_sqlite
async def test_where_registration_is_open_practice_and_role_are_buttons(
    open_house: RunningBot, telegram: Telegram
) -> None:
    anneke = User(open_house, await telegram.person("Anneke"))
    practices = await anneke.opens()
    assert practices.labels == [practice.name for practice in open_house.wiring.programme.practices]
    assert len(practices.labels) == 11
    roles = await anneke.taps("'s-Hertogenbosch")
    assert roles.labels == ["Ik zorg voor iemand", "Ik werk mee aan experimenten"]
    assert "Welkom bij de check-in van 's-Hertogenbosch." in (await anneke.taps("Ik zorg voor iemand")).text
    assert "Fijn dat u meedoet" in (await anneke.taps("Ja, ik doe mee")).text


@on_sqlite
async def test_open_registration_gives_no_leading_role(open_house: RunningBot, telegram: Telegram) -> None:
    anneke = User(open_house, await telegram.person("Anneke"))
    await anneke.opens()
    roles = await anneke.taps("Zwolle")
    caregiver = data_of(roles, "Ik zorg voor iemand")
    for role in ("coordinator", "manager", "owner", ""):
        assert await anneke.forges(caregiver.replace("caregiver", role)) == GONE
    assert await memberships_of(anneke) == []


@on_sqlite
async def test_open_registration_is_for_newcomers_and_practices_that_exist(
    open_house: RunningBot, telegram: Telegram
) -> None:
    anneke = User(open_house, await telegram.person("Anneke"))
    practices = await anneke.opens()
    zwolle = data_of(practices, "Zwolle")
    assert await anneke.forges(zwolle.rpartition("|")[0] + "|999") == GONE
    await anneke.taps("Zwolle", "Ik zorg voor iemand", "Ja, ik doe mee")
    assert await anneke.forges(data_of(practices, "Ede")) == GONE


@on_sqlite
async def test_with_invitations_only_open_registration_cannot_be_forged(anneke: User) -> None:
    await anneke.opens()
    assert await anneke.forges("op|11") == GONE
    assert await anneke.forges("or|11|caregiver") == GONE
    assert await memberships_of(anneke) == []


# --- forged taps ---


@on_sqlite
async def test_nobody_registers_for_somebody_else(running_bot: RunningBot, anneke: User, bram: User) -> None:
    notice = await anneke.opens(await running_bot.invite("caregiver"))
    await bram.opens(await running_bot.invite("participant"))
    for label in ("Ja, ik doe mee", "Liever niet", "Lees meer"):
        assert await bram.forges(data_of(notice, label)) == GONE
    (mine,) = await memberships_of(anneke)
    assert (mine.consented_at, mine.left_at) == (None, None)


@on_sqlite
async def test_only_what_exists_can_be_chosen(running_bot: RunningBot, bram: User) -> None:
    (elsewhere,) = await running_bot.tries_out("Logeerhuis", practice="ede")
    (here,) = await running_bot.tries_out("Zorgmap")
    await bram.opens(await running_bot.invite("participant"))
    asked = await bram.taps("Ja, ik doe mee")
    municipality = data_of(asked, "Gemeente")
    assert await bram.forges(municipality.replace("municipality", "castle")) == GONE
    toggle = data_of(await bram.taps("Gemeente"), "Zorgmap")
    assert await bram.forges(toggle.replace(f"|{here}", f"|{elsewhere}")) == GONE
    assert await works_on(bram) == set()


@on_sqlite
async def test_nothing_is_kept_before_consent(running_bot: RunningBot, bram: User) -> None:
    (zorgmap,) = await running_bot.tries_out("Zorgmap")
    await bram.opens(await running_bot.invite("participant"))
    (mine,) = await memberships_of(bram)
    for data in (f"jo|{mine.id}|municipality", f"je|{mine.id}|{zorgmap}", f"jd|{mine.id}"):
        await bram.forges(data)
    (mine,) = await memberships_of(bram)
    assert (mine.organisation_answered_at, mine.experiments_answered_at, mine.registered_at) == (None, None, None)
    assert await works_on(bram) == set()
