"""The experiments of a practice."""

from rules.payloads.payload import Payload, payload


@payload("experiments", subject="practice_id")
class Experiments(Payload):
    """A page of those that run, or of those that `ended`."""

    practice_id: int
    page: int = 0
    ended: bool = False


@payload("experiment", subject="experiment_id")
class ExperimentCard(Payload):
    """One of them. screen: one of those of texts.messages.experiment_desk."""

    experiment_id: int
    screen: str | None = None


@payload("experiment_places", subject="practice_id")
class ExperimentPlaces(Payload):
    """The design questions that an experiment (0: a new one) can come under."""

    practice_id: int
    experiment_id: int
    page: int = 0


@payload("own_experiments", subject="membership_id")
class OwnExperiments(Payload):
    """On which experiments a participant works."""

    membership_id: int
    page: int = 0
