"""A signal ends a run with the status of that signal, whenever it comes, and with no traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")

LOADING = """\
import os, signal, sys
class Loading:
    def find_spec(self, name, path=None, target=None):
        if name == "projguard.cli.speech":  # in the middle of the start
            os.kill(os.getpid(), int(sys.argv.pop()))
sys.meta_path.insert(0, Loading())
from projguard.cli.start import main
main()
"""

GIVING_BACK = """\
import os, signal, sys
from projguard.app.examine import Examiner
class Given:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGHUP)
examined = Examiner.examined
def examine(*given):
    if given[2].startswith("p3"):
        Given()
    return examined(*given)
Examiner.examined = examine
from projguard.cli.start import main
main()
"""


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (signal.SIGINT, "exit 130: SIGINT\n"),
        (signal.SIGTERM, "exit 143: SIGTERM\n"),
        (signal.SIGHUP, "exit 129: SIGHUP\n"),
    ],
)
def test_a_signal_during_the_start_is_one_line(sent: signal.Signals, said: str, tmp_path: Path) -> None:
    """A signal while projguard is still loading ends it at once with one line that names the signal."""
    done = run([sys.executable, "-c", LOADING, "check", ".", str(int(sent))], tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (128 + sent, "", said)


def test_an_interrupt_while_projects_are_looked_for_says_so(tmp_path: Path) -> None:
    """Ctrl-C before the first project is judged ends with status 130, as during the checks, not with 1."""
    with subprocess.Popen(
        [sys.executable, "-m", "projguard", "check", "-", "--lang", "ru"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hear_interrupts,  # noqa: PLW1509 - no thread is running here
        text=True,
    ) as process:
        assert process.stdin is not None
        process.stdin.write("#\n" * 100_000)  # more than a pipe holds: once it is written, the input is being read
        process.stdin.flush()
        time.sleep(0.3)  # it waits for more by then
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=20)[1]
    assert (process.returncode, said) == (130, "код 130: прервано до конца\n")


def test_a_hang_up_that_is_ignored_stays_ignored(tmp_path: Path) -> None:
    """What nohup started goes on when the terminal is closed."""
    source = LOADING.replace("import os", "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); import os", 1)
    done = run([sys.executable, "-c", source, "rules", "--format", "json", str(int(signal.SIGHUP))], tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("[") or done.stdout.startswith("{")


def test_a_signal_while_something_is_given_back_ends_the_run(tmp_path: Path) -> None:
    """Where what a signal raises is lost, since an object is being given back, the run ends with the next report."""
    for number in range(6):
        (tmp_path / f"p{number}").mkdir()
        (tmp_path / f"p{number}" / "projguard.yaml").write_text("manifest_version: 1\n", encoding="utf-8")
    command = ["check", ".", "--lang", "en", "--format", "json", "--jobs", "1"]
    done = run([sys.executable, "-c", GIVING_BACK, *command], tmp_path)
    assert (done.returncode, done.stderr) == (129, "exit 129: interrupted before the end\n")
    told = json.loads(done.stdout)
    assert [project["path"] for project in told["projects"]] == [f"p{number}/projguard.yaml" for number in range(4)]


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command that hears interrupts, as in the foreground of a terminal."""
    return subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
        preexec_fn=hear_interrupts,
    )


def hear_interrupts() -> None:
    """Hear interrupts, which a shell lets its background ignore."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
