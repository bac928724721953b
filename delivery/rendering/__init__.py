"""What an outbox row says, in words, at the moment it is sent: each renderer looks up its ids once more."""

from importlib import import_module
from pkgutil import iter_modules

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import RENDERERS, add_fixed_messages, check_complete, render
from texts import messages

__all__ = ["RENDERERS", "RenderingContext", "render"]

for package, name in ((__path__, __name__), (messages.__path__, messages.__name__)):
    for module in iter_modules(package, f"{name}."):
        import_module(module.name)
add_fixed_messages()
check_complete()
