"""What a practice works on: design questions, with experiments under them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from storage import experiments
from storage.connection import Connection


class QuestionPlan(Struct, frozen=True):
    """A design question under a central one; its experiments are titles by key, in order."""

    key: str
    central: str
    text: str
    experiments: Mapping[str, str]


def trying_out(*titles: str) -> QuestionPlan:
    """A design question with these experiments, for who does not care how it is worded."""
    return QuestionPlan("q", "goed", "Hoe helpen wij?", {f"e{n}": title for n, title in enumerate(titles, 1)})


async def work_on(
    connection: Connection, practice_id: int, questions: Sequence[QuestionPlan], now: datetime
) -> list[int]:
    """Brings them in; the ids of all their experiments, in order."""
    added = []
    for position, plan in enumerate(questions):
        question = await experiments.put_design_question(
            connection, practice_id, plan.key, plan.central, plan.text, position, now
        )
        for place, (key, title) in enumerate(plan.experiments.items()):
            added.append(await experiments.put_experiment(connection, question, key, title, place, now))
    return added
