"""How much else this machine did meanwhile: the same piece of work, again and again."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

import typer


class Noise:
    """The seconds a fixed piece of work took before each part of the run."""

    def __init__(self) -> None:
        self._seconds: list[float] = []

    @contextmanager
    def around(self, what: str) -> Iterator[None]:
        """Says what is measured, and how busy the machine was before and after it."""
        began = perf_counter()
        before = self._look()
        yield
        after = self._look()
        typer.echo(f"\n<sub>{what}: {perf_counter() - began:.0f} s; before: {before}; after: {after}</sub>")

    def _look(self) -> str:
        self._seconds.append(_work())
        return f"load {os.getloadavg()[0]:.1f}, reference work {self._seconds[-1] * 1e3:.0f} ms"

    def tell(self) -> None:
        low, high = min(self._seconds) * 1e3, max(self._seconds) * 1e3
        typer.echo(f"\nNoise: the same piece of work took {low:.0f} to {high:.0f} ms ({high / low:.2f} times).")


def _work() -> float:
    began = perf_counter()
    sum(number * number for number in range(2_000_000))
    return perf_counter() - began
