"""Where somebody is reached."""

from typing import NewType

#: What the sender of somebody's channel understands, and what its receiver says an update comes from. Nobody else looks
#: into it. There is one channel, Telegram, whose ids are whole numbers of at most 52 bits.
Address = NewType("Address", int)
