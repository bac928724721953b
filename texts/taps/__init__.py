"""The taps on our buttons, one file a feature. Whoever imports one of them has them all in `CODES`."""

from importlib import import_module
from pkgutil import iter_modules

from texts.callback_data import CODES as CODES

for feature in iter_modules(__path__, f"{__name__}."):
    import_module(feature.name)
