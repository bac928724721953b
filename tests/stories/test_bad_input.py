"""What nobody asked for: a short friendly answer, and nothing lost or misfiled."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from simulator.phone import Message, Telegram
from storage.tables import inbox, people
from tests.running_bot import ROUND_OPENS, RunningBot, on_sqlite
from tests.stories.user import User, data_of

pytestmark = on_sqlite

GONE = "Deze knop werkt niet meer."
TAP = "Tik op een van de knoppen hieronder."
NOT_KEPT = "Uw bericht bewaren en lezen wij niet."
REMARK = "Wilt u er iets over vertellen?"
UNKNOWN_COMMAND = "Dat kennen wij niet. Tik op /hulp."
#: What a phone makes of a text by itself; anything else would be our markup.
FOUND_BY_THE_PHONE = {"bot_command", "url"}
TEXT_ONLY = "Wij lezen alleen tekst en knoppen. Wilt u het typen?"
UNHEARD = (
    "Hier luistert niemand naar spraakberichten. Wilt u het typen?\n"
    "U kunt ook praten tegen de microfoon op uw toetsenbord. Dan wordt het tekst."
)
UNSEEN = "Hier kijkt niemand naar foto’s of filmpjes. Wilt u het in woorden vertellen?"
EVERY_KIND = {
    "sticker": f"Een plaatje kunnen wij niet lezen. {TEXT_ONLY}",
    "voice": UNHEARD,
    "photo": UNSEEN,
    "location": f"Een locatie kunnen wij niet lezen. {TEXT_ONLY}",
    "document": f"Een bestand kunnen wij niet lezen. {TEXT_ONLY}",
    "contact": f"Dit bericht kunnen wij niet lezen. {TEXT_ONLY}",
}
SERVICE: tuple[dict[str, Any], ...] = (
    {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
    {"chat_background_set": {"type": {"type": "fill", "fill": {"type": "solid", "color": 1}, "dark_theme_dimming": 1}}},
    {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
    {"write_access_allowed": {}},
    {"something_that_telegram_invents_next_year": {}},
)
SIGNS = (
    "<b>Vet</b> & <script>alert(1)</script> &amp; &lt;",
    "*ster* _streep_ `code` ~weg~ ||stil||",
    "[hier](https://example.org)",
    "{practice} {0} %s %(x)s \\n",
    "👩‍👧 zorgt 🇳🇱",
)


async def texts_of(user: User) -> dict[str, str | None]:
    return {step: row.text for step, row in (await user.running_bot.answers_of(user.phone)).items()}


async def says(user: User, *texts: str) -> list[Message]:
    """What the bot says new after these messages."""
    before = {shown.id for shown in await user.sees_all()}
    await user.says(*texts)
    return [shown for shown in await user.sees_all() if shown.id not in before]


@pytest.fixture
async def question(running_bot: RunningBot, anneke: User) -> Message:
    """The first question of Anneke's first check-in."""
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    return await anneke.sees()


@pytest.fixture
async def remark(question: Message, anneke: User) -> Message:
    """Anneke is asked for a remark."""
    shown = await anneke.taps("Overslaan", "Overslaan", "Overslaan")
    assert REMARK in shown.text
    return shown


# --- text where a tap is expected ---


async def test_text_under_a_question_with_buttons_asks_for_a_tap(question: Message, anneke: User) -> None:
    hint, again = await says(anneke, "De wijkzuster komt nu elke dag")
    assert TAP in hint.text
    assert again.labels == question.labels
    assert await anneke.sees_buttons_on() == [again.id]
    assert await texts_of(anneke) == {}


async def test_text_during_registration_asks_for_a_tap(running_bot: RunningBot, bram: User) -> None:
    notice = await bram.opens(await running_bot.invite("participant"))
    hint, again = await says(bram, "misschien")
    assert TAP in hint.text
    assert (again.text, again.labels) == (notice.text, notice.labels)
    assert "Bij wat voor organisatie hoort u?" in (await bram.says("ja")).text
    hint, again = await says(bram, "zorg")
    assert TAP in hint.text
    assert "Bij wat voor organisatie hoort u?" in again.text
    assert "Fijn dat u meedoet" in (await bram.says("gemeente")).text


async def test_text_when_nothing_is_asked_is_read_by_nobody_and_that_is_said(
    running_bot: RunningBot, anneke: User
) -> None:
    assert "Wij kennen u nog niet" in (await anneke.says("Wanneer begint het?")).text
    await anneke.registers("caregiver")
    assert NOT_KEPT in (await anneke.says("De tuin staat mooi in bloei")).text


