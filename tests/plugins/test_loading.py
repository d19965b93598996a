"""Loading of plugins: which ones take part, and what is said of those that cannot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from projguard.app.active import Loading, compose
from projguard.hooks.installed import EntryPoint, installed
from projguard.hooks.plugins import chosen

DAY = ["--as-of", "2026-11-23"]
HEAD = "from projguard.hooks.spec import hookimpl\n"
CHECK = HEAD + "@hookimpl\ndef projguard_checks():\n    return {'acme_asks': lambda project, params: iter(())}\n"
PRINTS = (
    HEAD + "print('loaded')\n@hookimpl\ndef projguard_presets():\n    print('asked')\n    return {'acme': 'lang: ru'}\n"
)

BROKEN = {
    "import fails": (
        "import nothing_of_this_name\n",
        "the plugin acme (acme-pack 1.0) cannot be loaded: ModuleNotFoundError: No module named 'nothing_of_this_name'",
    ),
    "ends the process": (
        "import sys\nsys.exit(0)\n",
        "the plugin acme (acme-pack 1.0) cannot be loaded: SystemExit: 0",
    ),
    "attributes fail": (
        "def __getattr__(name):\n    raise OSError(f'no {name}')\n",
        "the plugin acme (acme-pack 1.0) cannot be loaded: OSError: no PROJGUARD_API",
    ),
    "listing fails": (
        "def __dir__():\n    raise OSError('no names')\n",
        "the plugin acme (acme-pack 1.0) cannot be loaded: OSError: no names",
    ),
    "interface is no number": (
        "PROJGUARD_API = '1'\n",
        "the plugin acme (acme-pack 1.0) asks for interface '1', and this projguard has 1",
    ),
    "generator ends": (
        HEAD + "@hookimpl\ndef projguard_checks():\n    raise GeneratorExit\n",
        "the plugin acme (acme-pack 1.0) failed in projguard_checks: GeneratorExit",
    ),
    "schema in a circle": (
        HEAD
        + "@hookimpl\ndef projguard_schemas():\n    key = {}\n    key['not'] = key\n    return [{'properties': {'acme': key}}]\n",
        "a schema fragment of acme (acme-pack 1.0) is no JSON Schema: Circular reference detected",
    ),
    "hook misspelt": (
        HEAD + "@hookimpl\ndef projguard_check():\n    return {}\n",
        "the plugin acme (acme-pack 1.0) has projguard_check, which is no hook; did you mean projguard_checks?",
    ),
    "hook unknown": (
        HEAD + "@hookimpl\ndef projguard_make_coffee():\n    return {}\n",
        "the plugin acme (acme-pack 1.0) has projguard_make_coffee, which is no hook of projguard",
    ),
    "hook unmarked": (
        "def projguard_checks():\n    return {}\n",
        "the plugin acme (acme-pack 1.0) defines projguard_checks without @hookimpl",
    ),
    "hook of another form": (
        HEAD + "@hookimpl\ndef projguard_checks(coffee):\n    return {}\n",
        "Argument(s) {'coffee'} are declared in the hookimpl but can not be found in the hookspec",
    ),
    "newer interface": (
        "PROJGUARD_API = 2\n",
        "the plugin acme (acme-pack 1.0) asks for interface 2, and this projguard has 1",
    ),
    "hook fails": (
        HEAD + "@hookimpl\ndef projguard_checks():\n    raise OSError('no network')\n",
        "the plugin acme (acme-pack 1.0) failed in projguard_checks: OSError: no network",
    ),
    "no mapping": (
        HEAD + "@hookimpl\ndef projguard_checks():\n    return ['acme_asks']\n",
        "gives something else from projguard_checks: list in place of a mapping",
    ),
    "no function": (
        HEAD + "@hookimpl\ndef projguard_reporters():\n    return {'acme': 'Acme'}\n",
        "gives something else from projguard_reporters: 'acme': str in a mapping of names to functions",
    ),
    "no rules": (
        HEAD + "@hookimpl\ndef projguard_rules():\n    return ['ACME0001']\n",
        "gives something else from projguard_rules: str in the list",
    ),
    "no folder": (
        HEAD + "@hookimpl\ndef projguard_rule_dirs():\n    return ['/nowhere/at/all']\n",
        "acme (acme-pack 1.0) gives the folder /nowhere/at/all, which holds no card file",
    ),
    "check of projguard": (
        CHECK.replace("acme_asks", "brief_missing"),
        "the check brief_missing is claimed by both projguard 0.1.0 and acme (acme-pack 1.0)",
    ),
    "format of projguard": (
        HEAD + "@hookimpl\ndef projguard_reporters():\n    return {'json': print}\n",
        "the format json is claimed by both projguard 0.1.0 and acme (acme-pack 1.0)",
    ),
    "preset of projguard": (
        HEAD + "@hookimpl\ndef projguard_presets():\n    return {'web': ''}\n",
        "the preset web is claimed by both projguard 0.1.0 and acme (acme-pack 1.0)",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_plugin_that_cannot_take_part_is_named(case: str, install: Any, projguard: Any) -> None:
    """The run ends with 2 and names plugin, distribution and version; nothing is checked, and there is no traceback."""
    source, told = BROKEN[case]
    install("acme", source)
    done = projguard("check", ".", *DAY)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "The plugins cannot be used; --no-plugins leaves them out." in done.stderr
    assert "Traceback" not in done.stderr


def test_broken_plugin_can_be_left_out(install: Any, projguard: Any) -> None:
    """Without plugins a broken one is not even imported."""
    install("acme", "raise SystemExit('imported')\n")
    done = projguard("check", ".", *DAY, "--no-plugins")
    assert (done.returncode, done.stderr) == (0, "")


def test_attribute_that_is_not_there_is_named(install: Any, projguard: Any) -> None:
    """An entry point that names an attribute is loaded from it, and told where the module has none."""
    install("acme", "plugin = None\n", entry="plugin_acme_pack:plugin.of.ours")
    told = "cannot be loaded: AttributeError: 'NoneType' object has no attribute 'of'"
    assert told in projguard("rules").stderr


def test_every_broken_plugin_is_told_at_once(install: Any, projguard: Any) -> None:
    """Two broken plugins are two lines of one refusal, in the language of the run."""
    install("acme", "import nothing_of_this_name\n")
    install("bolt", "PROJGUARD_API = 9\n", version="2.1")
    done = projguard("check", ".", "--lang", "ru")
    assert done.returncode == 2
    assert "плагин acme (acme-pack 1.0) не загружается: ModuleNotFoundError" in done.stderr
    assert "плагину bolt (bolt-pack 2.1) нужен интерфейс 9, а у этой версии projguard - 1" in done.stderr


@pytest.mark.parametrize(
    ("source", "what"),
    [
        (CHECK, "the check acme_asks"),
        (HEAD + "@hookimpl\ndef projguard_reporters():\n    return {'page': print}\n", "the format page"),
        (HEAD + "@hookimpl\ndef projguard_presets():\n    return {'house': ''}\n", "the preset house"),
    ],
)
def test_two_plugins_that_claim_one_name_are_both_named(source: str, what: str, install: Any, projguard: Any) -> None:
    """A check, format or preset of two plugins ends the run with 2, and both are named with their versions."""
    install("acme", source)
    install("bolt", source, version="2.1")
    done = projguard("check", ".", *DAY)
    assert done.returncode == 2
    assert f"{what} is claimed by both acme (acme-pack 1.0) and bolt (bolt-pack 2.1)" in done.stderr


def test_two_plugins_of_one_name_are_both_named(install: Any, projguard: Any) -> None:
    """Two distributions whose plugins have one name cannot take part together; one of them can be chosen."""
    install("acme", CHECK)
    install("acme", CHECK, distribution="acme-fork", version="3")
    done = projguard("check", ".", *DAY)
    assert done.returncode == 2
    assert "two plugins are called acme, that of acme-fork 3 and that of acme-pack 1.0" in done.stderr


@pytest.mark.parametrize("name", ["acme", "acme-pack", "Acme-Pack"])
def test_list_names_plugins_or_distributions(name: str) -> None:
    """A plugin is chosen by its own name or by that of its distribution."""
    found = (EntryPoint("acme", "a", "acme-pack", "1", "/"), EntryPoint("bolt", "b", "bolt_pack", "1", "/"))
    assert chosen(found, [name]) == found[:1]
    assert chosen(found, ["bolt-pack", "acme"]) == chosen(found, None) == found
    assert chosen(found, []) == ()


@pytest.mark.parametrize("arguments", [["check", "."], ["rules"], ["explain", "PG0501"], ["schema", "manifest"]])
def test_only_listed_plugins_are_loaded(arguments: list[str], install: Any, projguard: Any, tmp_path: Path) -> None:
    """Every command loads what the operator's list names; what it does not name is not even imported."""
    install("acme", CHECK)
    install("bolt", "raise SystemExit('imported')\n")
    house = tmp_path / "house.yaml"
    house.write_text("plugins: [acme-pack]\n", encoding="utf-8")
    assert projguard(*arguments).returncode == 2
    assert projguard(*arguments, PROJGUARD_CONFIG=str(house)).returncode == 0


