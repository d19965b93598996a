"""Whether what is checked comes from a stranger: a pull request from a fork, as build servers tell it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def from_stranger() -> bool:
    """Tell whether the environment is that of a pull request from a fork; in doubt it is."""
    return _on_github(os.environ) or _on_gitlab(os.environ) or _on_azure(os.environ)


def _on_github(environment: Mapping[str, str]) -> bool:
    """Compare the repositories of the two sides, in the event that GitHub, Gitea and Forgejo hand to each job."""
    if not environment.get("GITHUB_EVENT_NAME", "").startswith("pull_request"):
        return False
    try:
        event: Any = json.loads(Path(environment.get("GITHUB_EVENT_PATH", "")).read_bytes())
        request = event["pull_request"]
        return bool(request["head"]["repo"]["id"] != request["base"]["repo"]["id"])
    except (OSError, ValueError, KeyError, TypeError):
        # A fork that was deleted meanwhile has no repository any more.
        return True


def _on_gitlab(environment: Mapping[str, str]) -> bool:
    source = environment.get("CI_MERGE_REQUEST_SOURCE_PROJECT_ID")
    return source is not None and source != environment.get("CI_MERGE_REQUEST_PROJECT_ID")


def _on_azure(environment: Mapping[str, str]) -> bool:
    return environment.get("SYSTEM_PULLREQUEST_ISFORK", "").lower() == "true"
