"""What an experiment's status is kept under is never read by anybody."""

import pytest

from rules.summary import DesignQuestionState
from tests.once import CATALOGUES
from tests.texts.catalogues import LANGUAGES
from tests.texts.text_views import STATUSES, experiment, figures, summary_view
from texts.messages import summary
from texts.messages.status import status

OLDER = "shelved"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_is_told_in_words_also_one_of_an_older_programme(language: str) -> None:
    t = CATALOGUES.translator(language)
    for key in (*STATUSES, OLDER):
        assert status(t, STATUSES, key) not in ("", key)
    shown = figures(design_questions=(DesignQuestionState("Wat helpt?", "samen", (experiment("Logeren", OLDER),)),))
    assert OLDER not in summary.summary(t, summary_view(shown)).text
