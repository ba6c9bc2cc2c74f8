"""How a line of the log is written: nobody whose words stand in it can write a line of their own (security.md S11)."""

import copy
import logging
import re

# Control characters, and what some programs take for the end of a line.
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
CONTINUED = "\n    | "  # no event starts so


class LineFormatter(logging.Formatter):
    """
    Mark every line of an event but its first, also those of tracebacks, and write control characters as escapes.

    So what starts at the margin is an event, and a terminal that shows the log does nothing else.
    """

    def format(self, record: logging.LogRecord) -> str:
        record = copy.copy(record)
        record.exc_text = None  # another handler's formatter may have left its own there
        lines = super().format(record).replace("\r\n", "\n")
        return UNSEEN.sub(lambda found: ascii(found[0])[1:-1], lines).replace("\n", CONTINUED)
