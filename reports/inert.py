"""Text that a spreadsheet program will not run.

A cell that begins with = + - @ or a control character is taken for a formula (OWASP, "CSV injection"). The wide
forms of these signs count as well, and so does what follows a separator: a program that splits lines elsewhere than
we do would find a cell beginning there.
"""

import re

#: The signs themselves, and those that Unicode holds to be the same (NFKC): small, wide, raised, lowered, doubled.
_SIGNS = "=+\\-@\u207a\u207c\u208a\u208c\u2a75\u2a76\ufb29\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
#: White space, and all of Unicode's control and format signs (Cc, Cf), which no eye sees.
_INVISIBLE = (
    "\\s\\x00-\\x1f\\x7f-\\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
_LIVE = re.compile(f"(^[{_INVISIBLE}\"']*|[,;|\\t\\r\\n][{_INVISIBLE}\"']*)(?=[{_SIGNS}])")
_BEGINS_WITH_CONTROL = re.compile("[\\x00-\\x1f\\x7f-\\x9f]")


def inert(text: str) -> str:
    """The text as it is, but with an apostrophe where a program might take what follows for a formula."""
    marked = _LIVE.sub(r"\1'", text)
    return f"'{marked}" if _BEGINS_WITH_CONTROL.match(marked) else marked
