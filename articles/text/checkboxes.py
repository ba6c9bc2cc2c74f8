"""Task lists: a tick that is read aloud, and no other input."""

from .tree import Element


def label_checkboxes(root: Element) -> None:
    """Name each checkbox of a task list; drop every other input."""
    for element in list(root.iter()):
        in_task = "task-list-item" in element.classes or element.tag == "p"
        element.children = [
            child for child in element.children if not isinstance(child, Element) or child.tag != "input" or in_task
        ]
        for child in element.elements():
            if child.tag == "input":
                done = "checked" in child.attributes
                # All of them here and in this order: what nh3 adds by itself comes in any order.
                child.attributes = {"type": "checkbox", "disabled": "", **({"checked": ""} if done else {})}
                child.attributes["aria-label"] = "已完成" if done else "未完成"
