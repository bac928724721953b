"""Becoming part of a practice, screen by screen."""

import re

import pytest

from rules.access import Role
from rules.commands import COMMANDS
from tests.once import CATALOGUES, PROGRAMME
from tests.texts.text_views import AMSTERDAM, OPENED
from texts import notice
from texts.callback_data import SKIP, Tap, parse
from texts.escaping import length
from texts.message import ON_A_BUTTON, Message
from texts.messages import registration
from texts.taps.registration import (
    ConsentGiven,
    ExperimentsChosen,
    ExperimentToggled,
    MoveAnswered,
    NoticeAsked,
    OrganisationChosen,
    PracticeChosen,
    RoleChosen,
    RoleDenied,
)

T = CATALOGUES.translator("nl")
SUMMARY = next(row for row in COMMANDS if row.name == "samenvatting")


def buttons(message: Message) -> dict[str, Tap | None]:
    return {button.label: parse(button.data) for row in message.rows for button in row}


@pytest.mark.parametrize("code", PROGRAMME.languages)
@pytest.mark.parametrize("role", Role)
def test_the_short_notice_is_short_and_says_what_matters(role: Role, code: str) -> None:
    practice = None if role is Role.MANAGER else "Horst aan de Maas"
    text = registration.consent(CATALOGUES.translator(code), 5, practice, role, more=False).text
    assert length(text) <= 700
    assert {"Telegram", "/stop"} <= set(re.split(r"[\s.:\u2066\u2069]+", text))
    assert ("/wissen" if code == "nl" else "/erase") in text


def test_consent_can_be_read_refused_and_given() -> None:
    short = registration.consent(T, 5, "Ede", Role.CAREGIVER, more=False)
    words = notice.of_notice(T, Role.CAREGIVER, "Ede")[:12]
    assert buttons(short) == {
        "Ja, ik doe mee (16 of ouder)": ConsentGiven(5, True, words),
        "Liever niet": ConsentGiven(5, False, words),
        "Lees meer": NoticeAsked(5, True),
        "Ik ben geen mantelzorger": RoleDenied(5),
    }
    whole = [registration.consent(T, 5, "Ede", Role.CAREGIVER, more=screen) for screen in (1, 2, 3)]
    assert [buttons(screen)["Terug naar de korte tekst"] for screen in whole] == [NoticeAsked(5, 0)] * 3
    assert [buttons(screen).get("Lees meer") for screen in whole] == [NoticeAsked(5, 2), NoticeAsked(5, 3), None]
    for said in ("(nog niet ingevuld)", "/wissen", "versleuteld", "rechten", "geen test"):
        assert said in "".join(screen.text for screen in whole)


def test_every_organisation_type_can_be_chosen_or_none() -> None:
    shown = buttons(registration.organisation(T, 5, PROGRAMME.organisation_types))
    assert len(shown) == 15
    assert shown["Gemeente"] == OrganisationChosen(5, "municipality")
    assert list(shown.items())[-1] == ("Weet ik niet / liever niet", OrganisationChosen(5, SKIP))


def test_experiments_are_turned_on_and_off() -> None:
    options = [(1, "Buurtkamer"), (2, "Zorgmap")]
    assert buttons(registration.experiments(T, 5, options, ())) == {
        "Buurtkamer": ExperimentToggled(5, 1),
        "Zorgmap": ExperimentToggled(5, 2),
        "Geen van deze": ExperimentsChosen(5),
    }
    chosen = registration.experiments(T, 5, options, {2})
    assert list(buttons(chosen)) == ["Buurtkamer", "✓ Zorgmap", "Klaar"]
    assert "<b>Klaar</b>" in chosen.text


def test_a_long_title_is_cut_to_fit_its_button_with_and_without_its_mark() -> None:
    options = [(1, "Een heel lang verhaal over een logeerhuis in de buurt"), (2, "W" * 200)]
    labels = list(buttons(registration.experiments(T, 5, options, {1, 2})))
    assert labels[0] == "✓ Een heel lang verhaal over een…"
    assert max(map(len, labels)) <= ON_A_BUTTON


def test_registered() -> None:
    caregiver = registration.registered(T, "Ede", Role.CAREGIVER, OPENED, AMSTERDAM).text
    assert "op dinsdag 24 november om 12:15" in caregiver
    assert "/samenvatting" not in caregiver
    later = registration.registered(T, "Ede", Role.CAREGIVER, None, AMSTERDAM).text
    assert "U krijgt een bericht" in later
    manager = registration.leads(T, None, Role.MANAGER, [SUMMARY]).text
    assert "/samenvatting – " in manager
    assert "check-in komt" not in manager


def test_moving_to_another_practice() -> None:
    offer = registration.move_offer(T, "Ede", "Stein", Role.PARTICIPANT)
    assert buttons(offer) == {"Ja, naar Stein": MoveAnswered(True), "Nee, hier blijven": MoveAnswered(False)}
    assert "als deelnemer" in offer.text


def test_open_registration() -> None:
    assert buttons(registration.practices(T, [(3, "Ede")])) == {"Ede": PracticeChosen(3)}
    assert buttons(registration.roles(T, 3, "Ede")) == {
        "Ik zorg voor iemand": RoleChosen(3, "caregiver"),
        "Ik werk mee aan experimenten": RoleChosen(3, "participant"),
    }
