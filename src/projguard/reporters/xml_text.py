"""XML by the standard library: text from outside is made visible, so that no sign that XML forbids is left."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from projguard.reporters.terminal import visible

OPENING = '<?xml version="1.0" encoding="utf-8"?>\n'


def element(parent: ET.Element | None, tag: str, text: str = "", **attributes: str | int) -> ET.Element:
    """Make an element; line feeds of its text stay, everything else that cannot be seen is escaped."""
    named = {name: visible(str(value)) for name, value in attributes.items()}
    made = ET.Element(tag, named) if parent is None else ET.SubElement(parent, tag, named)
    if text:
        made.text = "\n".join(map(visible, text.split("\n")))
    return made


def written(made: ET.Element) -> str:
    """Write an element and what is below it, indented, and a line feed."""
    ET.indent(made, space=" ")
    return ET.tostring(made, encoding="unicode") + "\n"
