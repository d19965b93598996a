"""The measurements: which commands run, on what, how often, in which turns."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.editor import median_keystroke
from benchmarks.large import large_project, limits
from benchmarks.measure import Cost, Job, alternate, instructions
from benchmarks.peers import HEALTHY, ROOT, copies

SCHEMA = ROOT / "schemas" / "manifest.schema.json"
TO_JSON = (
    "import sys, json, pathlib; from projguard.reading.yaml_document import read_document; "
    "from projguard.model.limits import Limits; "
    "print(json.dumps(read_document(pathlib.Path(sys.argv[1]).read_bytes(), '', Limits()).data))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How much is measured, and how often."""

    rounds: int
    many: int
    """Projects of a portfolio."""
    many_rounds: int
    ten_rounds: int
    products: int
    """Products of the large manifest; a fifth as many people."""
    keystrokes: int = 40


FULL = Scale(rounds=21, many=1_000, many_rounds=5, ten_rounds=2, products=10_000)
QUICK = Scale(rounds=15, many=500, many_rounds=3, ten_rounds=1, products=10_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """The programs to measure, each in an environment of its own, and a folder to work in."""

    ours: Path
    """Folder of the commands of projguard."""
    scratch: Path
    scale: Scale
    editor: Path | None = None
    """Folder of the commands of projguard with its server for editors."""
    peers: Path | None = None
    node: Path | None = None

    def one(self) -> dict[str, Job]:
        """Give what checks one healthy project or its manifest."""
        jobs = {
            "one: bare python": self._job([str(self.ours / "python"), "-c", "pass"], HEALTHY),
            "one: projguard": self._check(HEALTHY),
        }
        return jobs | self._theirs("one", HEALTHY, "projguard.yaml", self._as_json(1))

    def many(self) -> dict[str, Job]:
        """Give what checks many projects or their manifests."""
        folder = copies(self.scratch / "many", self.scale.many)
        floor = [str(self.ours / "python"), str(Path(__file__).with_name("floor.py")), "."]
        jobs = {
            "many: projguard": self._check(folder, "--jobs", "1", anew=True),
            "many: projguard, unchanged": self._check(folder, "--jobs", "1"),
            "many: projguard, 2 workers": self._check(folder, "--jobs", "2", anew=True),
            "many: projguard, by default": self._check(folder, anew=True),
            "many: events and reading": self._job(floor, folder),
        }
        return jobs | self._theirs("many", folder, "*/projguard.yaml", self._as_json(self.scale.many))

    def costs(self) -> dict[str, Cost]:
        """Measure everything; what belongs together runs in turns."""
        scale, one = self.scale, self.one()
        alternate(one, 1)  # what fills caches does not count
        found = alternate(one, scale.rounds)
        found |= alternate(self.many(), scale.many_rounds)
        ten = copies(self.scratch / "ten", 10 * scale.many)
        found |= alternate({"ten times: projguard": self._check(ten, "--jobs", "1", anew=True)}, scale.ten_rounds)
        shutil.rmtree(ten)
        found |= alternate(self._large(), scale.ten_rounds)
        if self.editor is not None:
            typed = median_keystroke(self.editor / "projguard", self.scratch / "editor", scale.keystrokes)
            found["keystroke"] = Cost(seconds=typed)
        return found

    def counted(self) -> dict[str, int | None]:
        """Count instructions of what checks one project, as far as a tool can."""
        python = str(self.ours / "python")
        named = {"one: bare python", "one: projguard", "one: yamllint", "one: check-jsonschema"}
        jobs = {name: job for name, job in self.one().items() if name in named}
        return {name: instructions(_by_interpreter(job, python)) for name, job in jobs.items()}

    def _large(self) -> dict[str, Job]:
        settings = str(limits(self.scratch))
        sizes = {"large": self.scale.products, "half": self.scale.products // 2}
        return {
            f"{name}: projguard": self._check(
                large_project(self.scratch / name, count, count // 5).parent, "--config", settings, expected=1
            )
            for name, count in sizes.items()
        }

    def _theirs(self, name: str, folder: Path, manifests: str, as_json: Path) -> dict[str, Job]:
        jobs: dict[str, Job] = {}
        if self.peers is not None:
            paths = [str(path.relative_to(folder)) for path in sorted(folder.glob(manifests))]
            validate = [str(self.peers / "check-jsonschema"), "--schemafile", str(SCHEMA), *paths]
            if len(paths) == 1:  # of many nothing is asked of it
                jobs[f"{name}: yamllint"] = self._job([str(self.peers / "yamllint"), "-d", "relaxed", *paths], folder)
            jobs[f"{name}: check-jsonschema"] = self._job(validate, folder)
        if self.node is not None:
            ruleset = str(self.node.parents[1] / "one-rule.yaml")
            lint = [str(self.node / "spectral"), "lint", "--quiet", "--ruleset", ruleset, str(folder / manifests)]
            options = ["--spec=draft2020", "--strict=false", "-c", "ajv-formats", "-s", str(SCHEMA)]
            validate = [str(self.node / "ajv"), "validate", *options, "-d", f"{as_json}/*.json"]
            jobs[f"{name}: spectral"] = self._job(lint, folder)
            jobs[f"{name}: ajv"] = self._job(validate, folder)
        return jobs

    def _as_json(self, count: int) -> Path:
        """Write manifests as JSON: the YAML that ajv reads makes times of dates, which no schema of text takes."""
        folder = self.scratch / f"json-{count}"
        if not folder.exists():
            folder.mkdir()
            command = [str(self.ours / "python"), "-c", TO_JSON, str(HEALTHY / "projguard.yaml")]
            text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
            json.loads(text)
            for number in range(count):
                (folder / f"{number:05}.json").write_text(text, encoding="utf-8")
        return folder

    def _check(self, folder: Path, *options: str, anew: bool = False, expected: int = 0) -> Job:
        """Give a check of a folder; ``anew`` without results kept from before."""
        command = [str(self.ours / "projguard"), "check", ".", "--as-of", "2026-11-23", "--format", "concise", *options]
        return self._job(command, folder, expected=expected, anew=anew)

    def _job(self, command: Sequence[str], folder: Path, *, expected: int = 0, anew: bool = False) -> Job:
        cache = self.scratch / "cache"

        def forget() -> None:
            for path in cache.glob("results-*"):
                path.unlink()

        return Job(
            command=command,
            folder=folder,
            expected=expected,
            before=forget if anew else None,
            more={"PROJGUARD_CACHE_DIR": str(cache)},
        )


def _by_interpreter(job: Job, python: str) -> Job:
    """Give a command with its interpreter before it, since a tool that counts does not follow a script."""
    program, *arguments = job.command
    own = Path(program).with_name("python")
    start = [program] if program == python else [str(own), program]
    return Job(command=[*start, *arguments], folder=job.folder, expected=job.expected, more=job.more)
