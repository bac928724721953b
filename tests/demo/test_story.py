"""`mantelzorg-bot story` tells a whole round, and ends well."""

import pytest
from typer.testing import CliRunner

from bot.__main__ import app

#: What must be told, in this order.
TOLD = (
    "Corrie wordt coördinator",
    "U bent nu coördinator van Zwolle.",
    "Corrie kiest /uitnodigen uit het menu.",
    "Corrie tikt op → [Een mantelzorger]",
    "https://t.me/",
    "Anneke tikt op de link.",
    "Anneke tikt op → [Ja, ik doe mee (16 of ouder)]",
    "Uw eerste check-in komt op",
    "Corrie tikt op → [Een deelnemer]",
    "Bram tikt op → [Welzijnsorganisatie]",
    "Bram tikt op → [Soep en een praatje (voorbeeld)]",
    "De ronde opent",
    "Hoe zorg ik voor mijn naaste samen met beroepskrachten?",
    "Anneke tikt op → [Goed]",
    "Hoe houd ik het zorgen voor mijn naaste vol?",
    "Anneke tikt op → [Met moeite]",
    "Hoe geef ik op een goede manier zorg en ondersteuning aan mijn naaste?",
    "Anneke tikt op → [Meestal]",
    "Anneke schrijft:",
    "Mag de coördinator lezen wat u schreef?",
    "Dank u wel.",
    "Anneke en Bram proberen de bot uit.",
    "Bram tikt op → [Klaar]",
    "Dank u wel.",
    "Corrie kiest /ronde uit het menu.",
    "De ronde is gesloten",
    "Corrie kiest /samenvatting uit het menu.",
    "Zwolle, ronde 7",
    "Gemiddeld",
    "met de vorige keer.",
    "Soep en een praatje (voorbeeld): Klaar",
    "Wat leerde Zwolle?",
    "Corrie tikt op → [Wat leerden jullie?]",
    "Corrie tikt op → [Aan anderen aanraden]",
    "Aangeraden aan anderen",
    "Einde.",
)


@pytest.mark.slow
def test_story_is_told_from_invitation_to_summary() -> None:
    told = CliRunner().invoke(app, ["story"])
    assert told.exit_code == 0, told.exception
    rest = told.stdout
    for piece in TOLD:
        _, found, rest = rest.partition(piece)
        assert found, f"not told, or not in its place: {piece}"
    assert max(map(len, told.stdout.splitlines())) <= 88
