"""An experience card: what an experiment taught, for the programme's website. In Markdown, HTML and DOCX."""

import re
from collections.abc import Sequence
from html import escape

from msgspec import Struct

#: What means something in Markdown (CommonMark 0.31, and GitHub's tables and strokes): anywhere, or only up front.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>&~|])")
_UP_FRONT = re.compile(r"^(\d{0,9})([#+=.)-])")
#: What XML 1.0 does not allow.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class ExperienceCard(Struct, frozen=True):
    """fields: (heading, text) in order: theme, ambition, organisations, what we did, what came of it, lessons, tip,
    next step. An empty text leaves its heading out; a line break in a text begins a new paragraph.
    """

    title: str
    practice: str
    fields: Sequence[tuple[str, str]]
    language: str
    right_to_left: bool = False

    @property
    def filled(self) -> list[tuple[str, list[str]]]:
        """The fields that say something, each with its paragraphs."""
        return [(heading, _paragraphs(text)) for heading, text in self.fields if text.strip()]


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in _NOT_XML.sub("", text).splitlines() if line.strip()]


def markdown(card: ExperienceCard) -> str:
    """CommonMark, in which every text reads as it was typed."""
    head = [f"# {_literal(_line(card.title))}", _literal(_line(card.practice))]
    body = [
        block for heading, texts in card.filled for block in (f"## {_literal(_line(heading))}", *map(_literal, texts))
    ]
    return "\n\n".join([*head, *body]) + "\n"


def _line(text: str) -> str:
    return " ".join(_paragraphs(text))


def _literal(text: str) -> str:
    return _UP_FRONT.sub(r"\1\\\2", _ANYWHERE.sub(r"\\\1", text))


def html(card: ExperienceCard) -> str:
    """A page of HTML5 that stands alone, with nothing in it but the words."""
    direction = "rtl" if card.right_to_left else "ltr"
    body = "\n".join(
        f"<h2>{escape(heading)}</h2>\n" + "\n".join(f"<p>{escape(text)}</p>" for text in texts)
        for heading, texts in card.filled
    )
    return (
        f'<!doctype html>\n<html lang="{escape(card.language)}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(card.title)}</title>\n</head>\n<body>\n'
        f"<h1>{escape(card.title)}</h1>\n<p>{escape(card.practice)}</p>\n{body}\n</body>\n</html>\n"
    )


def docx(card: ExperienceCard) -> bytes:
    """A Word document with real headings, for who will work on it."""
    from docx import Document  # only the process that writes has need of it

    from reports import word

    document = Document()
    word.named(document, card.title, card.practice, card.language)
    paragraphs = [document.add_heading(card.title, 0), document.add_paragraph(card.practice)]
    for heading, texts in card.filled:
        paragraphs.append(document.add_heading(heading, 1))
        paragraphs += [document.add_paragraph(text) for text in texts]
    if card.right_to_left:
        for paragraph in paragraphs:
            word.turn(paragraph)
    return word.as_bytes(document)


def as_file(card: ExperienceCard, kind: str) -> bytes:
    """The card as "md", "html" or "docx". KeyError for another kind."""
    texts = {"md": markdown, "html": html}
    return docx(card) if kind == "docx" else texts[kind](card).encode()
