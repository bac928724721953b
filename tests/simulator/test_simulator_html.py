"""Text with tags becomes plain text with entities, counted in UTF-16 units."""

import html
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import Refusal
from simulator.text import html_text, utf16

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "plain", "entities"),
    [
        ("hoi", "hoi", []),
        ("a &amp;&lt;&gt;&quot; b", 'a &<>" b', []),
        ("&#127799;&#x1F337; &nbsp; & &#0;", "🌷🌷 &nbsp; & &#0;", []),
        ("<b>a</b><strong>b</strong>", "ab", [entity("bold", 0, 1), entity("bold", 1, 1)]),
        ("<i>a</i><em>b</em>", "ab", [entity("italic", 0, 1), entity("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [entity("underline", 0, 1), entity("underline", 1, 1)]),
        ("<s>a</s><del>b</del>", "ab", [entity("strikethrough", 0, 1), entity("strikethrough", 1, 1)]),
        ("🌷<tg-spoiler>x</tg-spoiler>", "🌷x", [entity("spoiler", 2, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [entity("spoiler", 0, 1)]),
        ("<blockquote>x</blockquote>", "x", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [entity("expandable_blockquote", 0, 1)]),
        ("<code>x</code>", "x", [entity("code", 0, 1)]),
        ('<code class="language-py">x</code>', "x", [entity("code", 0, 1)]),
        ("<pre>x</pre>", "x", [entity("pre", 0, 1)]),
        ('<pre><code class="language-py">x</code></pre>', "x", [entity("pre", 0, 1, language="py")]),
        ("<pre><code>x</code>y</pre>", "xy", [entity("code", 0, 1), entity("pre", 0, 2)]),
        ("<a href='https://x.org/?a&amp;b>'>x</a>", "x", [entity("text_link", 0, 1, url="https://x.org/?a&b>")]),
        ("<a>example.org</a>", "example.org", [entity("text_link", 0, 11, url="example.org")]),
        ("<a href='x'>nergens</a>", "nergens", []),
        ("<b>a<i>b</i></b>", "ab", [entity("italic", 1, 1), entity("bold", 0, 2)]),
        ("<B>a</B>", "a", [entity("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ('<tg-emoji emoji-id="1">👍</tg-emoji>', "👍", [entity("custom_emoji", 0, 2, custom_emoji_id="1")]),
    ],
)
def test_tags_become_entities(source: str, plain: str, entities: list[dict[str, Any]]) -> None:
    assert html_text.parse(source) == (plain, entities)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("é<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ("<a =x>x</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</b x>", "Unclosed end tag at byte offset 4"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
    ],
)
def test_wrong_html_is_refused(source: str, complaint: str) -> None:
    with pytest.raises(Refusal) as refused:
        html_text.parse(source)
    assert str(refused.value) == f"Bad Request: can't parse entities: {complaint}"


@given(TEXT)
def test_escaped_text_comes_out_as_it_was(text: str) -> None:
    assert html_text.parse(html.escape(text)) == (text, [])


@given(TEXT, TEXT, TEXT)
def test_an_entity_covers_what_stood_between_its_tags(before: str, inside: str, after: str) -> None:
    source = f"{html.escape(before)}<i>{html.escape(inside)}</i>{html.escape(after)}"
    plain, entities = html_text.parse(source)
    assert plain == before + inside + after
    covered = [utf16.cut(plain, e["offset"], e["offset"] + e["length"]) for e in entities]
    assert covered == ([inside] if inside else [])


@given(st.text("<>/abi =\"'&;#x1", max_size=30))
def test_any_rubbish_is_parsed_or_refused(source: str) -> None:
    try:
        plain, entities = html_text.parse(source)
    except Refusal:
        return
    assert all(0 <= e["offset"] < e["offset"] + e["length"] <= utf16.length(plain) for e in entities)
