"""What somebody answered, as a page that any telephone or computer opens and that asks nothing of any other place."""

from collections.abc import Iterator, Sequence
from html import escape

from msgspec import Struct

#: Nothing is loaded or run, and nothing leaves.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = (
    "body{font:1.1rem/1.5 sans-serif;margin:1rem auto;max-width:40rem;padding:0 1rem;color:#1d1d1f;background:#fff}"
    "h2{border-top:1px solid #ccc;padding-top:1rem}dt{font-weight:bold;margin-top:.8rem}"
    "dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}"
)
_ISOLATED = '<bdi dir="auto">{}</bdi>'


class Group(Struct, frozen=True):
    """lines: (what was asked, what was answered), as plain text. An empty group says so in `nothing` of its page."""

    heading: str
    lines: Sequence[tuple[str, str]]


class OwnAnswers(Struct, frozen=True):
    """Everything on the page, as plain text in its language. nothing: said where there are no groups."""

    title: str
    intro: Sequence[str]
    groups: Sequence[Group]
    nothing: str
    language: str
    right_to_left: bool = False


def own_answers(page: OwnAnswers) -> bytes:
    """The page as HTML5 in UTF-8; what was typed stands there as it was typed."""
    direction = "rtl" if page.right_to_left else "ltr"
    head = (
        f'<!doctype html>\n<html lang="{escape(page.language)}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(page.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    return (head + "\n".join(_body(page)) + "\n</body>\n</html>\n").encode("utf-8", "replace")


def _body(page: OwnAnswers) -> Iterator[str]:
    yield f"<h1>{escape(page.title)}</h1>"
    yield from (f"<p>{escape(line)}</p>" for line in page.intro)
    for group in page.groups:
        yield f"<h2>{_typed(group.heading)}</h2>\n<dl>"
        yield from (f"<dt>{_typed(asked)}</dt><dd>{_typed(answer)}</dd>" for asked, answer in group.lines)
        yield "</dl>"
    if not page.groups:
        yield f"<p>{escape(page.nothing)}</p>"


def _typed(text: str) -> str:
    """Isolated: letters that turn the direction turn nothing around them."""
    return _ISOLATED.format(escape(text))
