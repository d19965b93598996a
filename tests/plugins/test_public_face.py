"""What plugins may rely on: the public names, listed with what they take; a change of the list is made on purpose."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from projguard import api, testing
from projguard.hooks import spec
from projguard.hooks.deprecation import Former, former_names

LIST = Path(__file__).with_name("public_face.txt")


def test_public_face_is_as_listed() -> None:
    """Nothing of public_face.txt is gone or of another kind; a public name that is not listed yet is listed on purpose.

    A value that projguard makes may get more fields. ``python tests/plugins/test_public_face.py`` writes the list anew.
    """
    listed = LIST.read_text(encoding="utf-8").splitlines()
    assert [line for line in listed if line not in set(face())] == []
    assert [line for line in face() if line[0] != " " and line not in listed] == []


def test_everything_public_is_exported_on_purpose() -> None:
    """Each public module lists what it exports, and exports nothing that is not listed or not there."""
    for module in (api, testing):
        assert sorted(set(module.__all__)) == sorted(module.__all__)
        assert [name for name in module.__all__ if not hasattr(module, name)] == []
    own = {name for name, value in vars(api).items() if name[0] != "_" and not isinstance(value, types.ModuleType)}
    assert own - set(api.__all__) == {"annotations", "Mapping", "Former", "former_names", "FORMER"}


def test_every_hook_has_its_types_and_its_meaning() -> None:
    """A hook says what it gives, what it is given, and how often it is called upon."""
    assert len(spec.HOOKS) == 9
    for name, hook in spec.HOOKS.items():
        signature = inspect.signature(hook)
        assert signature.return_annotation is not inspect.Signature.empty, name
        assert all(p.annotation is not inspect.Parameter.empty for p in signature.parameters.values()), name
        assert len(inspect.getdoc(hook) or "") > 60, name


def test_former_names_warn() -> None:
    """A name that is going away works on, and says since when, until when, and what to write instead."""
    module = types.ModuleType("projguard.example")
    former = Former("value", since="1.2", until="2.0", instead="projguard.api.Text")
    module.__getattr__ = former_names("projguard.example", {"Txt": former})  # type: ignore[method-assign]  # as a module does
    told = "projguard.example.Txt is deprecated since 1.2 and gone in 2.0: use projguard.api.Text"
    with pytest.warns(DeprecationWarning, match=told):
        assert module.Txt == "value"
    with pytest.raises(AttributeError, match=r"module 'projguard.example' has no attribute 'Tx'"):
        _ = module.Tx
    with pytest.raises(AttributeError):
        _ = api.NothingOfThisName


def test_plugins_are_listed_with_what_they_use_of_old(install: Any, projguard: Any) -> None:
    """``projguard plugins`` tells which plugin uses a name that is going away, and the run goes on."""
    source = """
        import warnings
        from projguard.api import hookimpl

        warnings.warn("projguard.api.Old is deprecated since 0.2 and gone in 1.0: use projguard.api.New", DeprecationWarning)
        """
    install("acme", source)
    done = projguard("plugins")
    assert done.returncode == 0
    told = "projguard.api.Old is deprecated since 0.2 and gone in 1.0: use projguard.api.New"
    assert f"acme     acme-pack 1.0\n         {told}\n" in done.stdout
    assert projguard("check", ".", "--as-of", "2026-11-23").stderr == ""


def face() -> Iterator[str]:
    """Describe the public face: a line per name and hook, and below a name each of its fields or methods."""
    for module in (api, testing):
        for name in module.__all__:
            value = getattr(module, name)
            yield f"{module.__name__}.{name}{described(value)}"
            for field in fields_of(value):
                yield f"    {name}.{field}"
    for name, hook in spec.HOOKS.items():
        yield f"hook {name}{inspect.signature(hook)}"


def described(value: Any) -> str:
    """Say what a function takes, or what a constant is."""
    if inspect.isfunction(value):
        return str(inspect.signature(value))
    return f" = {value!r}" if isinstance(value, int | tuple) else ""


def fields_of(value: Any) -> Iterator[str]:
    """Give the fields of a value, and the methods of anything else that is a class."""
    if not inspect.isclass(value):
        return
    if any(vars(base).get("__annotations__") for base in value.__mro__):
        for base in reversed(value.__mro__):
            if vars(base).get("__annotations__"):
                yield from annotated(base)
        return
    for key, item in vars(value).items():
        if inspect.isfunction(item) and key[0] != "_":
            yield f"{key}{inspect.signature(item)}"


def annotated(value: type) -> Iterator[str]:
    """Give the fields of a class with their types as they are written there, and those that are worked out when asked."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(value))).body
    assert isinstance(tree, ast.ClassDef)
    for node in tree.body:
        if isinstance(node, ast.AnnAssign):
            kind = node.annotation
            written = (
                str(kind.value) if isinstance(kind, ast.Constant) and isinstance(kind.value, str) else ast.unparse(kind)
            )
            yield f"{ast.unparse(node.target)}: {written}"
        elif (
            isinstance(node, ast.FunctionDef)
            and node.returns
            and list(map(ast.unparse, node.decorator_list)) == ["once"]
        ):
            yield f"{node.name}: {ast.unparse(node.returns)}"


if __name__ == "__main__":
    sys.stdout.write(f"{LIST.write_text(chr(10).join(face()) + chr(10), encoding='utf-8')} characters written\n")
