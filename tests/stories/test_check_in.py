"""Answering a check-in: one question after the other in one message, looking back, changing, and going on below."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Row, select

from simulator.phone import Message
from storage.tables import experiments
from tests.operations.patience import until
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.user import User, data_of
from texts.messages import check_in

GONE = "Deze knop werkt niet meer."
SKIP, BACK, CHANGE, KEEP = "Overslaan", "Terug", "Wijzigen", "Zo laten"
REMARK = "Wilt u er iets over vertellen?"
PERMISSION = "Mag de coördinator lezen wat u schreef?"
THANKS = "Dank u wel."
#: The central question, what is asked under it, and its five worded answers.
SCALES = [
    (
        "Hoe zorg ik voor mijn naaste samen met beroepskrachten?\nHoe ging het samenwerken de afgelopen tijd?",
        ["Heel moeizaam", "Moeizaam", "Gaat wel", "Goed", "Heel goed"],
    ),
    (
        "Hoe houd ik het zorgen voor mijn naaste vol?\nHoe goed houdt u het nu vol?",
        ["Bijna niet meer", "Met moeite", "Gaat wel", "Goed", "Heel goed"],
    ),
    (
        "Hoe geef ik op een goede manier zorg en ondersteuning aan mijn naaste?\nLukt dat op dit moment?",
        ["Bijna niet", "Te weinig", "Gaat wel", "Meestal", "Ja, goed"],
    ),
]


@pytest.fixture
async def question(running_bot: RunningBot, anneke: User) -> Message:
    """The first question of Anneke's first check-in."""
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    return await anneke.sees()


async def options_of(user: User) -> dict[str, str | None]:
    """What is stored, by step: the option, or the text."""
    return {step: row.option or row.text for step, row in (await user.running_bot.answers_of(user.phone)).items()}


async def reported(running_bot: RunningBot) -> dict[str, Row[Any]]:
    """The experiments as they are kept, by title."""
    async with running_bot.wiring.database.read() as connection:
        return {row.title: row for row in await connection.execute(select(experiments))}


# --- a caregiver ---


@on_both
async def test_the_three_central_questions_are_asked_literally_in_one_message(question: Message, anneke: User) -> None:
    shown = question
    for (asked, options), tapped in zip(SCALES, ("Goed", "Met moeite", "Meestal"), strict=True):
        assert asked in shown.text
        assert shown.labels[:5] == options
        assert SKIP in shown.labels
        shown = await anneke.taps(tapped)
        assert shown.id == question.id
    assert REMARK in shown.text
    assert "✓ Samen zorgen: Goed\n✓ Volhouden: Met moeite\n✓ Goede zorg: Meestal" in shown.text
    assert shown.labels == [BACK, SKIP]
    assert await options_of(anneke) == {"samen": "4", "volhouden": "2", "goed": "4"}


async def test_answers_record_what_was_asked_when_and_in_which_round(
    question: Message, running_bot: RunningBot, anneke: User
) -> None:
    await anneke.taps("Goed", SKIP)
    answers = await running_bot.answers_of(anneke.phone)
    answered, skipped = answers["samen"], answers["volhouden"]
    assert (answered.question, answered.question_version, answered.role) == ("samen", 1, "caregiver")
    assert (answered.option, answered.score, answered.text) == ("4", 4, None)
    assert ROUND_OPENS <= answered.answered_at <= skipped.answered_at < ROUND_OPENS + timedelta(minutes=5)
    assert (skipped.option, skipped.score, skipped.text) == (None, None, None)
    assert answered.round_id == skipped.round_id


@on_both
async def test_a_remark_goes_on_in_a_new_message_and_is_shared_only_if_allowed(question: Message, anneke: User) -> None:
    await anneke.taps("Goed", "Goed", "Ja, goed")
    asked = await anneke.says("De wijkzuster komt nu elke dag.")
    assert asked.id > question.id
    assert PERMISSION in asked.text
    assert asked.labels == ["Ja, dat mag", "Nee, liever niet", BACK, SKIP]
    assert await anneke.sees_buttons_on() == [asked.id]
    old = next(shown for shown in await anneke.sees_all() if shown.id == question.id)
    assert old.text == "U kunt hieronder verder."

    thanks = await anneke.taps("Nee, liever niet")
    assert thanks.id == asked.id
    assert THANKS in thanks.text
    assert "✓ Toelichting: “De wijkzuster komt nu elke dag.”" in thanks.text
    assert thanks.labels == [CHANGE, "Ik wil contact"]
    assert (await options_of(anneke))["remark_shared"] == "no"