async def test_text_after_the_thanks_belongs_to_the_text_that_was_asked(remark: Message, anneke: User) -> None:
    await anneke.taps("Overslaan")
    added, asked = await says(anneke, "Nog iets vergeten")
    assert added.text == "Wij hebben het erbij gezet."
    assert "Mag de coördinator" in asked.text
    assert (await texts_of(anneke))["remark"] == "Nog iets vergeten"


async def test_the_list_of_answers_can_be_typed_as_well(remark: Message, anneke: User) -> None:
    await anneke.taps("Overslaan", "Wijzigen")
    assert "Hoe goed houdt u het nu vol?" in (await anneke.says("Volhouden")).text
    assert set((await texts_of(anneke)).values()) == {None}


async def test_text_after_closing_is_filed_nowhere(remark: Message, running_bot: RunningBot, anneke: User) -> None:
    await running_bot.tick(ROUND_OPENS + timedelta(days=7))
    assert NOT_KEPT in (await anneke.says("Te laat")).text
    assert "remark" not in await texts_of(anneke)


# --- what is not text ---


async def test_what_cannot_be_read_is_answered_and_the_question_asked_again(remark: Message, anneke: User) -> None:
    for kind, reply in EVERY_KIND.items():
        before = len(await anneke.sees_all())
        again = await anneke.sends(kind)
        hint, _ = (await anneke.sees_all())[before:]
        assert hint.text == reply
        assert REMARK in again.text
        assert await anneke.sees_buttons_on() == [again.id]
    assert "Mag de coördinator" in (await anneke.says("Nu in woorden.")).text
    assert (await texts_of(anneke))["remark"] == "Nu in woorden."


async def test_a_sticker_during_registration_shows_the_registration_again(
    running_bot: RunningBot, anneke: User
) -> None:
    notice = await anneke.opens(await running_bot.invite("caregiver"))
    again = await anneke.sends("sticker")
    assert (again.text, again.labels) == (notice.text, notice.labels)


async def test_a_sticker_out_of_the_blue_is_answered_once(anneke: User) -> None:
    await anneke.sends("sticker")
    (reply,) = await anneke.sees_all()
    assert reply.text.startswith("Een plaatje kunnen wij niet lezen.\nDag. Wij kennen u nog niet")


async def test_the_answer_to_a_voice_message_knows_whether_words_are_of_use(
    running_bot: RunningBot, anneke: User
) -> None:
    await anneke.registers("caregiver")
    waiting = await anneke.sends("voice")
    assert "Hier luistert niemand naar spraakberichten.\nEr staat nu geen vraag open." in waiting.text
    await anneke.says("/stop")
    assert "U bent gestopt." in (await anneke.sends("photo")).text


async def test_what_is_written_beside_a_photo_is_kept_and_that_is_said(remark: Message, anneke: User) -> None:
    before = {shown.id for shown in await anneke.sees_all()}
    await anneke.phone.sends("photo", caption="Samen in de tuin.")
    unseen, kept, asked = [shown for shown in await anneke.sees_all() if shown.id not in before]
    assert (unseen.text, kept.text) == (UNSEEN.split(" Wilt")[0], "De tekst erbij hebben wij bewaard.")
    assert "Mag de coördinator" in asked.text
    assert (await texts_of(anneke))["remark"] == "Samen in de tuin."


async def test_what_telegram_says_of_the_chat_itself_is_not_answered(
    question: Message, running_bot: RunningBot, anneke: User
) -> None:
    before = await anneke.sees_all()
    person = {"id": anneke.phone.id, "is_bot": False, "first_name": "Anneke"}
    chat = {"id": anneke.phone.id, "type": "private", "first_name": "Anneke"}
    for number, service in enumerate(SERVICE):
        message = {"message_id": 900 + number, "date": 1, "chat": chat, "from": person} | service
        await running_bot.telegram.updates([{"message": message}])
    assert await anneke.sees_all() == before


async def test_a_forwarded_text_counts_as_a_text(remark: Message, anneke: User) -> None:
    await anneke.phone.forwards("Van mijn zus: het gaat.")
    await anneke.sees()
    assert (await texts_of(anneke))["remark"] == "Van mijn zus: het gaat."


# --- strange texts ---


async def test_the_longest_text_telegram_has_is_kept_whole(remark: Message, anneke: User) -> None:
    longest = "Ach ja, " * 512
    hint, asked = await says(anneke, longest)
    assert "Uw tekst is opgeslagen. Hij is wel lang." in hint.text
    assert "Mag de coördinator" in asked.text
    assert (await texts_of(anneke))["remark"] == longest.strip()
    assert "Dank u wel." in (await anneke.taps("Ja, dat mag")).text


