"""Signs of an emergency in ordinary sentences: each false alarm shows a referral to somebody who did not need one."""

from pathlib import Path

import pytest

from rules.intention import is_emergency
from tests.once import CATALOGUES
from texts.vocabulary import spoken_in

ORDINARY = Path(__file__).parent / "ordinary"
#: How many of a hundred ordinary sentences may give one. None of those that are published here does in Dutch.
MOST = 2


#: What calms one thing does not calm another beside it.
STILL = (
    "Hij is in slaap gevallen en ademt niet",
    "Na zijn beroerte wil hij dood",
    "De gemeente reageert niet meer en ik wil dood",
    "Hij slaat mij met een stok",
    "Hij heeft alle pillen van de apotheek ingenomen",
    "Mijn man reageert niet meer op mij",
    "Kamer 112, bel 112",
)


@pytest.mark.parametrize("typed", STILL)
def test_a_sign_beside_an_ordinary_word_is_one(typed: str) -> None:
    assert is_emergency(typed, spoken_in(CATALOGUES.translator("nl")))


@pytest.mark.parametrize("language", [path.stem for path in ORDINARY.glob("*.txt")])
def test_ordinary_sentences_seldom_sound_an_alarm(language: str) -> None:
    lines = (ORDINARY / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    sentences = [line for line in lines if line and not line.startswith("#")]
    spoken = spoken_in(CATALOGUES.translator(language))
    alarms = [sentence for sentence in sentences if is_emergency(sentence, spoken)]
    assert 100 * len(alarms) <= MOST * len(sentences), alarms