@on_sqlite
async def test_without_a_remark_nobody_is_asked_to_share_it(question: Message, anneke: User) -> None:
    thanks = await anneke.taps(SKIP, SKIP, SKIP, SKIP)
    assert "U heeft alles overgeslagen. Dat mag." in thanks.text
    assert thanks.id == question.id
    assert "remark_shared" not in await options_of(anneke)


@on_sqlite
async def test_a_hard_time_is_answered_with_whom_to_call(question: Message, anneke: User) -> None:
    thanks = await anneke.taps("Heel moeizaam", SKIP, SKIP, SKIP)
    assert THANKS in thanks.text
    assert "Direct gevaar? Bel 112. Dringende zorg? Bel uw huisarts." in thanks.text


# --- looking back and changing ---


@on_sqlite
async def test_back_shows_the_chosen_answer_and_it_can_stay(question: Message, anneke: User) -> None:
    assert BACK not in question.labels
    await anneke.taps("Goed", "Gaat wel")
    assert "Hoe goed houdt u het nu vol?" in (await anneke.taps(BACK)).text
    first = await anneke.taps(BACK)
    assert SCALES[0][0] in first.text
    assert first.labels == ["Heel moeizaam", "Moeizaam", "Gaat wel", "✓ Goed", "Heel goed", KEEP]
    kept = await anneke.taps(KEEP)
    assert SCALES[2][0] in kept.text
    assert kept.id == question.id
    assert await options_of(anneke) == {"samen": "4", "volhouden": "3"}


@on_sqlite
async def test_back_and_another_answer_goes_on_where_it_was(question: Message, anneke: User) -> None:
    await anneke.taps("Goed", "Gaat wel", BACK, BACK)
    on = await anneke.taps("Moeizaam")
    assert SCALES[2][0] in on.text
    assert "✓ Samen zorgen: Moeizaam\n✓ Volhouden: Gaat wel" in on.text
    assert await options_of(anneke) == {"samen": "2", "volhouden": "3"}


@on_sqlite
async def test_tapping_back_twice_at_once_goes_back_once(question: Message, anneke: User) -> None:
    third = await anneke.taps("Goed", "Gaat wel")
    assert SCALES[1][0] in (await anneke.taps_often(BACK, 3)).text
    assert SCALES[2][0] in (await anneke.taps(KEEP)).text
    await anneke.forges(data_of(third, BACK))
    assert SCALES[2][0] in (await anneke.sees()).text


@on_sqlite
async def test_at_the_end_everything_can_be_changed(question: Message, anneke: User) -> None:
    await anneke.taps("Goed", "Gaat wel", SKIP, SKIP)
    overview = await anneke.taps(CHANGE)
    assert "Wat wilt u wijzigen?" in overview.text
    assert overview.labels == [
        "Samen zorgen: Goed",
        "Volhouden: Gaat wel",
        "Goede zorg: overgeslagen",
        "Toelichting: overgeslagen",
        "Klaar",
    ]
    assert "Hoe goed houdt u het nu vol?" in (await anneke.taps("Volhouden: Gaat wel")).text
    thanks = await anneke.taps("Heel goed")
    assert THANKS in thanks.text
    assert "✓ Volhouden: Heel goed" in thanks.text
    assert await options_of(anneke) == {"samen": "4", "volhouden": "5", "goed": None, "remark": None}
    assert THANKS in (await anneke.taps(CHANGE, "Klaar")).text