async def test_signs_with_a_meaning_elsewhere_are_shown_as_typed(remark: Message, anneke: User) -> None:
    for typed in SIGNS:
        asked = await anneke.says(typed)
        assert f"✓ Toelichting: “{typed[:24]}" in asked.text
        assert {entity["type"] for entity in asked.entities} <= FOUND_BY_THE_PHONE
        assert (await texts_of(anneke))["remark"] == typed
        await anneke.taps("Terug")


async def test_a_text_that_turns_the_reading_direction_leaves_other_words_alone(remark: Message, anneke: User) -> None:
    asked = await anneke.says("links \u202eneergekeerd\u2066 en\u200f door")
    assert not set(asked.text) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200e\u200f")
    assert "Mag de coördinator lezen wat u schreef?" in asked.text


async def test_a_text_of_nothing_is_no_answer(remark: Message, anneke: User) -> None:
    for typed in ("\x00", " \x00 ", "\ud83d", " \n "):
        hint, again = await says(anneke, typed)
        assert TAP in hint.text or "niet lezen" in hint.text
        assert REMARK in again.text
    assert "remark" not in await texts_of(anneke)


# --- commands in the middle of it ---


async def test_a_command_in_mid_question_is_answered_and_the_question_stays_open(remark: Message, anneke: User) -> None:
    for command in ("/hulp", "/help", "/taal", "/samenvatting", "/uitnodigen", "/bestaatniet"):
        assert len(await says(anneke, command)) == 1
    assert "Mag de coördinator" in (await anneke.says("Toch nog dit.")).text
    assert (await texts_of(anneke))["remark"] == "Toch nog dit."


async def test_an_unknown_command_is_answered_with_where_to_find_help(anneke: User) -> None:
    for command in ("/bestaatniet", "/checkins", "/ronde2", "/START_"):
        assert UNKNOWN_COMMAND in (await anneke.says(command)).text


async def test_a_slash_alone_is_just_text(anneke: User) -> None:
    assert "Wij kennen u nog niet" in (await anneke.says("/")).text


async def test_a_command_in_an_edited_message_does_nothing(running_bot: RunningBot, anneke: User) -> None:
    said = await anneke.phone.says("hulp")
    before = await anneke.sees_all()
    await anneke.phone.edits(said, "/hulp")
    assert await anneke.sees_all() == before


# --- old buttons ---


async def test_buttons_of_a_finished_registration_do_nothing_any_more(running_bot: RunningBot, bram: User) -> None:
    notice = await bram.opens(await running_bot.invite("participant"))
    organisations = await bram.taps("Ja, ik doe mee")
    welcome = await bram.taps("Gemeente")
    for shown in (notice, organisations):
        for button in shown.buttons:
            assert await bram.forges(data_of(shown, button.label)) == GONE
    assert (await bram.sees()).text == welcome.text


async def test_buttons_from_a_check_in_of_last_time_say_that_it_is_over(
    question: Message, running_bot: RunningBot, anneke: User
) -> None:
    await running_bot.tick(ROUND_OPENS + timedelta(days=7))
    await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=2))
    tap = await anneke.phone.taps_data(question, data_of(question, "Goed"))
    assert await anneke.hears(tap) == "Deze check-in is al afgerond."
    assert await texts_of(anneke) == {}


# --- people and places ---


async def test_a_group_is_told_once_and_nothing_of_it_is_kept(
    running_bot: RunningBot, telegram: Telegram, anneke: User
) -> None:
    group = await telegram.group("Mantelzorgers Zwolle")
    for text in ("/start", "Hallo allemaal", "/checkin@mantelzorg_bot"):
        await anneke.phone.says_in(group, text)
        await running_bot.settles()
    said = [message["text"] for message in (await telegram.group_chat(group))["messages"] if message["from"] == "bot"]
    assert said == ["Wij werken alleen in een privégesprek. Stuur ons daar een bericht."]
    async with running_bot.wiring.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(people)) == 0
        assert set(await connection.scalars(select(inbox.c.payload))) == {None}


UNEXPECTED: list[dict[str, Any]] = [
    {"inline_query": {"id": "1", "from": {"id": 5, "is_bot": False, "first_name": "X"}, "query": "", "offset": ""}},
    {"from_the_future": {"chat": {"id": 5, "type": "private"}}},
    {},
    {"channel_post": {"message_id": 1, "date": 0, "chat": {"id": -100, "type": "channel", "title": "K"}, "text": "x"}},
    {"message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private", "first_name": "X"}, "text": "x"}},
]


async def test_updates_of_another_kind_hold_nobody_up(
    running_bot: RunningBot, telegram: Telegram, anneke: User
) -> None:
    await telegram.updates(UNEXPECTED)
    assert "Meedoen kan met een uitnodiging." in (await anneke.opens()).text
    async with running_bot.wiring.database.read() as connection:
        assert set(await connection.scalars(select(inbox.c.state))) == {"handled"}
