"""The page to hand over: large letters, the whole notice, and the code, in any of the languages."""

import pytest

from reports.hand_out import HandOut, hand_out
from tests.reports.looks import words

CODE = "4821-9937-0265"
NL = HandOut(
    title="U doet mee via een ander",
    intro=("U doet mee aan de check-in van Zwolle.", "Wij kennen u als: Oma van hiernaast."),
    notice=[("Wie zijn wij?", ["Dit is de check-in."]), ("Wat zijn uw rechten?", ["Meedoen is vrijwillig."] * 80)],
    about_code="Zet deze code in uw brief.",
    code=CODE,
    language="nl",
)
AR = HandOut(
    "تشاركون عن طريق شخص آخر", ("لا نحفظ اسمكم.",), [("ما حقوقكم؟", ["المشاركة طوعية."])], "الرمز", CODE, "ar", True
)


@pytest.mark.parametrize("shown", [NL, AR], ids=lambda shown: shown.language)
def test_the_code_reads_from_left_to_right(shown: HandOut) -> None:
    assert CODE in words(hand_out(shown))[0]


def test_all_of_the_notice_is_on_it_however_long() -> None:
    pages = words(hand_out(NL))
    assert len(pages) > 1
    whole = " ".join(pages)
    assert whole.count("Meedoen is vrijwillig.") == 80
    assert all(said in whole for said in (NL.title, *NL.intro, NL.about_code, "Wie zijn wij?"))


def test_the_same_words_are_the_same_file() -> None:
    assert hand_out(NL) == hand_out(NL)
