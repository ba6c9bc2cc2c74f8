"""Cells of a CSV file that people open in a spreadsheet."""

from collections.abc import Iterable

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute


def cells(values: Iterable[object]) -> list[str]:
    """Return values as text that a spreadsheet shows and does not compute."""
    return [f"'{cell}" if cell.startswith(FORMULA) else cell for cell in map(str, values)]
