"""
How fast one reader may ask for what costs more than a page. Whoever asks faster is told when to come again (429).

Counted in the cache: with ``CACHE_URL`` one that all processes share, so the bound is the site's; without it in the
memory of each process, which then has the bound for itself. Neither grows: what is counted is forgotten when its time
is over, and memory holds the last readers only (``Environment.caches``). Guesses at passwords are counted in the
database, where they outlive a cache and can be forgiven (``cms.attempts``). Both count the same readers:
``proxies.household_of``.
"""

import logging
import math
from time import monotonic, time

from django.core.cache import BaseCache, caches
from django.utils.crypto import salted_hmac

SHARED, OWN = "default", "process"  # in ``CACHES``
AWAY = 10  # seconds in which a cache that did not answer is not asked again

logger = logging.getLogger(__name__)


class TooFast(Exception):
    """Come again in ``seconds``."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"again in {seconds} seconds")
        self.seconds = seconds


class RateLimit:
    """
    At most ``most`` steps of one reader in each stretch of ``seconds``; ``name`` says of what.

    Stretches begin at another moment for each reader, and need nothing to be remembered but a number.
    """

    def __init__(self, name: str, most: int, seconds: int) -> None:
        self.name, self.most, self.seconds = name, most, seconds
        self._ask_again = 0.0  # by the clock of ``monotonic``

    def count(self, reader: str) -> None:
        """Count one step of ``reader``, an address ("" where it is not known). Raises ``TooFast``."""
        digest = salted_hmac("cms.rate_limit", reader).hexdigest()  # no address is kept
        stretch, gone = divmod(time() + int(digest[:8], 16) % self.seconds, self.seconds)
        if self._counted(f"rate:{self.name}:{digest}:{stretch:.0f}") > self.most:
            raise TooFast(max(1, math.ceil(self.seconds - gone)))

    def _counted(self, key: str) -> int:
        """Count one more of ``key`` and return how many there are; in this process while the cache is away."""
        if monotonic() >= self._ask_again:
            try:
                return self._add(caches[SHARED], key)
            except Exception as error:  # noqa: BLE001 -- whatever its client raises, readers can still search
                self._ask_again = monotonic() + AWAY
                logger.warning("The cache of CACHE_URL does not answer (%s)", type(error).__name__)
        return self._add(caches[OWN], key)

    def _add(self, cache: BaseCache, key: str) -> int:
        cache.add(key, 0, self.seconds)
        try:
            return cache.incr(key)
        except ValueError:  # pushed out in this very moment
            return 1
