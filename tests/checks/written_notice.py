"""The written privacy notice is made of the bot's own words, between two marks in docs/privacy/…/notice.md."""

import re
from pathlib import Path

from programme.loading import load
from rules.access import Role
from texts.catalogue import load_catalogues
from texts.escaping import Markup, plain
from texts.notice import screens, short

FOLDER = Path(__file__).parents[2] / "docs" / "privacy"
#: Its language, and how the four short texts are introduced.
WRITTEN = {"nl": "Kort, per rol", "en": "In short, by role"}
_OURS = re.compile(r"(?<=<!-- from the catalogues: make translations -->\n).*?(?=<!-- until here -->)", re.DOTALL)
_HEADING = re.compile(r"^<b>(.+)</b>$", re.MULTILINE)


def page(language: str) -> Path:
    """Where it stands."""
    return FOLDER / language / "notice.md"


def up_to_date(language: str) -> str:
    """The page with what the bot says today; what is written around it stays."""
    words = _words(language)
    whole, replaced = _OURS.subn(lambda _: words, page(language).read_text(encoding="utf-8"))
    if replaced != 1:
        raise ValueError(f"{page(language)}: the two marks are gone")
    return whole


def _words(language: str) -> str:
    programme = load()
    t = load_catalogues(programme).translator(language)
    whole = [_in_markdown(screen, "###") for screen in screens(t)]
    by_role = [_in_markdown(short(t, role, "…"), "####") for role in Role]
    said = "\n\n".join([*whole, f"## {WRITTEN[language]}", *by_role])
    return f"\n{said.replace(plain(t('consent.not_filled')), '☐ ______')}\n\n"


def _in_markdown(text: Markup, level: str) -> str:
    """Headings as headings, and each line a paragraph or an item of a list."""
    said = plain(Markup(_HEADING.sub(rf"{level} \1", text)))
    spaced = re.sub(r"(?m)^(?!• )(.+)$", r"\n\1\n", said).replace("• ", "- ")
    return re.sub(r"\n{3,}", "\n\n", spaced).strip()
