"""What was measured, and how it is said: a table for people, JSON for machines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any

HEADINGS = ("", "p50 ms", "p95 ms", "CPU ms", "× hello", "queries")
UNKNOWN = "—"


@dataclass
class Figure:
    """One kind of request: how long each took, the CPU of the server for one, the queries of one."""

    name: str
    times: list[float] = field(default_factory=list)  # seconds
    cpu: list[float] = field(default_factory=list)  # seconds for one request, each the mean of a run of them
    queries: int | None = None

    def percentile(self, share: int) -> float:
        """Milliseconds that `share` of a hundred requests stayed below."""
        return quantiles(self.times, n=100, method="inclusive")[share - 1] * 1000

    @property
    def cpu_ms(self) -> float | None:
        """The middle one: what else the machine did at one moment is no cost of the request."""
        return median(self.cpu) * 1000 if self.cpu else None


def rows(figures: Iterable[Figure], floor: Figure) -> list[dict[str, Any]]:
    """The figures as data; `times_hello` is the CPU of one request in those of the floor."""
    return [
        {
            "name": figure.name,
            "requests": len(figure.times),
            "p50_ms": figure.percentile(50),
            "p95_ms": figure.percentile(95),
            "cpu_ms": figure.cpu_ms,
            "times_hello": figure.cpu_ms / floor.cpu_ms if figure.cpu_ms and floor.cpu_ms else None,
            "queries": figure.queries,
        }
        for figure in figures
    ]


def table(measured: Sequence[dict[str, Any]]) -> list[str]:
    """Aligned lines, one a figure."""
    said = [HEADINGS, *(line(row) for row in measured)]
    widths = [max(len(cells[n]) for cells in said) for n in range(len(HEADINGS))]
    return [
        "  ".join([cells[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(cells[1:], widths[1:], strict=True))])
        for cells in said
    ]


def line(row: dict[str, Any]) -> tuple[str, ...]:
    milliseconds = (number(row[name]) for name in ("p50_ms", "p95_ms", "cpu_ms"))
    ratio = UNKNOWN if row["times_hello"] is None else f"{row['times_hello']:.0f}"
    queries = "" if row["queries"] is None else str(row["queries"])
    return (row["name"], *milliseconds, ratio, queries)


def number(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:.2f}" if value < 10 else f"{value:.1f}"  # noqa: PLR2004
