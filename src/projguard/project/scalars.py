"""Every scalar of a document, and every name of a field, in one pass."""

from collections.abc import Iterator

from projguard.model.source import Data, Document, KeyPath, Said


def scalars(document: Document) -> Iterator[tuple[KeyPath, str]]:
    """Give each text value with its path, in the order of the document; numbers and flags are left out."""
    stack: list[tuple[KeyPath, Data]] = [((), document.data)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            stack += [((*path, key), item) for key, item in reversed(value.items())]
        elif isinstance(value, list):
            stack += [((*path, index), value[index]) for index in range(len(value) - 1, -1, -1)]


def said_in(document: Document) -> Said:
    """Gather all names and texts of a document: its reader has done so where it came by each."""
    if document.said is not None:
        return document.said
    names: set[str] = set()
    texts: set[str] = set()
    todo: list[Data] = [[document.data]]
    for value in todo:  # which grows meanwhile
        if type(value) is dict:
            names.update(value)
            value = value.values()  # noqa: PLW2901 - likewise
        for item in value:
            if type(item) is str:
                texts.add(item)
            elif type(item) is dict or type(item) is list:
                todo.append(item)
    return Said(frozenset(names), frozenset(texts))
