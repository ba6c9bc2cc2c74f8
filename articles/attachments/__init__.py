"""Files of an article that readers may save (decisions 6.19): ``keeping`` has them, ``types`` says which may come."""

from .keeping import add, linked_from_page, remove, rename

__all__ = ["add", "linked_from_page", "remove", "rename"]
