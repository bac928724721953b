"""Rounds, invitations, help and the short replies."""

from datetime import UTC, datetime
from typing import Any

import pytest

from rules.access import Role
from rules.commands import COMMANDS, Command
from rules.invitation import Invitation
from rules.progress import Standing
from tests.once import CATALOGUES
from tests.texts.text_views import AMSTERDAM, NOW, OPENED, open_round, planned_round, progress_of, round_view
from texts.callback_data import Tap, parse
from texts.message import Message
from texts.messages import help as help_messages
from texts.messages import invitations, language, leaving, notes, rounds
from texts.taps.language import LanguageChosen
from texts.taps.leaving import ErasureAnswered
from texts.taps.rhythm import RhythmShown
from texts.taps.rounds import RestChosen, RoundChangeAsked, RoundChangeConfirmed, RoundShown

T = CATALOGUES.translator("nl")
SUMMARY = next(row for row in COMMANDS if row.name == "samenvatting")

#: What a button says is what a tap does.
REST = {
    "Ritme wijzigen": RhythmShown(3, "-", "-"),
    "Mantelzorgers vrij in schoolvakantie": RestChosen(3, "caregiver", True),
    "Deelnemers ook in vakantie vragen": RestChosen(3, "participant", False),
}


def buttons(message: Message) -> dict[str, Tap | None]:
    return {button.label: parse(button.data) for row in message.rows for button in row}


def test_a_round_can_be_opened_when_none_is_open() -> None:
    message = rounds.round_state(T, round_view())
    assert buttons(message) == {"Nu openen": RoundChangeAsked(3, "open")} | REST
    for said in ("geen ronde open", "Dan krijgen 12 mensen", "Elke 2 weken op dinsdag om 12:15.", "8 december"):
        assert said in message.text


def test_an_open_round_can_be_closed() -> None:
    message = rounds.round_state(T, open_round(planned=[planned_round("Kerstvakantie")]))
    assert buttons(message) == {"Nu sluiten": RoundChangeAsked(3, "close")} | REST
    for said in (
        "Ronde 3 is open",
        "Mantelzorgers: 3 klaar, 0 bezig, 5 nog niet begonnen",
        "op maandag 30 november om 12:15",
        "Kerstvakantie",
    ):
        assert said in message.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"every_weeks": 1}, "Elke week op dinsdag"),
        ({"planned": ()}, "geen volgende ronde gepland"),
        ({"eligible_now": 1}, "Dan krijgt 1 persoon een check-in"),
    ],
)
def test_other_schedules(changes: dict[str, Any], said: str) -> None:
    assert said in rounds.round_state(T, round_view(**changes)).text


def test_are_you_sure() -> None:
    opening = rounds.round_change(T, round_view(), "open")
    assert "12 mensen krijgen dan een check-in" in opening.text
    assert buttons(opening) == {"Ja, nu openen": RoundChangeConfirmed(3, "open"), "Nee, terug": RoundShown(3)}
    closing = rounds.round_change(T, open_round(), "close")
    assert "5 mensen hebben nog niets ingevuld" in closing.text
    assert buttons(closing) == {"Ja, nu sluiten": RoundChangeConfirmed(3, "close"), "Nee, terug": RoundShown(3)}
    assert "Iedereen heeft iets ingevuld" in rounds.round_change(T, open_round(caregivers=(8, 8)), "close").text


def test_response_counts_every_role_that_was_asked() -> None:
    view = round_view(
        open_number=1, opened_at=OPENED, closes_at=NOW, progress=progress_of({Role.PARTICIPANT: Standing(1, 2, 1)})
    )
    text = rounds.round_state(T, view).text
    assert "Deelnemers: 1 klaar, 2 bezig, 1 nog niet begonnen" in text
    assert "Mantelzorgers:" not in text


def test_an_invitation_is_ready_to_forward() -> None:
    many = invitations.invitation(T, made(50, 50), "Ede", "https://t.me/b?start=x&y", AMSTERDAM)
    (to_forward,) = many.ahead
    assert "https://t.me/b?start=x&amp;y" in to_forward.text
    assert (to_forward.rows, to_forward.protected) == ((), False)
    assert "voor 50 mensen, tot dinsdag 1 december om 13:00" in many.text
    assert "werkt één keer" in invitations.invitation(T, made(1, 1), "Ede", "https://t.me/b", AMSTERDAM).text