def test_list_that_names_no_plugin_is_refused(install: Any, projguard: Any, tmp_path: Path) -> None:
    """A listed plugin that is not installed ends the run with 2; the nearest installed one is named."""
    house = tmp_path / "house.yaml"
    house.write_text("plugins: [acne]\n", encoding="utf-8")
    done = projguard("check", ".", "--config", str(house))
    assert (done.returncode, "no plugin is called «acne», and none is installed" in done.stderr) == (2, True)
    install("acme", CHECK)
    done = projguard("check", ".", "--config", str(house))
    assert (done.returncode, "no plugin is called «acne», did you mean acme?" in done.stderr) == (2, True)
    house.write_text("plugins: []\n", encoding="utf-8")
    assert projguard("check", ".", *DAY, "--config", str(house)).returncode == 0


def test_operators_file_that_cannot_be_read_loads_nothing(install: Any, projguard: Any, tmp_path: Path) -> None:
    """Where the list of plugins cannot be read, none is imported, and the place is told."""
    install("acme", "print('imported')\n")
    house = tmp_path / "house.yaml"
    house.write_text("plugins: [acme\n", encoding="utf-8")
    done = projguard("check", ".", "--config", str(house))
    assert done.returncode == 2
    assert f"{house}:1:10:" in done.stderr
    assert "imported" not in done.stderr + done.stdout
    house.write_text("plugins: acme\n", encoding="utf-8")
    done = projguard("check", ".", "--config", str(house))
    assert (done.returncode, "plugins: «acme» is not of the form expected here" in done.stderr) == (2, True)
    assert "imported" not in done.stderr + done.stdout


