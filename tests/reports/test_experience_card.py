"""An experience card reads as it was typed, in each of its three forms, and nothing in it does anything."""

import gc
from html.parser import HTMLParser
from io import BytesIO

from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from reports.experience_card import ExperienceCard, docx, html, markdown

CARD = ExperienceCard(
    title="Het logeerhuis",
    practice="Zwolle",
    fields=(
        ("Thema", "Volhouden"),
        ("Wat deden we?", "Eén weekend <b>weg</b>.\n\n- Met *twaalf* mensen & hun naasten"),
        ("Geleerde lessen", "  "),
        ("Tip", "1. Begin klein"),
    ),
    language="nl",
)
READ = [
    "Het logeerhuis",
    "Zwolle",
    "Thema",
    "Volhouden",
    "Wat deden we?",
    "Eén weekend <b>weg</b>.",
    "- Met *twaalf* mensen & hun naasten",
    "Tip",
    "1. Begin klein",
]


class Reader(HTMLParser):
    """The words of a page's body, and the names of its tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(data.strip())


def test_markdown_reads_as_it_was_typed() -> None:
    page = Reader(MarkdownIt("commonmark").render(markdown(CARD)))
    assert page.words == READ
    assert page.tags == {"h1", "h2", "p"}


def test_html_reads_as_it_was_typed() -> None:
    page = Reader(html(CARD))
    assert page.words == ["Het logeerhuis", *READ]
    assert "b" not in page.tags


def test_word_reads_as_it_was_typed_under_real_headings() -> None:
    document = Document(BytesIO(docx(CARD)))
    assert [paragraph.text for paragraph in document.paragraphs] == READ
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert styles.count("Heading 1") == 3


def test_a_card_in_arabic_turns() -> None:
    card = replace(CARD, language="ar", right_to_left=True)
    assert 'lang="ar" dir="rtl"' in html(card)
    (first, *_) = Document(BytesIO(docx(card))).paragraphs
    assert first._p.xpath("./w:pPr/w:bidi")
    assert first.runs[0].font.rtl


def test_the_same_card_is_the_same_file() -> None:
    assert docx(CARD) == docx(CARD)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_nothing_typed_becomes_markup(typed: str) -> None:
    card = replace(CARD, title="Kaart", fields=(("Tip", typed),))
    assert Reader(MarkdownIt("commonmark").render(markdown(card))).tags <= {"h1", "h2", "p"}
    assert Reader(html(card)).tags <= {"html", "head", "meta", "title", "body", "h1", "h2", "p"}
    assert Document(BytesIO(docx(card))).paragraphs[0].text == "Kaart"
    gc.collect(1)  # documents hang in circles, and Python does not know of the megabytes that libxml2 has in them
