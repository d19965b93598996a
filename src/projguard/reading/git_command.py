"""Asking git read-only, without running anything that a repository or its settings name."""

from __future__ import annotations

import os

_SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.pager=cat",
    "log.showSignature=false",
    "log.follow=false",
    "log.diffMerges=off",
    "protocol.allow=never",  # a partial clone would fetch what it lacks
    "safe.bareRepository=explicit",  # a folder that only looks like a repository is none
)
_ENVIRONMENT = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_INDEX = "GIT_INDEX_FILE"
_LONGEST = 20.0
"""Seconds; an answer that takes longer counts as none."""


def git_command(root: str, *words: str) -> list[str] | None:
    """Make the command line of a question about the repository of a folder; None where there is no git."""
    import shutil

    git = shutil.which("git")
    if git is None or not os.path.isabs(git):  # noqa: PTH117 - a relative one would stand in the project itself
        return None
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    return [git, "--no-pager", "--literal-pathspecs", "-C", root, *settings, *words]


def git_environment(*, index: bool = False) -> dict[str, str]:
    """Keep the variables that programs need and none of git's, which speak of another repository inside a hook.

    ``index`` keeps the one that names the index: git makes an index of its own for a commit of some files alone.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    ceiling = os.environ.get("GIT_CEILING_DIRECTORIES")
    own = os.environ.get(_INDEX) if index else None
    return {
        **kept,
        **_ENVIRONMENT,
        **({"GIT_CEILING_DIRECTORIES": ceiling} if ceiling else {}),
        **({_INDEX: os.path.abspath(own)} if own else {}),  # noqa: PTH100 - a string among strings
    }


def ask_git(root: str, *words: str, index: bool = False) -> bytes | None:
    """Give what git answers; None where there is no git, no repository, or no answer in time."""
    import subprocess

    command = git_command(root, *words)
    if command is None:
        return None
    try:
        done = subprocess.run(
            command,
            env=git_environment(index=index),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_LONGEST,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
