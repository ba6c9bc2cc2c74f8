"""An article's versions: what one holds, who writes one, how it becomes the row, and how two differ."""
