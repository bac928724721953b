"""Everything the bot can say, one file a feature: `payload.py` tells how it stands in an outbox.

Where somebody who handles, stores or delivers can all import it. All of it is loaded with the first of it, so that
every row can be read.
"""

from importlib import import_module
from pkgutil import iter_modules

for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")
