"""docs/hooks.md: written from the hooks themselves, and current."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from projguard import api, builtin, testing
from projguard.hooks import spec

PAGE = Path(__file__).parents[2] / "docs" / "hooks.md"
HEAD = """\
# Hooks

What a plugin can give projguard. A plugin implements the hooks that it needs, in the module that its entry point
(group `projguard`) names:

```python
from projguard.api import hookimpl


@hookimpl
def projguard_presets():
    return {"acme": "fail_on: warning"}
```

Hooks return data and change nothing. What a hook takes may be left out of yours. `PROJGUARD_API = 1` in the module says
which version of this interface it is written for. This page is written by `python tests/plugins/test_hook_reference.py`.
"""


def test_reference_is_current() -> None:
    """The page says what the hooks say; whoever changes a hook writes it anew."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_hook_is_on_the_page() -> None:
    """Each hook has its heading, its signature and its meaning."""
    text = PAGE.read_text(encoding="utf-8")
    for name, hook in spec.HOOKS.items():
        assert f"## {name}\n" in text
        assert (inspect.getdoc(hook) or "").splitlines()[0].replace("``", "`") in text


def page() -> str:
    """Write the page."""
    return "\n".join([HEAD, *(part for name, hook in spec.HOOKS.items() for part in section(name, hook)), *exports()])


def section(name: str, hook: Any) -> Iterator[str]:
    """Write the section of one hook."""
    yield f"## {name}\n"
    signature = str(inspect.signature(hook)).replace("'", "")
    yield f"```python\ndef {name}{signature}\n```\n"
    yield (inspect.getdoc(hook) or "").replace("``", "`") + "\n"
    own = getattr(builtin, name, None)
    if own is not None:
        yield f"projguard's own: {lower((inspect.getdoc(own) or '').splitlines()[0])}\n"


def exports() -> Iterator[str]:
    """List what may be imported."""
    yield "## What may be imported\n"
    for module in (api, testing):
        rows = [f"| `{name}` | {meaning(getattr(module, name))} |" for name in module.__all__]
        yield f"From `{module.__name__}`:\n"
        yield "\n".join(["| name | what it is |", "|---|---|", *rows]) + "\n"


def meaning(value: Any) -> str:
    """Say in one line what a name is."""
    if inspect.isclass(value) or inspect.isfunction(value):
        return (
            re.sub(r"\s+", " ", (inspect.getdoc(value) or "").split("\n\n")[0]).replace("``", "`").replace("|", "\\|")
        )
    return f"`{value!r}`" if isinstance(value, int | tuple) else "a type, for annotations"


def lower(text: str) -> str:
    """Begin a sentence in the middle of another."""
    return text[:1].lower() + text[1:].replace("``", "`")


if __name__ == "__main__":
    sys.stdout.write(f"{PAGE.write_text(page(), encoding='utf-8')} characters written\n")
