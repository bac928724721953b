"""What python-docx leaves to do for a Word document of ours: the direction, page numbers, the same bytes each time."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reports.fixed_timestamp import FIXED_TIMESTAMP

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph


def named(document: Document, title: str, author: str, language: str) -> None:
    """Says in its properties what it is, and nothing of when and where it was made."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, author, ""
    properties.language, properties.created, properties.modified = language, FIXED_TIMESTAMP, FIXED_TIMESTAMP


def turn(paragraph: Paragraph) -> None:
    """From right to left (ECMA-376 part 1, 17.3.1.6 and 17.3.2.30)."""
    from docx.oxml import OxmlElement

    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for run in paragraph.runs:
        run.font.rtl = True


def number_pages(paragraph: Paragraph) -> None:
    """The number of the page, as a field that the reader's program fills in (17.16.4.1, 17.16.5.44)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field: Any = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def describe(picture: Any, words: str) -> None:
    """The text for who cannot see this picture (20.4.2.5)."""
    picture._inline.docPr.set("descr", words)


def as_bytes(document: Document) -> bytes:
    """The finished file, without the moment at which its parts were put in."""
    packed, target = BytesIO(), BytesIO()
    document.save(packed)
    with ZipFile(packed) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            copy.writestr(ZipInfo(name, FIXED_TIMESTAMP.timetuple()[:6]), source.read(name), ZIP_DEFLATED)
    return target.getvalue()
