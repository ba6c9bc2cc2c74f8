"""The calendar of what appears when (brief §11.3)."""
