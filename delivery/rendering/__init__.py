"""What an outbox row says, in words, at the moment it is sent: each kind looks up its ids once more."""

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import RENDERERS, render

__all__ = ["RENDERERS", "RenderingContext", "render"]
