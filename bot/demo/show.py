"""`mantelzorg-bot demo`: the page with phones, until somebody stops it."""

import asyncio
import errno
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.demo import Trouble
from bot.demo.cast import come_in
from bot.demo.stage import Stage, staged
from rules.command_line import to_type

WELCOME = """
De demo staat klaar. Open deze pagina in uw browser:

    {url}

U ziet vier telefoons: van een mantelzorger, een deelnemer en een coördinator uit Zwolle, en van een
manager van het hele programma.
1. Klik op “Naar de volgende check-in”. Anneke en Bram krijgen dan hun check-in.
2. Vul die in: tik op de knoppen, of schrijf een paar woorden. De anderen in Zwolle doen mee.
3. Laat Corrie met /ronde de ronde sluiten, of klik zes keer op “Een dag verder”.
4. Vraag bij Corrie om /samenvatting. Die staat ook in haar menu.
5. Bij Marja staat /programma: tik daar op Tabel 1, Kaart of Rapport.
Met “Telefoon toevoegen” doet u mee als iemand anders, bij welke praktijk u wilt.

Alle mensen, vragen en cijfers zijn voorbeelden. Stoppen: Ctrl+C. Daarna is alles weer weg.
"""


class PortTaken(Trouble):
    """Something else listens there, most likely another demo."""


async def show(port: int, say: Callable[[str], None]) -> None:
    """Opens the demo, says where it is, and stays until SIGINT or SIGTERM. Or raises PortTaken."""
    try:
        async with opened(port, say) as stage:
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, stage.stop.set)
            say(WELCOME.format(url=stage.url))  # not before it can be stopped as it says
            await stage.running
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise PortTaken(f"Poort {port} is bezet. Kies een andere: {to_type(f'demo --port {port + 1}')}") from None


@asynccontextmanager
async def opened(port: int, say: Callable[[str], None]) -> AsyncIterator[Stage]:
    """The demo, filled and ready, with people who answer; what is done and what to do is said."""
    say("De demo wordt gevuld met voorbeelden:")
    async with staged(lambda done: say(f"  {done}"), port) as stage:
        await come_in(stage)
        say("  vier telefoons")
        others = asyncio.create_task(stage.extras.play_along(), name="extras")
        try:
            yield stage
        finally:
            others.cancel()
            await asyncio.wait([others])
