"""`mantelzorg-bot story`: one round of a practice, told while it happens in the real bot."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial
from time import monotonic

from bot.demo.character import Character, token_in
from bot.demo.jumps import jump, next_check_in
from bot.demo.sign_up_links import HOME, token
from bot.demo.stage import Stage, staged
from bot.demo.transcript import Transcript
from rules.access import Role
from rules.command_line import to_type
from storage.rounds import Round

INTRODUCTION = (
    "Dit verhaal gebeurt echt: de bot draait, en elk bericht gaat over HTTP naar een nagemaakte Telegram op deze "
    "computer. Alleen de tijd gaat sneller. Mensen, experimenten en cijfers zijn voorbeelden."
)


async def tell(say: Callable[[str], None]) -> None:
    """Tells the whole story; `say` gets it line by line. Raises when anything in it does not happen."""
    began = monotonic()
    transcript = Transcript(say)
    transcript.title("Een ronde in Zwolle: van uitnodiging tot samenvatting")
    transcript.tell(INTRODUCTION)
    async with staged(lambda _done: None) as stage:
        await Story(stage, transcript).unfolds()
    transcript.tell(f"Einde. Het vertellen duurde {monotonic() - began:.0f} seconden.")


class Story:
    """Corrie, Anneke and Bram, and what happens between them."""

    def __init__(self, stage: Stage, transcript: Transcript) -> None:
        self._stage = stage
        self._transcript = transcript

    async def unfolds(self) -> None:
        """Scene by scene."""
        corrie, anneke, bram = [await self._enters(name) for name in ("Corrie", "Anneke", "Bram")]
        self._scene("Corrie wordt coördinator")
        await self._corrie_is_invited(corrie)
        self._scene("Corrie nodigt Anneke uit, een mantelzorger")
        await _anneke_joins(anneke, await _invites(corrie, "Een mantelzorger"))
        self._scene("Corrie nodigt Bram uit, een deelnemer")
        await _bram_joins(bram, await _invites(corrie, "Een deelnemer"))
        await self._round_opens()
        await _anneke_answers(anneke)
        await self._others_answer()
        await _bram_answers(bram)
        self._scene("Corrie kijkt hoe het gaat")
        await _corrie_looks(corrie)
        await self._round_closes()
        await _corrie_reads(corrie)
        self._scene("Wat leerde Zwolle? Corrie schrijft het op")
        await _corrie_learns(corrie)

    async def _enters(self, name: str) -> Character:
        return Character(await self._stage.telegram.person(name), self._transcript)

    def _scene(self, text: str) -> None:
        wiring = self._stage.wiring
        t = wiring.catalogues.translator(wiring.programme.languages[0])
        self._transcript.scene(text, t.moment(self._stage.clock.now(), wiring.programme.schedule.timezone))

    async def _corrie_is_invited(self, corrie: Character) -> None:
        invitation = await token(self._stage.wiring, Role.COORDINATOR, HOME)
        await corrie.opens(invitation, f"Corrie krijgt een uitnodiging van wie de bot beheert ({to_type('invite')}).")
        await corrie.sees("Doet u mee?")
        await corrie.taps("Ja, ik doe mee")
        await corrie.sees("U bent nu coördinator van Zwolle")

    async def _round_opens(self) -> None:
        stage = self._stage
        await jump(stage.wiring, stage.clock, stage.extras.ask_for_help, partial(next_check_in, stage.wiring))
        self._scene("De ronde opent, en Anneke krijgt haar check-in")

    async def _others_answer(self) -> None:
        answered = Counter(person.role for person in await self._stage.extras.answer(await self._open_round()))
        self._scene("Bram krijgt ook een check-in")
        self._transcript.tell(
            f"Intussen hebben {answered[Role.CAREGIVER]} andere mantelzorgers en {answered[Role.PARTICIPANT]} andere "
            "deelnemers uit Zwolle hun check-in ingevuld. Anneke en Bram proberen de bot uit. Zij tellen daarom niet "
            "mee bij “klaar” en “ingevuld”, en wat Bram meldt, verandert de stand van een experiment niet."
        )

    async def _round_closes(self) -> None:
        await jump(self._stage.wiring, self._stage.clock, self._stage.extras.ask_for_help, self._close)
        self._scene("De ronde is gesloten, en Corrie leest de samenvatting")

    async def _close(self, _now: datetime) -> datetime:
        return (await self._open_round()).closes_at

    async def _open_round(self) -> Round:
        opened = await self._stage.extras.open_round()
        assert opened is not None
        return opened


async def _invites(corrie: Character, whom: str) -> str:
    """Corrie makes an invitation on her phone; what is in its link."""
    await corrie.writes("/uitnodigen")
    await corrie.sees("Wie wilt u uitnodigen voor Zwolle?")
    await corrie.taps(whom)
    token = token_in(await corrie.sees("https://"))
    await corrie.sees("Deze uitnodiging werkt")
    return token


async def _anneke_joins(anneke: Character, invitation: str) -> None:
    await anneke.opens(invitation, "Corrie stuurt dit bericht door naar Anneke.")
    await anneke.sees("Doet u mee?")
    await anneke.taps("Ja, ik doe mee")
    await anneke.sees("Uw eerste check-in komt")


async def _bram_joins(bram: Character, invitation: str) -> None:
    await bram.opens(invitation, "Corrie stuurt dit bericht door naar Bram.")
    await bram.sees("Doet u mee?")
    await bram.taps("Ja, ik doe mee")
    await bram.sees("Bij wat voor organisatie hoort u?")
    await bram.taps("Welzijnsorganisatie")
    await bram.sees("Aan welke experimenten werkt u mee?")
    await bram.taps("Soep en een praatje")
    await bram.sees("Tik op Klaar")
    await bram.taps("Klaar")
    await bram.sees("Uw eerste check-in komt")


async def _anneke_answers(anneke: Character) -> None:
    await anneke.sees("Hoe zorg ik voor mijn naaste samen met beroepskrachten?")
    await anneke.taps("Goed")
    await anneke.sees("Hoe houd ik het zorgen voor mijn naaste vol?")
    await anneke.taps("Met moeite")
    await anneke.sees("Hoe geef ik op een goede manier zorg en ondersteuning aan mijn naaste?")
    await anneke.taps("Meestal")
    await anneke.sees("Wilt u er iets over vertellen?")
    await anneke.writes("Vrijdag nam iemand het een middag van mij over. Dat deed goed.")
    await anneke.sees("Mag de coördinator lezen wat u schreef?")
    await anneke.taps("Ja, dat mag")
    await anneke.sees("Dank u wel.")


async def _bram_answers(bram: Character) -> None:
    await bram.sees("Hoe staat het met “Soep en een praatje")
    await bram.taps("Klaar")
    await bram.sees("Wat hebben jullie gedaan")
    await bram.taps("Overslaan")
    await bram.sees("Hoorde u iets van mantelzorgers?")
    await bram.taps("2 Volhouden")
    await bram.sees("Wat hoorde u?")
    await bram.writes("Een uurtje voor uzelf helpt, ook als het maar één keer in de week is.")
    await bram.sees("Mag de coördinator lezen wat u schreef?")
    await bram.taps("Ja, dat mag")
    await bram.sees("Dank u wel.")


async def _corrie_looks(corrie: Character) -> None:
    await corrie.writes("/ronde")
    await corrie.sees("is open sinds")
    await corrie.writes("/experimenten")
    await corrie.sees("Experimenten van Zwolle")
    await corrie.taps("4. Soep en een praatje")
    await corrie.sees("Soep en een praatje")
    await corrie.taps("Stand kiezen")
    await corrie.sees("Hoe staat het hiermee?")
    await corrie.taps("Klaar")
    await corrie.sees("Stand: Klaar")


async def _corrie_reads(corrie: Character) -> None:
    await corrie.writes("/samenvatting")
    await corrie.sees("Gemiddeld")


async def _corrie_learns(corrie: Character) -> None:
    """The status has opened the question; who wrote the sentence is kept nowhere."""
    await corrie.writes("/experimenten")
    await corrie.sees("Experimenten van Zwolle")
    await corrie.taps("4. Soep en een praatje")
    await corrie.sees("Stand: Klaar")
    await corrie.taps("Logboek")
    await corrie.sees("Wat jullie leerden, staat er nog niet.")
    await corrie.taps("Wat leerden jullie?")
    await corrie.sees("Wij bewaren niet wie hem schreef.")
    await corrie.writes("Wie samen soep eet, vertelt meer dan aan de telefoon.")
    await corrie.sees("Hoe gaan jullie verder?")
    await corrie.taps("Aan anderen aanraden")
    await corrie.sees("Hoe klaar is dit voor anderen?")
    await corrie.taps("8 van de 10")
    await corrie.sees("Aangeraden aan anderen")