def test_what_a_plugin_prints_is_no_output(install: Any, projguard: Any) -> None:
    """Standard output holds the format that was asked for, whatever a plugin prints while it is loaded."""
    install("acme", PRINTS)
    done = projguard("check", ".", *DAY, "--format", "json")
    assert done.stdout.startswith("{")
    assert done.stderr.startswith("loaded\nasked\n")


def test_plugins_are_listed(install: Any, projguard: Any, tmp_path: Path) -> None:
    """The list names each plugin with distribution, version and what it gives; a broken one makes the status 2."""
    install("acme", CHECK, version="1.2.3")
    done = projguard("plugins")
    assert done.returncode == 0
    assert "acme     acme-pack 1.2.3\n         checks: acme_asks\n" in done.stdout
    assert done.stdout.startswith("builtin  projguard 0.1.0\n")
    install("bolt", "import nothing_of_this_name\n", version="2")
    done = projguard("plugins")
    assert done.returncode == 2
    assert (
        "bolt     bolt-pack 2  (broken)\n         the plugin bolt (bolt-pack 2) cannot be loaded: Module" in done.stdout
    )
    assert "acme     acme-pack 1.2.3\n         checks: acme_asks\n" in done.stdout
    done = projguard("plugins", "--no-plugins")
    assert done.returncode == 0
    assert "acme     acme-pack 1.2.3  (left out)\nbolt     bolt-pack 2  (left out)\n" in done.stdout


