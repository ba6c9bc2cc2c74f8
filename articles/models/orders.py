"""
The two orders of the site (brief §4), in the one place where they are written down.

``BY_DAY`` (L) is the order of the home page, ``/page/N/``, categories and topics: newest day
first, and within a day by weight. ``BY_TIME`` (C) is the order of everything else.
"""

BY_DAY = ("-published_day", "weight_rank", "-published_at", "-pk")
BY_TIME = ("-published_at", "-pk")

UNWEIGHTED = 2_147_483_647  # stored as ``weight_rank`` where there is no weight: last, on both databases


def by_rank(position: str) -> tuple[str, ...]:
    """Order of a home page slot: hand-placed first, then by weight, then newest (brief §4 ``rank``)."""
    return (f"{position}_rank", "weight_rank", "-published_at", "-pk")


FLAG_OF = {"lead": "pinned", "pick": "recommended", "focus": "in_focus"}  # which flag puts an article into a slot
RANK_OF = {flag: f"{slot}_rank" for slot, flag in FLAG_OF.items()}  # where its place by hand is kept
