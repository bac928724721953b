"""`python -m tests.fuzz.guided NAME …`: one harness under atheris, which sees what each input makes the code do.

A process of its own, for libFuzzer ends it. What follows the name are libFuzzer's own options.
"""

import sys

import atheris

from tests.fuzz.harness import harness

#: What is looked into: our rooms, and the parsers below them that are written in Python.
INSIDE = (
    *("bot", "delivery", "handlers", "programme", "reports", "rules", "scheduler", "storage", "texts"),
    *("starlette", "telegram", "tests.fuzz", "tomllib", "zipfile"),
)

if __name__ == "__main__":
    _, name, *options = sys.argv
    for module in [known for known in sys.modules if known.partition(".")[0] in {"zipfile", "tomllib"}]:
        del sys.modules[module]
    with atheris.instrument_imports(include=list(INSIDE)):
        found = harness(name)
    atheris.Setup([name, *options], found.one)
    atheris.Fuzz()
