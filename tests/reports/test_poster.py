"""The poster: one page to hang on a wall, in any of the languages, that a phone can read."""

import pytest
from msgspec.structs import replace

from reports import qr
from reports.poster import PosterWords, poster
from tests.reports.looks import looks_as_approved, opened, pages, words

LINK = "https://t.me/zwolse_bot?start=" + "Ab3-" * 8
NL = PosterWords(
    programme="In voor mantelzorg-thuis",
    practice="Noord West Veluwe",
    about=("Zorgt u voor iemand die u lief is?", "Wij vragen soms hoe het gaat.", "Dat kost u 1 minuut."),
    scan="Scan met uw telefoon",
    until="Aanmelden kan tot 31 december 2026",
    small_print=("U heeft de app Telegram nodig.",),
    language="nl",
)
AR = replace(
    NL,
    practice="Zwolle",
    about=("هل ترعون شخصًا عزيزًا عليكم؟", "نسألكم أحيانًا كيف الحال: دقيقة واحدة (1).", "إجاباتكم تساعد Zwolle."),
    scan="امسحوا الرمز بهاتفكم",
    until="حتى 31 ديسمبر 2026",
    small_print=("تحتاجون إلى تطبيق Telegram.",),
    language="ar",
    right_to_left=True,
)
UK = replace(NL, about=("Ви доглядаєте за кимось?", "Іноді ми питаємо, як справи.", "Це 1 хвилина."), language="uk")
TR = replace(
    NL, about=("Birine bakıyor musunuz?", "Ara sıra nasılsınız diye sorarız. İyi ğ ş.", "1 dakika."), language="tr"
)
PL = replace(NL, about=("Czy opiekuje się Pan/Pani kimś bliskim?", "Zażółć gęślą jaźń.", "1 minuta."), language="pl")


@pytest.mark.parametrize("shown", [NL, AR, UK, TR, PL], ids=lambda shown: shown.language)
def test_a_poster_is_one_page_that_looks_as_approved(shown: PosterWords) -> None:
    (page,) = pages(poster(shown, LINK))
    assert looks_as_approved(page, f"poster-{shown.language}")


def test_the_same_invitation_is_the_same_file() -> None:
    assert poster(NL, LINK) == poster(NL, LINK)


def test_the_words_can_be_read_aloud() -> None:
    (text,) = words(poster(NL, LINK))
    assert all(
        sentence in text for sentence in (NL.programme, NL.practice, *NL.about, NL.scan, NL.until, *NL.small_print)
    )


def test_the_code_on_the_page_is_the_code_of_the_link() -> None:
    (page,) = pages(poster(NL, LINK))
    side = qr.size(LINK)
    module = 112 / (side + 2 * qr.QUIET_ZONE)
    left, top = (210 - 112) / 2 + qr.QUIET_ZONE * module, 138 + qr.QUIET_ZONE * module
    pixels_per_mm = page.width / 210
    grey = page.convert("L")
    dark = {
        (column, row)
        for column in range(side)
        for row in range(side)
        if _brightness(grey, (left + (column + 0.5) * module), (top + (row + 0.5) * module), pixels_per_mm) < 128
    }
    assert dark == {(column + step, row) for column, row, run in qr.dark_runs(LINK) for step in range(run)}


def _brightness(grey: object, x: float, y: float, scale: float) -> int:
    value: int = grey.getpixel((int(x * scale), int(y * scale)))  # type: ignore[attr-defined]
    return value


def test_the_picture_has_whole_pixels_and_a_quiet_zone() -> None:
    picture = opened(qr.picture(LINK)).convert("L")
    modules = qr.size(LINK) + 2 * qr.QUIET_ZONE
    scale = picture.width // modules
    assert picture.size == (modules * scale, modules * scale)
    assert picture.width >= 1000
    assert set(picture.tobytes()) == {0, 255}
    edge = qr.QUIET_ZONE * scale
    assert set(picture.crop((0, 0, picture.width, edge)).tobytes()) == {255}
    assert set(picture.crop((0, 0, edge, picture.height)).tobytes()) == {255}
    assert picture.getpixel((edge, edge)) == 0