def test_of_many_invitations_a_page_is_shown() -> None:
    found = [made(50, 50 - number) for number in range(20)]
    first, last = (list(buttons(invitations.running(T, 4, "Ede", found, [], page, AMSTERDAM))) for page in (0, 9))
    assert first[0] == "Mantelzorgers: 0 van 50, tot 1 dec"
    assert (len(first), first[-2:]) == (10, ["Volgende →", "Terug"])
    assert (len(last), last[-2:]) == (6, ["← Vorige", "Terug"])


def test_one_that_was_made_just_after_midnight_ends_on_the_same_day_everywhere() -> None:
    found = made(50, 50, expires_at=datetime(2026, 12, 5, 23, 30, tzinfo=UTC))
    card = invitations.invitation(T, found, "Ede", "https://t.me/b", AMSTERDAM).text
    (in_list, *_) = buttons(invitations.running(T, 4, "Ede", [found], [], 0, AMSTERDAM))
    assert "zondag 6 december om 00:30" in card
    assert "6 december 2026" in invitations.on_poster(T, found, AMSTERDAM)[2]
    assert "6 dec" in in_list


def made(uses: int, left: int, expires_at: datetime = NOW) -> Invitation:
    return Invitation(7, Role.CAREGIVER, 4, uses, left, expires_at)


def test_help_lists_what_this_person_may_do() -> None:
    stranger = help_messages.help_text(T, [], []).text
    assert "uitnodiging" in stranger
    assert "Bel 112" in stranger
    both = help_messages.help_text(T, [SUMMARY], [("Ede", {Role.COORDINATOR, Role.CAREGIVER})]).text
    assert "<b>Ede</b>, als mantelzorger en coördinator." in both
    assert "/samenvatting – " in both


@pytest.mark.parametrize(("leads", "more"), [(10, ""), (11, "En nog 1 praktijk."), (101, "En nog 91 praktijken.")])
def test_help_names_ten_practices_of_who_leads_many(leads: int, more: str) -> None:
    places = [(f"Praktijk {number}", {Role.COORDINATOR}) for number in range(leads)]
    shown = help_messages.help_text(T, [SUMMARY], places).text
    assert shown.count("als coördinator") == 10
    assert ("En nog" in shown) == bool(more)
    assert more in shown


@pytest.mark.parametrize(("code", "name"), [("nl", "samenvatting"), ("en", "summary")])
def test_commands_have_their_name_in_each_language(code: str, name: str) -> None:
    rows: list[Command] = [SUMMARY]
    assert [found for found, _ in help_messages.command_descriptions(CATALOGUES.translator(code), rows)] == [name]


def test_each_language_is_called_by_its_own_name() -> None:
    assert buttons(language.language(T, ("nl", "en", "tr"))) == {
        "Nederlands": LanguageChosen("nl"),
        "English": LanguageChosen("en"),
        "Türkçe": LanguageChosen("tr"),
    }


def test_erasing_is_asked_once() -> None:
    assert list(buttons(leaving.erase_question(T)).values()) == [ErasureAnswered(True), ErasureAnswered(False)]


@pytest.mark.parametrize(
    ("kind", "words"), [("sticker", "Een plaatje"), ("other", "Dit bericht"), ("hologram", "Dit bericht")]
)
def test_what_cannot_be_read_is_named(kind: str, words: str) -> None:
    assert notes.note(T, "cannot_read", kind=kind).text.startswith(f"{words} kunnen wij niet lezen.")


@pytest.mark.parametrize("kind", ["voice", "audio", "video_note"])
def test_nobody_listens_here_and_what_to_do_instead(kind: str) -> None:
    said = notes.note(T, "cannot_read", kind=kind).text
    assert "luistert niemand naar spraakberichten. Wilt u het typen?" in said
    assert "microfoon op uw toetsenbord" in said


@pytest.mark.parametrize("kind", ["photo", "video", "animation"])
def test_nobody_looks_here_and_what_to_do_instead(kind: str) -> None:
    said = notes.note(T, "cannot_read", kind=kind).text
    assert "kijkt niemand naar foto’s of filmpjes. Wilt u het in woorden vertellen?" in said


def test_when_the_next_check_in_comes() -> None:
    assert "op dinsdag 24 november om 12:15" in notes.no_open_check_in(T, OPENED, AMSTERDAM).text
    assert "vanzelf een bericht" in notes.no_open_check_in(T, None, AMSTERDAM).text