@on_both
async def test_of_many_answers_the_list_to_change_from_has_pages(
    question: Message, anneke: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_in, "ANSWERS_PER_PAGE", 2)
    await anneke.taps("Goed", "Gaat wel", SKIP, SKIP)
    assert (await anneke.taps(CHANGE)).labels == ["Samen zorgen: Goed", "Volhouden: Gaat wel", "Volgende →", "Klaar"]
    second = await anneke.taps("Volgende →")
    assert second.labels == ["Goede zorg: overgeslagen", "Toelichting: overgeslagen", "← Vorige", "Klaar"]
    assert "✓ Goede zorg: Ja, goed" in (await anneke.taps("Goede zorg: overgeslagen", "Ja, goed")).text
    assert (await anneke.taps(CHANGE, "Volgende →", "← Vorige")).labels[0] == "Samen zorgen: Goed"
    assert THANKS in (await anneke.taps("Klaar")).text


@on_sqlite
async def test_a_remark_added_afterwards_asks_for_permission(question: Message, anneke: User) -> None:
    await anneke.taps(SKIP, SKIP, SKIP, SKIP, CHANGE, "Toelichting: overgeslagen")
    assert PERMISSION in (await anneke.says("Toch nog iets.")).text
    assert THANKS in (await anneke.taps("Ja, dat mag")).text
    assert await options_of(anneke) == {
        "samen": None,
        "volhouden": None,
        "goed": None,
        "remark": "Toch nog iets.",
        "remark_shared": "yes",
    }


@on_sqlite
async def test_a_changed_remark_asks_for_permission_again(question: Message, anneke: User) -> None:
    await anneke.taps(SKIP, SKIP, SKIP)
    await anneke.says("Het gaat.")
    await anneke.taps("Ja, dat mag")
    again = await anneke.taps(CHANGE, "Toelichting: “Het gaat.”")
    assert "Nu staat er: “Het gaat.”" in again.text
    assert PERMISSION in (await anneke.says("Het gaat niet.")).text
    assert "remark_shared" not in await options_of(anneke)


async def test_editing_ones_own_message_revises_the_answer(
    question: Message, running_bot: RunningBot, anneke: User
) -> None:
    await anneke.taps(SKIP, SKIP, SKIP)
    said = await anneke.phone.says("De buren hepen ons.")
    await anneke.sees()
    await anneke.taps("Ja, dat mag")
    await anneke.phone.edits(said, "De buren helpen ons.")
    shown = await anneke.sees()
    assert "Wij hebben uw gewijzigde tekst bewaard." in [message.text for message in await anneke.sees_all()]
    assert PERMISSION in shown.text
    assert "✓ Toelichting: “De buren helpen ons.”" in shown.text
    assert await anneke.sees_buttons_on() == [shown.id]
    assert (await options_of(anneke))["remark"] == "De buren helpen ons."


@on_sqlite
async def test_editing_after_closing_changes_nothing(question: Message, running_bot: RunningBot, anneke: User) -> None:
    await anneke.taps(SKIP, SKIP, SKIP)
    said = await anneke.phone.says("Het gaat.")
    await anneke.sees()
    await running_bot.tick(ROUND_OPENS + timedelta(days=7))
    await anneke.phone.edits(said, "Het gaat niet.")
    assert "Deze check-in is al afgerond." in (await anneke.sees()).text
    assert (await options_of(anneke))["remark"] == "Het gaat."


@on_sqlite
async def test_check_in_shows_the_question_again_at_the_bottom(question: Message, anneke: User) -> None:
    await anneke.taps("Goed")
    for command in ("/checkin", "/CheckIn", "/checkin@mantelzorg_bot"):
        shown = await anneke.says(command)
        assert SCALES[1][0] in shown.text
        assert await anneke.sees_buttons_on() == [shown.id]
    assert SCALES[2][0] in (await anneke.taps("Gaat wel")).text


@on_sqlite
async def test_asking_twice_at_once_leaves_one_message_with_buttons(
    question: Message, running_bot: RunningBot, anneke: User
) -> None:
    await running_bot.telegram.fault("sendMessage", "slow", seconds=1)
    shown = await anneke.says("/checkin", "/checkin")
    assert await anneke.sees_buttons_on() == [shown.id]


