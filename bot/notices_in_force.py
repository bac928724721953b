"""The notice as the owner has it now: whoever agreed to another one is asked again, before anything else is asked."""

import logging
from collections.abc import Mapping

from bot.wiring import Wiring
from programme.model import Programme
from storage import outdated_notices
from texts.catalogue import Catalogues
from texts.notice import Terms, edition, terms_of

log = logging.getLogger(__name__)


async def ask_again(wiring: Wiring) -> None:
    """To be called at the start, for that is when what the owner filled in can have changed."""
    async with wiring.database.write() as connection:
        changed = await outdated_notices.mark(connection, editions(wiring))
    if changed:
        log.warning("the privacy notice is another one now: %d roles are asked again, or no longer", changed)


def editions(wiring: Wiring) -> Mapping[str | None, frozenset[str]]:
    """Those in force by practice, one for each language; only where nothing is empty: nobody agrees to the others."""
    programme, settings = wiring.programme, wiring.settings
    return {
        slug: _spoken(wiring.catalogues, programme, terms_of(programme, slug, settings.keeping, settings.minimum_group))
        for slug in (None, *(practice.slug for practice in programme.practices))
        if not programme.unfilled(slug)
    }


def _spoken(catalogues: Catalogues, programme: Programme, terms: Terms) -> frozenset[str]:
    return frozenset(edition(catalogues.translator(language), terms) for language in programme.languages)
