"""parse_mode HTML: text with tags becomes plain text with entities, or Telegram's complaint about it."""

import re
from dataclasses import dataclass, field

from simulator.errors import Refusal, bad_request
from simulator.text import utf16
from simulator.wire import JSON

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
TAGS = frozenset(SIMPLE) | {"a", "span", "tg-emoji"}
CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(lt|gt|amp|quot)(?![a-zA-Z]));?")
_PIECE = re.compile(rf"[^<&]+|{_CHARACTER.pattern}|[<&]")
_TAG_NAME = re.compile(r"/?[^\s>]*")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>]*)\s*(=?)\s*("[^"]*"|'[^']*'|[^\s>"']*)""")


@dataclass(slots=True)
class Open:
    tag: str
    argument: str
    offset: int


@dataclass(slots=True)
class Parser:
    source: str
    position: int = 0
    length: int = 0
    plain: list[str] = field(default_factory=list)
    stack: list[Open] = field(default_factory=list)
    entities: list[JSON] = field(default_factory=list)

    def parse(self) -> tuple[str, list[JSON]]:
        while match := _PIECE.match(self.source, self.position):
            self.position = match.end()
            if match[0] == "<":
                self._tag(match.start())
            else:
                self._add(_decoded(match[0]))
        if self.stack:
            raise _complaint(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        return "".join(self.plain), self.entities

    def _add(self, text: str) -> None:
        self.plain.append(text)
        self.length += utf16.length(text)

    def _tag(self, start: int) -> None:
        name = self._take(_TAG_NAME)[0]
        if name.startswith("/"):
            self._end_tag(name[1:].lower(), start)
        else:
            self._start_tag(name.lower(), start)

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str]:
        match = pattern.match(self.source, self.position)
        assert match
        self.position = match.end()
        return match

    def _start_tag(self, tag: str, start: int) -> None:
        if self.position == len(self.source):
            raise self._complaint("Unclosed start tag", start)
        if tag not in TAGS:
            raise self._complaint(f'Unsupported start tag "{tag}"', start)
        argument = ""
        while self._next_character(f'Unclosed start tag "{tag}"', start) != ">":
            argument = self._attribute(tag, start) or argument
        self.position += 1
        if tag == "span" and argument != "tg-spoiler":
            raise self._complaint('Tag "span" must have class "tg-spoiler"', start)
        self.stack.append(Open(tag, argument, self.length))

    def _next_character(self, complaint: str, start: int) -> str:
        while self.position < len(self.source) and self.source[self.position].isspace():
            self.position += 1
        if self.position == len(self.source):
            raise self._complaint(complaint, start)
        return self.source[self.position]

    def _attribute(self, tag: str, start: int) -> str:
        """The value, if it is the one attribute that means something in this tag."""
        name, equals, value = self._take(_ATTRIBUTE).groups()
        if not name:
            raise self._complaint(f'Empty attribute name in the tag "{tag}"', start)
        if tag == "blockquote" and name == "expandable":
            return "expandable"
        if not equals:
            what = f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
            raise self._complaint(what, start)
        wanted = {"a": "href", "span": "class", "code": "class", "tg-emoji": "emoji-id"}.get(tag)
        return _decoded(value.strip("\"'")) if name == wanted else ""

    def _end_tag(self, tag: str, start: int) -> None:
        if not self.stack:
            raise self._complaint("Unexpected end tag", start)
        if self._next_character("Unclosed end tag", start) != ">":
            raise self._complaint("Unclosed end tag", start)
        self.position += 1
        opened = self.stack.pop()
        if tag not in ("", opened.tag):
            raise self._complaint(f'Unmatched end tag, expected "</{opened.tag}>", found "</{tag}>"', start)
        if self.length > opened.offset:
            self._close(opened)

    def _close(self, opened: Open) -> None:
        where: JSON = {"offset": opened.offset, "length": self.length - opened.offset}
        last = self.entities[-1] if self.entities else {}
        if opened.tag == "pre" and last.get("type") == "code" and where.items() <= last.items():
            self.entities.pop()
            where |= {key: last[key] for key in ("language",) if key in last}
        if kind := self._kind(opened):
            self.entities.append(kind | where)

    def _kind(self, opened: Open) -> JSON | None:
        match opened.tag, opened.argument:
            case "a", _:
                return self._link(opened)
            case "span", _:
                return {"type": "spoiler"}
            case "tg-emoji", id:
                return {"type": "custom_emoji", "custom_emoji_id": id}
            case "blockquote", "expandable":
                return {"type": "expandable_blockquote"}
            case "code", language if language.startswith("language-") and self._inside("pre"):
                return {"type": "code", "language": language.removeprefix("language-")}
            case tag, _:
                return {"type": SIMPLE[tag]}

    def _inside(self, tag: str) -> bool:
        return bool(self.stack) and self.stack[-1].tag == tag

    def _link(self, opened: Open) -> JSON | None:
        """A link that leads nowhere is dropped, its text stays."""
        url = opened.argument or utf16.cut("".join(self.plain), opened.offset)
        return {"type": "text_link", "url": url} if "." in url or ":" in url else None

    def _complaint(self, what: str, start: int) -> Refusal:
        at = f" at byte offset {len(self.source[:start].encode())}"
        head, comma, tail = what.partition(", ")
        return _complaint(head + at + comma + tail)


def _complaint(what: str) -> Refusal:
    return bad_request(f"can't parse entities: {what}")


def _decoded(text: str) -> str:
    return _CHARACTER.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return CHARACTERS[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    is_character = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_character else match[0]


def parse(source: str) -> tuple[str, list[JSON]]:
    return Parser(source).parse()
