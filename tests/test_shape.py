"""The shape of the code: small modules, short functions, no cycles, speaking names, nothing left unfinished."""

from __future__ import annotations

import ast
import graphlib
import io
import re
import statistics
import tokenize
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import grimp
import pytest

import projguard

if TYPE_CHECKING:
    from collections.abc import Iterator

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

PACKAGE = Path(projguard.__file__).parent
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "core", "misc"}
OPEN_END = re.compile(r"\b(TODO|FIXME|XXX)\b")


def test_modules_are_small() -> None:
    """No module has more than 300 lines, half of them have at most 120."""
    sizes = module_sizes(PACKAGE)
    assert [f"{name}: {size} lines" for name, size in sizes.items() if size > 300] == []
    assert statistics.median(sizes.values()) <= 120


def test_functions_are_short() -> None:
    """No function has more than 60 lines, docstring included; the median is about ten."""
    sizes = function_sizes(PACKAGE)
    assert [f"{name}: {size} lines" for name, size in sizes.items() if size > 60] == []
    assert statistics.median(sizes.values()) <= 12


def test_modules_import_each_other_in_one_direction() -> None:
    """No module leads back to itself by its imports, those under TYPE_CHECKING and inside functions included."""
    graph = grimp.build_graph("projguard", cache_dir=None)
    assert cycle_in({name: graph.find_modules_directly_imported_by(name) for name in graph.modules}) == ()


def test_modules_have_speaking_names() -> None:
    """No module or package is named after nothing in particular."""
    assert vague_names(PACKAGE) == []


def test_nothing_is_left_open() -> None:
    """No function is a stub and no comment announces work to be done."""
    assert open_ends(PACKAGE) == []


@pytest.fixture
def misshapen(tmp_path: Path) -> Path:
    """Make a package that has every defect that this file looks for."""
    (tmp_path / "utils.py").write_text("x = 1\n" * 301, encoding="utf-8")
    source = 'def stub():\n    """Say."""\n    pass\n\ndef long():\n' + "    y = 1\n" * 60 + "# TO" + "DO: more\n"
    (tmp_path / "long.py").write_text(source, encoding="utf-8")
    return tmp_path


def test_defects_are_seen(misshapen: Path) -> None:
    """The measures above find what they are there to find."""
    assert module_sizes(misshapen)["utils.py"] == 301
    assert function_sizes(misshapen) == {"long.py stub": 3, "long.py long": 61}
    assert vague_names(misshapen) == ["utils.py"]
    assert open_ends(misshapen) == ["long.py:1 stub", "long.py:66 comment"]
    assert set(cycle_in({"a": {"b"}, "b": {"c"}, "c": {"a"}})) == {"a", "b", "c"}


def module_sizes(package: Path) -> dict[str, int]:
    """Count the lines of each module."""
    return {name: len(text.splitlines()) for name, text in modules(package)}


def function_sizes(package: Path) -> dict[str, int]:
    """Count the lines of each function and method, decorators left out."""
    return {
        f"{name} {function.name}{'' if unique else f' (line {function.lineno})'}": lines_of(function)
        for name, text in modules(package)
        for function, unique in functions(text)
    }


def functions(text: str) -> Iterator[tuple[Function, bool]]:
    """Give the functions of a module, each with whether its name is the only one of its kind there."""
    found = [node for node in ast.walk(ast.parse(text)) if isinstance(node, Function)]
    names = [function.name for function in found]
    return ((function, names.count(function.name) == 1) for function in found)


def lines_of(function: Function) -> int:
    """Count the lines from ``def`` to the end of the body."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def cycle_in(imports: dict[str, set[str]]) -> tuple[str, ...]:
    """Give one circle of imports, or nothing."""
    try:
        graphlib.TopologicalSorter(imports).prepare()
    except graphlib.CycleError as error:
        return tuple(error.args[1])
    return ()


def vague_names(package: Path) -> list[str]:
    """List the modules that have a vague name somewhere in their path."""
    return [name for name, _ in modules(package) if VAGUE & set(name.removesuffix(".py").split("/"))]


def open_ends(package: Path) -> list[str]:
    """List stubs and comments that promise something, each with file and line."""
    return [f"{name}:{line} {what}" for name, text in modules(package) for line, what in sorted(open_ends_in(text))]


def open_ends_in(text: str) -> Iterator[tuple[int, str]]:
    """Give the stubs and promises of one module."""
    tree = ast.parse(text)
    protocols = {id(member) for node in ast.walk(tree) if is_protocol(node) for member in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, Function) and id(node) not in protocols and is_stub(node):
            yield node.lineno, node.name
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and OPEN_END.search(token.string):
            yield token.start[0], "comment"


def is_protocol(node: ast.AST) -> bool:
    """Tell whether a node is a Protocol, whose methods have no body by nature."""
    return isinstance(node, ast.ClassDef) and any("Protocol" in ast.unparse(parent) for parent in node.bases)


def is_stub(function: Function) -> bool:
    """Tell whether a function does nothing: ``pass``, ``...`` or NotImplementedError after its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    if len(body) != 1 or any("overload" in ast.unparse(decorator) for decorator in function.decorator_list):
        return False
    text = ast.unparse(body[0])
    return text in {"pass", "..."} or text.startswith("raise NotImplementedError")


def modules(package: Path) -> Iterator[tuple[str, str]]:
    """Give each module's path below the package, and its text."""
    for path in sorted(package.rglob("*.py")):
        yield path.relative_to(package).as_posix(), path.read_text(encoding="utf-8")
