"""What is kept of somebody."""

from rules.payloads.payload import Payload, payload


@payload("own_data")
class OwnData(Payload):
    """For the one it is about, and nobody else."""