def test_entry_points_are_found_as_importlib_finds_them(install: Any, site: Path) -> None:
    """The quick reading of metadata agrees with the standard library's, over everything that is installed here."""
    import sys
    from importlib.metadata import distributions

    install("acme", CHECK)
    path = [str(site), *sys.path]
    expected = [
        (point.name, point.value, distribution.metadata["Name"], distribution.version)
        for distribution in distributions(path=path)
        for point in distribution.entry_points
        if point.group == "projguard"
    ]
    assert [(p.name, p.value, p.distribution, p.version) for p in installed(path)] == sorted(expected)
    assert expected == [("acme", "plugin_acme_pack", "acme-pack", "1.0")]


def test_first_of_two_versions_counts(install: Any, site: Path, tmp_path: Path) -> None:
    """Of one distribution in two folders on the path the first is the one that would be imported."""
    install("acme", CHECK)
    second = tmp_path / "second" / "acme_pack-2.0.dist-info"
    second.mkdir(parents=True)
    (second / "entry_points.txt").write_text("[projguard]\n# remark = x\nacme = newer [extra]\n", encoding="utf-8")
    found = installed([str(second.parent), str(site), str(tmp_path / "absent"), ""])
    assert found == (EntryPoint("acme", "newer", "acme_pack", "2.0", str(second.parent)),)


def test_working_directory_holds_no_plugins(
    install: Any, site: Path, projguard: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies in the working directory is no plugin, even where the path leads there."""
    install("acme", "raise SystemExit('imported')\n")
    monkeypatch.chdir(site)
    assert installed([str(site), "", "."]) == ()
    assert projguard("plugins", folder=site, PYTHONPATH=".").returncode == 0
    assert projguard("plugins", folder=site.parent).returncode == 2


def test_without_the_built_in_plugin_nothing_is_left() -> None:
    """Bundled checks, cards, presets and reporters come through the public hooks alone."""
    empty = compose((), Loading())
    given = (empty.rules, empty.points, empty.checks, empty.formats, empty.presets, empty.fragments)
    assert [len(part) for part in given] == [0] * 6


def test_nothing_is_scanned_or_imported_without_need() -> None:
    """A check without plugins imports no reader of package metadata, and one without them asked for looks for none."""
    import subprocess
    import sys

    program = (
        "import sys; from projguard.app import active; before = set(sys.modules); active.load_active();"
        "print(sorted({'importlib.metadata', 'jsonschema'} & (set(sys.modules) - before)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_bad_card_of_a_plugin_is_told_with_its_place(install: Any, projguard: Any, tmp_path: Path) -> None:
    """A typing error in an installed pack names file, line, column and the nearest known word."""
    cards = tmp_path / "cards"
    cards.mkdir()
    (cards / "acme.yaml").write_text("point: 21\npakc: ACME\ntitle: {en: Acme}\nrules: []\n", encoding="utf-8")
    install("acme", HEAD + f"@hookimpl\ndef projguard_rule_dirs():\n    return [{str(cards)!r}]\n")
    done = projguard("check", ".", *DAY)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{cards}/acme.yaml:2:1: a card file has no field pakc, did you mean pack?" in done.stderr


def test_whatever_a_plugin_raises_has_its_status(install: Any, projguard: Any) -> None:
    """What is no ordinary exception ends with 5 and one line, too."""
    install("acme", "class Odd(BaseException):\n    pass\nraise Odd('of its own')\n")
    done = projguard("check", ".", *DAY)
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr == "exit 5: projguard failed: Odd: of its own\n"
