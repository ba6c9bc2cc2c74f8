"""
What differs between two versions, and what becomes of two that were written side by side.

Words are compared by character and shown by sentence: a comparison by word takes a whole Chinese paragraph for one
word (brief §11.9). Nothing here reads or writes the database.
"""

from .differences import Kind, Piece, Row, compare, count_changes, rows
from .merging import merge
from .versions import FieldChange, Merged, changed_fields, merge_versions

__all__ = [
    "FieldChange",
    "Kind",
    "Merged",
    "Piece",
    "Row",
    "changed_fields",
    "compare",
    "count_changes",
    "merge",
    "merge_versions",
    "rows",
]
