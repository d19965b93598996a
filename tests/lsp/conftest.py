"""A client that talks to ``projguard lsp`` as an editor does."""

from __future__ import annotations

import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "projguard", "lsp", "--as-of", "2026-11-23"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Copy the sample with many gaps."""
    return Path(shutil.copytree(ROOT / "sample_projects" / "cafe-many-gaps", tmp_path / "cafe"))


@pytest_lsp.fixture(scope="module", config=ClientServerConfig(server_command=[*COMMAND, "--lang", "en"]))  # type: ignore[untyped-decorator]  # the library has no types for it
async def client(lsp_client: LanguageClient) -> AsyncIterator[None]:
    """Start the server once for all tests of a module."""
    capabilities = client_capabilities("visual-studio-code")
    await lsp_client.initialize_session(types.InitializeParams(capabilities=capabilities, root_uri=ROOT.as_uri()))
    yield
    await lsp_client.shutdown_session()
