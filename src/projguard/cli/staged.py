"""``check --staged`` and ``--touched``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from projguard.app.active import Active
from projguard.app.settings import Request
from projguard.app.work import Work, prepare_found, settings_at
from projguard.cli.check_options import asks_for_fixes
from projguard.cli.fixes import refuse_fixes
from projguard.cli.speech import wrong


def staged_work(options: dict[str, Any], request: Request, active: Active) -> Work:
    """Find what to check in the index; raises what ``refusing`` turns into refusals."""
    from projguard.app.staged import NoRepository, staged_sources, touched_sources

    if "-" in options["paths"]:
        raise wrong("--staged: standard input is not in git's index.")
    if asks_for_fixes(options):
        refuse_fixes(options)
        raise wrong("--staged: what git's index holds is not mended; leave --staged out.")
    paths = options["paths"] or (".",)
    folder = Path(os.path.commonpath([os.path.abspath(path) for path in paths]))  # noqa: PTH100 - links stay as typed
    folder = folder if folder.is_dir() else folder.parent
    config = settings_at(folder, request, active).config
    try:
        if options["touched"]:
            found = touched_sources(options["paths"], active, config)
        else:
            found = staged_sources(paths, config.exclude)
    except NoRepository as absent:
        raise wrong("--staged: '{path}' lies in no git repository.", path=absent.args[0]) from None
    return prepare_found(found, folder, request, active)