@on_sqlite
async def test_a_tap_while_the_question_comes_again_is_seen_in_the_newer_message(
    question: Message, running_bot: RunningBot, anneke: User
) -> None:
    await running_bot.telegram.fault("sendMessage", "slow", seconds=1)
    await anneke.phone.says("/checkin")
    await until(running_bot.is_speaking)
    shown = await anneke.taps("Goed")
    assert SCALES[1][0] in shown.text
    assert shown.id > question.id
    assert await anneke.sees_buttons_on() == [shown.id]


# --- a participant ---


async def thanks_of(user: User) -> Message:
    """Below them each text about an experiment is asked about."""
    return [one for one in await user.sees_all() if THANKS in one.text][-1]


async def test_a_participant_reports_on_an_experiment_and_on_what_caregivers_say(
    running_bot: RunningBot, bram: User
) -> None:
    (zorgmap, _) = await running_bot.tries_out("Zorgmap", "Logeerhuis")
    await bram.registers("participant", works_on=("Zorgmap",))
    await running_bot.opens_round()
    status = await bram.sees()
    assert "Hoe staat het met “Zorgmap”?" in status.text
    assert status.labels[:6] == ["Nog niet begonnen", "Bezig", "Aangepast", "Loopt vast", "Klaar", "Gestopt"]

    assert "Wat hebben jullie gedaan voor “Zorgmap”?" in (await bram.taps("Loopt vast")).text
    assert "Wat leverde “Zorgmap” op?" in (await bram.says("Twee huisbezoeken.")).text
    voice = await bram.says("De map is er.")
    assert "Hoorde u iets van mantelzorgers?" in voice.text
    assert voice.labels[:4] == ["1 Samen zorgen", "2 Volhouden", "3 Goede zorg", "Nee, deze keer niet"]
    permission = await bram.taps("2 Volhouden")
    assert (PERMISSION in permission.text, "Vraag 5 van hooguit 5" in permission.text) == (True, True)
    await bram.taps("Ja, dat mag")
    assert "Een andere keer: Volgende stap, Wat u hoorde." in (await thanks_of(bram)).text

    answers = await running_bot.answers_of(bram.phone)
    assert {row.experiment_id for step, row in answers.items() if step.endswith(f":{zorgmap}")} == {zorgmap}
    assert await options_of(bram) == {
        f"status:{zorgmap}": "stuck",
        f"did:{zorgmap}": "Twee huisbezoeken.",
        f"result:{zorgmap}": "De map is er.",
        "voice": "volhouden",
        "texts_shared": "yes",
    }


@on_sqlite
async def test_who_has_nothing_to_report_passes_on_what_caregivers_said(running_bot: RunningBot, bram: User) -> None:
    await running_bot.tries_out("Zorgmap")
    await bram.registers("participant", works_on=("Zorgmap",))
    await running_bot.opens_round()
    assert "Hoorde u iets van mantelzorgers?" in (await bram.taps("Nog niet begonnen")).text
    assert "Wat hoorde u?" in (await bram.taps("2 Volhouden")).text
    assert PERMISSION in (await bram.says("De nachten zijn zwaar.")).text
    assert THANKS in (await bram.taps("Ja, dat mag")).text


@on_sqlite
async def test_who_did_and_heard_nothing_is_asked_no_more_about_it(running_bot: RunningBot, bram: User) -> None:
    await running_bot.tries_out("Zorgmap")
    await bram.registers("participant", works_on=("Zorgmap",))
    await running_bot.opens_round()
    assert "Hoorde u iets van mantelzorgers?" in (await bram.taps("Bezig", SKIP)).text
    assert THANKS in (await bram.taps("Nee, deze keer niet")).text


@on_sqlite
async def test_hearing_nothing_after_all_takes_back_what_was_heard(running_bot: RunningBot, bram: User) -> None:
    await bram.registers("participant")
    await running_bot.opens_round()
    await bram.taps("3 Goede zorg")
    await bram.says("Er is te weinig hulp.")
    await bram.taps("Ja, dat mag")
    thanks = await bram.taps(CHANGE, "Van mantelzorgers", "Nee, deze keer niet")
    assert THANKS in thanks.text
    assert "Er is te weinig hulp." not in thanks.text
    assert await options_of(bram) == {"voice": "none"}


