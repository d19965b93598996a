"""``--executor dask``: projects on a cluster of dask.distributed, whose workers see the same files at the same paths."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from importlib import import_module
from typing import Any

from projguard.hooks.plugins import NoExecutor, told
from projguard.model.finding import Notice
from projguard.model.values import Text

NAME = "dask"
ANSWERS_WITHIN = 5
"""Seconds until a scheduler that does not answer is given up: a mistyped address is told before anybody wonders."""


class Cluster(Executor):
    """The workers of a scheduler; what a worker had in hand when it died goes to another one."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._tasks = client.get_executor(pure=False)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand a task over."""
        task: Future[Any] = self._tasks.submit(fn, *args, **kwargs)
        return task

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - the signature of Executor
        """Leave the cluster as it was."""
        self._tasks.shutdown(wait=wait and not cancel_futures)
        self._client.close(timeout=ANSWERS_WITHIN)


def connect(address: str) -> Executor:
    """Find the cluster of a scheduler; raises NoExecutor where it is not to be had."""
    if not address:
        raise NoExecutor(Notice("scheduler_unsaid", {"name": Text(NAME)}))
    try:
        import logging

        client_of: Any = import_module("distributed").Client
    except ImportError:
        raise NoExecutor(Notice("executor_extra", {"name": Text(NAME)})) from None
    for name in (name for name in logging.root.manager.loggerDict if name.startswith("distributed")):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what went wrong is told by the report
    try:
        client = client_of(address, timeout=ANSWERS_WITHIN, set_as_default=False)
    except Exception as fault:
        values = {"address": Text(address), "reason": Text(told(fault.__cause__ or fault))}
        raise NoExecutor(Notice("scheduler_silent", values)) from fault
    return Cluster(client)
