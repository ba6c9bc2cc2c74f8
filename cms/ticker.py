"""A thread that does the same thing again and again, as long as its process lives."""

import logging
import threading
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connection

logger = logging.getLogger(__name__)


class Ticker(threading.Thread):
    """
    Calls ``work`` each ``every`` seconds, beginning at once, until ``stop()``.

    What goes wrong is logged, once for as long as it goes on being the same, and tried again with the next tick.
    """

    def __init__(self, work: Callable[[], object], *, every: float, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.work, self.every = work, every
        self.ended = threading.Event()
        self.trouble = ""

    def run(self) -> None:
        while True:
            self.tick()
            if self.ended.wait(self.every):
                connection.close()  # this thread's own
                return

    def tick(self) -> None:
        close_old_connections()
        try:
            self.work()
        except Exception as error:  # whatever it was, the next tick must come
            if isinstance(error, DatabaseError):
                connection.close()
            if str(error) != self.trouble:
                logger.exception("%s is in trouble and goes on trying.", self.name)
            self.trouble = str(error) or type(error).__name__
        else:
            if self.trouble:
                logger.warning("%s works again.", self.name)
            self.trouble = ""

    def stop(self) -> None:
        """End after the tick in hand."""
        self.ended.set()
        self.join()