MANY = ("Aandacht", "Buurtkamer", "Coach", "Dagopvang", "Eettafel")
NOTHING_CHANGED = "Er is niets veranderd"


@pytest.fixture
async def busy(running_bot: RunningBot, bram: User) -> User:
    """Bram, who works on five experiments."""
    await running_bot.tries_out(*MANY)
    await bram.registers("participant", works_on=MANY)
    return bram


async def test_of_many_experiments_one_tap_says_where_most_has_changed(running_bot: RunningBot, busy: User) -> None:
    await running_bot.opens_round()
    which = await busy.sees()
    assert which.labels[:6] == [*MANY, NOTHING_CHANGED]
    assert "Vraag 1 van hooguit 5" in which.text
    assert "• Coach: nog niets gemeld" in which.text
    assert "Hoe staat het met “Coach”?" in (await busy.taps("Coach")).text
    await busy.taps("Bezig")
    assert "Wat leverde “Coach” op?" in (await busy.says("Een coach gezocht.")).text
    assert "Vraag 5 van hooguit 5" in (await busy.says("Die is er.")).text
    await busy.taps("Ja, dat mag")
    thanks = (await thanks_of(busy)).text
    assert "✓ Meeste veranderd: Coach" in thanks
    assert "Een andere keer: Volgende stap, Van mantelzorgers." in thanks


@on_sqlite
async def test_the_longest_unreported_stands_first_the_next_time(running_bot: RunningBot, busy: User) -> None:
    await running_bot.opens_round()
    await busy.taps("Buurtkamer", "Bezig", SKIP, "Nee, deze keer niet")
    await running_bot.tick(ROUND_OPENS + timedelta(days=7))
    await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=2))
    which = await busy.sees()
    assert which.labels[:5] == ["Aandacht", "Coach", "Dagopvang", "Eettafel", "Buurtkamer"]
    assert "• Buurtkamer: Bezig" in which.text


@on_sqlite
async def test_nothing_changed_confirms_what_was_reported(running_bot: RunningBot, busy: User) -> None:
    await running_bot.opens_round()
    await busy.taps("Buurtkamer", "Bezig", SKIP, "Nee, deze keer niet")
    await running_bot.tick(ROUND_OPENS + timedelta(days=7))
    again = ROUND_OPENS + timedelta(weeks=2)
    await running_bot.opens_round(again)
    assert "Hoorde u iets van mantelzorgers?" in (await busy.taps(NOTHING_CHANGED)).text
    kept = await reported(running_bot)
    assert (kept["Buurtkamer"].status, kept["Buurtkamer"].reported_at >= again) == ("busy", True)
    assert (kept["Coach"].status, kept["Coach"].reported_at) == (None, None)


@on_sqlite
async def test_an_experiment_can_be_typed(running_bot: RunningBot, busy: User) -> None:
    await running_bot.opens_round()
    assert "Bedoelt u “Eettafel”?" in (await busy.says("de eettafel")).text
    assert "Hoe staat het met “Eettafel”?" in (await busy.taps("Ja")).text
    await busy.taps("Terug")
    assert "Bedoelt u “Dagopvang”?" in (await busy.says("bij de dagopvang is veel gebeurd")).text
    await busy.taps("Nee")
    assert "Hoe staat het met “Coach”?" in (await busy.says("coach")).text


@on_sqlite
async def test_who_corrects_which_one_hears_that_the_text_is_not_kept(running_bot: RunningBot, busy: User) -> None:
    await running_bot.opens_round()
    await busy.taps("Coach", "Bezig")
    await busy.says("Een coach gezocht.")
    await busy.taps("Terug", "Terug", "Terug", "Eettafel")
    shown = await busy.sees_all()
    assert [one.text for one in shown if "Die bewaren wij niet meer" in one.text]
    assert "Hoe staat het met “Eettafel”?" in shown[-1].text
    assert await options_of(busy) == {"changed": str((await reported(running_bot))["Eettafel"].id)}


