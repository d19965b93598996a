"""How much of its input projguard reads before it refuses to go on."""

from typing import NamedTuple


class Limits(NamedTuple):
    """Bounds of one run; each field is the setting of the same name under ``limits``."""

    file_bytes: int = 1_048_576
    """Size of one YAML file."""
    scalar_length: int = 65_536
    """Characters of one value."""
    key_length: int = 1_024
    """Characters of one key."""
    depth: int = 64
    """Collections inside one another, aliases followed."""
    aliases: int = 100
    """References to an anchor in one file."""
    nodes: int = 100_000
    """Values in one file, each alias counted as what it stands for."""
    second_reading_bytes: int = 262_144
    """Size up to which text that libyaml refuses is read again by the slower parser."""
    path_bytes: int = 4_096
    """Length of the path of an evidence file."""
    text_bytes: int = 1_048_576
    """Size of one evidence file that is read as text."""
    pages: int = 2_000
    """Pages of one knowledge base."""
    page_depth: int = 8
    """Folders inside one another in a knowledge base."""
    project_bytes: int = 33_554_432
    """Evidence text of one project, all files together."""
    archive_bytes: int = 268_435_456
    """Size of all files of an archive, unpacked."""
    archive_files: int = 10_000
    """Files in one archive."""
    project_seconds: int = 60
    """Time for judging one project: a dozen times what the largest one takes that the other limits let in."""
