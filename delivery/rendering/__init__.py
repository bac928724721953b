"""What an outbox row says, in words, at the moment it is sent: each renderer looks up its ids once more."""

from importlib import import_module
from pkgutil import iter_modules

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import RENDERERS, check_complete, render

__all__ = ["RENDERERS", "RenderingContext", "render"]

for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")
check_complete()