async def test_somebody_with_both_roles_gets_one_bundled_check_in(running_bot: RunningBot, els: User) -> None:
    (zorgmap,) = await running_bot.tries_out("Zorgmap")
    await els.registers("caregiver")
    await els.registers("participant", works_on=("Zorgmap",))
    before = len(await els.sees_all())
    await running_bot.opens_round()
    await els.taps("Goed", "Goed", "Meestal")
    await els.says("Als mantelzorger gaat het.")
    await els.taps("Nee, liever niet")
    assert "Hoe staat het met “Zorgmap”?" in (await els.sees()).text
    await els.taps("Bezig")
    await els.says("Map gemaakt.")
    await els.taps(SKIP, "Nee, deze keer niet")
    await els.taps("Ja, dat mag")
    assert (await thanks_of(els)).id in [one.id for one in (await els.sees_all())[before:]]
    assert await els.sees_further()
    assert not any("Mag deze tekst" in one.text for one in await els.sees_all())  # not before the morning after
    assert len(await els.sees_all()) == before + 4
    answers = await running_bot.answers_of(els.phone)
    assert {row.role for row in answers.values()} == {"caregiver", "participant"}
    assert (answers["remark_shared"].option, answers["texts_shared"].option) == ("no", "yes")
    assert answers[f"did:{zorgmap}"].text == "Map gemaakt."


# --- taps at the wrong moment ---


@on_both
async def test_five_taps_within_a_moment_are_one_answer_and_one_next_question(question: Message, anneke: User) -> None:
    before = await anneke.sees_all()
    shown = await anneke.taps_often("Goed", 5)
    assert SCALES[1][0] in shown.text
    assert len(await anneke.sees_all()) == len(before)
    assert not (await anneke.phone.chat())["notices"]
    assert await options_of(anneke) == {"samen": "4"}


@on_sqlite
async def test_skipping_five_times_within_a_moment_skips_one_question(question: Message, anneke: User) -> None:
    assert SCALES[1][0] in (await anneke.taps_often(SKIP, 5)).text
    assert await options_of(anneke) == {"samen": None}


@on_sqlite
async def test_a_tap_on_an_older_question_revises_it_and_never_advances(question: Message, anneke: User) -> None:
    second = await anneke.taps("Goed")
    await anneke.taps("Gaat wel")
    await anneke.says("/checkin")
    assert await anneke.hears(await anneke.phone.taps_data(question, data_of(question, "Moeizaam"))) == "Gewijzigd"
    shown = await anneke.sees()
    assert SCALES[2][0] in shown.text
    assert "✓ Samen zorgen: Moeizaam" in shown.text
    await anneke.forges(data_of(second, "Met moeite"))
    assert SCALES[2][0] in (await anneke.sees()).text
    assert await options_of(anneke) == {"samen": "2", "volhouden": "2"}
    assert await anneke.sees_buttons_on() == [shown.id]


async def test_a_tap_after_closing_says_so_and_changes_nothing(
    question: Message, running_bot: RunningBot, anneke: User
) -> None:
    await anneke.taps("Goed")
    await running_bot.tick(ROUND_OPENS + timedelta(days=7))
    assert await anneke.hears(await anneke.phone.taps("Gaat wel")) == "Deze check-in is al afgerond."
    shown = await anneke.sees()
    assert shown.id == question.id
    assert "Deze check-in is al afgerond." in shown.text
    assert not shown.buttons
    assert await options_of(anneke) == {"samen": "4"}
    assert "De volgende komt op dinsdag 15 december om 12:15." in (await anneke.says("/checkin")).text


async def test_forged_taps_are_refused(question: Message, running_bot: RunningBot, anneke: User, bram: User) -> None:
    good = data_of(question, "Goed")
    await bram.registers("caregiver", "ede")
    assert await bram.forges(good) == GONE
    code, check_in_id, version, step, option = good.split("|")
    forged = [
        "|".join([code, check_in_id, version, step, "6"]),
        "|".join([code, check_in_id, version, "nonsense", option]),
        "|".join([code, check_in_id, version, "goed", option]),  # not yet asked
        "|".join([code, "999999", version, step, option]),
        "|".join([code, "9" * 18, version, step, option]),
        "|".join([code, "9" * 19, version, step, option]),
        "|".join([code, "-1", version, step, option]),
        "|".join([code, check_in_id, version, step, option, "more"]),
        "zz|1",
        "|",
        "x" * 64,
        "é" * 32,
        "a|' OR 1=1 --|0|samen|4",
    ]
    for data in forged:
        assert await anneke.forges(data) == GONE
    assert (await anneke.sees()).text == question.text
    assert await options_of(anneke) == {}


