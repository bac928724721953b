"""Text that a spreadsheet program will not run.

A cell that begins with = + - @ or a control character is taken for a formula (OWASP, "CSV injection"). The wide
forms of these signs count as well, and so does what follows a separator: a program that splits lines elsewhere than
we do would find a cell beginning there.
"""

import re

#: The signs themselves, and those that Unicode holds to be the same (NFKC): small and full-width forms.
_SIGNS = "=+\\-@\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
_INVISIBLE = "\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\\x00-\\x1f\\x7f"
_LIVE = re.compile(f"(^[{_INVISIBLE}\"']*|[,;|\\t\\r\\n][{_INVISIBLE}\"']*)(?=[{_SIGNS}])")
_BEGINS_WITH_CONTROL = re.compile("[\\x00-\\x1f\\x7f]")


def inert(text: str) -> str:
    """The text as it is, but with an apostrophe where a program might take what follows for a formula."""
    marked = _LIVE.sub(r"\1'", text)
    return f"'{marked}" if _BEGINS_WITH_CONTROL.match(marked) else marked
