"""What an outbox row says, in words, at the moment it is sent: each kind looks up its ids once more."""

from scheduler.speech.kinds import KINDS, render
from scheduler.speech.speech import Speech

__all__ = ["KINDS", "Speech", "render"]