@on_sqlite
async def test_every_kind_of_tap_on_somebody_elses_check_in_is_refused(
    question: Message, running_bot: RunningBot, anneke: User, bram: User
) -> None:
    await bram.registers("caregiver")
    second = await anneke.taps("Goed")
    check_in_id = data_of(question, "Goed").split("|")[1]
    taps = [data_of(second, BACK), *(f"{kind}|{check_in_id}" for kind in "kc"), f"r|{check_in_id}|samen"]
    for data in taps:
        assert await bram.forges(data) == GONE
    assert (await anneke.sees()).text == second.text


# --- typed texts ---


@on_sqlite
async def test_skip_can_be_typed_as_well(question: Message, anneke: User) -> None:
    await anneke.says("overslaan")
    await anneke.taps(SKIP, "Meestal")
    assert THANKS in (await anneke.says(" Overslaan. ")).text
    assert set((await options_of(anneke)).values()) == {None, "4"}


@on_sqlite
async def test_typing_the_words_of_a_button_counts_as_tapping_it(question: Message, anneke: User) -> None:
    assert SCALES[1][0] in (await anneke.says("goed")).text
    assert SCALES[2][0] in (await anneke.says(" GAAT wel. ")).text
    assert REMARK in (await anneke.says("Ja, goed!")).text
    assert await options_of(anneke) == {"samen": "4", "volhouden": "3", "goed": "5"}


async def test_a_text_never_lands_on_a_question_that_was_not_shown(running_bot: RunningBot, bram: User) -> None:
    """An answer in several messages: the later ones are typed while the next question is still on its way."""
    (zorgmap,) = await running_bot.tries_out("Zorgmap")
    await bram.registers("participant", works_on=("Zorgmap",))
    await running_bot.opens_round()
    await bram.taps("Bezig")
    await running_bot.telegram.fault("sendMessage", "slow", seconds=0.3)
    await bram.says("Wij gingen bij tien mensen langs.", "In Assendorp.", "Op de fiets.")
    assert await options_of(bram) == {
        f"status:{zorgmap}": "busy",
        f"did:{zorgmap}": "Wij gingen bij tien mensen langs.\nIn Assendorp.\nOp de fiets.",
    }
    assert "Wat leverde “Zorgmap” op?" in (await bram.sees()).text


@on_sqlite
async def test_a_remark_counts_although_another_registration_was_left_halfway(
    running_bot: RunningBot, els: User
) -> None:
    await els.registers("caregiver")
    await els.opens(await running_bot.invite("participant"))
    await running_bot.opens_round()
    await els.taps(SKIP, SKIP, SKIP)
    assert PERMISSION in (await els.says("Het gaat wel.")).text
    assert (await options_of(els))["remark"] == "Het gaat wel."


@on_sqlite
async def test_a_text_under_a_registration_is_no_remark(running_bot: RunningBot, els: User) -> None:
    await els.registers("caregiver")
    await running_bot.opens_round()
    await els.taps(SKIP, SKIP, SKIP)
    await els.opens(await running_bot.invite("participant"))
    await els.taps("Ja, ik doe mee")
    assert "Bij wat voor organisatie hoort u?" in (await els.says("Een bakkerij")).text
    await els.says("Gemeente")
    welcome, again = (await els.sees_all())[-2:]  # the check-in is asked to both roles from now on
    assert "Fijn dat u meedoet" in welcome.text
    assert "Wilt u er iets over vertellen?" in again.text
    assert "remark" not in await options_of(els)


@on_both
async def test_nul_and_half_characters_are_left_out(question: Message, anneke: User) -> None:
    await anneke.taps(SKIP, SKIP, SKIP)
    asked = await anneke.says("Het\x00 gaat \ud83dgoed\udc00.")
    assert PERMISSION in asked.text
    assert (await options_of(anneke))["remark"] == "Het gaat goed."
