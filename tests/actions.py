"""A small stand-in for GitHub's runner: it runs the steps of a workflow, those of our own actions among them."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
_EXPRESSION = re.compile(r"\$\{\{ ([a-z_.0-9-]+) \}\}")

#: Takes the place of python3: `-m venv` links what the tests themselves run with, and pip only says what it was asked for.
PYTHON = """#!/bin/sh
mkdir -p "$3/bin"
for tool in factsheets mkdocs; do ln -sf "{bin}/$tool" "$3/bin/$tool"; done
printf '#!/bin/sh\\necho "$@" >> "%s/pip.log"\\n' "$RUNNER_TEMP" > "$3/bin/python"
chmod +x "$3/bin/python"
"""

#: Takes the place of gh: answers from state.json, and writes down what is posted.
GH = """#!{python}
import json, os, pathlib, shutil, sys
arguments = sys.argv[1:]
folder = pathlib.Path(os.environ["GH_STATE"])
state = json.loads((folder / "state.json").read_text())
assert os.environ["GH_TOKEN"] == "token"
if arguments[:2] == ["run", "download"]:
    name, target = (arguments[arguments.index(option) + 1] for option in ("--name", "--dir"))
    shutil.copytree(folder / "artifacts" / name, target)
    sys.exit()
assert arguments[0] == "api", arguments
method = arguments[arguments.index("--method") + 1] if "--method" in arguments else "GET"
fields = dict(a.split("=", 1) for option, a in zip(arguments, arguments[1:]) if option in ("-f", "-F"))
path = next(a for a in arguments if a.startswith("repos/"))
if method == "GET":
    print(json.dumps(state["get"][path + (f"?head={{fields['head']}}" if "head" in fields else "")]))
else:
    body = pathlib.Path(fields["body"].removeprefix("@")).read_text(encoding="utf-8")
    with (folder / "posted.jsonl").open("a") as file:
        file.write(json.dumps([method, path, body]) + "\\n")
"""


@dataclass
class Step:
    """A step that was run: its name, its exit code, what it printed."""

    name: str
    code: int
    output: str


@dataclass
class Runner:
    """Runs workflows in a folder that stands for a fresh machine."""

    workspace: Path  # the repository that a workflow checks out
    folder: Path  # everything else
    event_name: str
    event: dict[str, Any]
    steps: list[Step] = field(default_factory=list)
    artifacts: dict[str, Path] = field(default_factory=dict)
    uses: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in ("temp", "bin", "gh"):
            (self.folder / name).mkdir(parents=True)
        for name, text in (("python3", PYTHON), ("gh", GH)):
            script = self.folder / "bin" / name
            script.write_text(text.format(bin=BIN, python=sys.executable), encoding="utf-8")
            script.chmod(0o755)
        (self.folder / "event.json").write_text(json.dumps(self.event), encoding="utf-8")

    @property
    def temp(self) -> Path:
        """The temporary folder of the machine."""
        return self.folder / "temp"

    @property
    def summary(self) -> str:
        """What the steps have written for people."""
        path = self.folder / "summary"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    @property
    def failed(self) -> list[str]:
        """The names of the steps that failed."""
        return [step.name for step in self.steps if step.code]

    def posted(self) -> list[tuple[str, str, str]]:
        """What was sent to GitHub: method, path, text."""
        path = self.folder / "gh" / "posted.jsonl"
        return [tuple(json.loads(line)) for line in path.read_text().splitlines()] if path.exists() else []

    def job(self, workflow: Path, name: str) -> None:
        """Run a job of a workflow."""
        found = yaml.safe_load(workflow.read_text(encoding="utf-8"))
        self._steps(found["jobs"][name]["steps"], {}, {}, ROOT)

    def _steps(
        self, steps: list[dict[str, Any]], inputs: dict[str, str], outputs: dict[str, Any], action: Path
    ) -> None:
        for step in steps:
            contexts = {
                "inputs": inputs,
                "steps": outputs,
                "runner": {"temp": str(self.temp)},
                "github": {
                    "event": self.event,
                    "event_name": self.event_name,
                    "repository": "owner/name",
                    "token": "token",
                    "action_path": str(action),
                },
            }
            if not self._wanted(step.get("if", ""), contexts):
                continue
            if "uses" in step:
                outputs[step.get("id", "")] = {"outputs": self._use(step, contexts)}
            else:
                outputs[step.get("id", "")] = {"outputs": self._run(step, contexts)}

    def _wanted(self, condition: str, contexts: dict[str, Any]) -> bool:
        """Whether a step is to run; every condition that we write is known here."""
        failed, event = bool(self.failed), f"github.event_name == '{self.event_name}'"
        condition = condition.removeprefix("${{ ").removesuffix(" }}")
        if condition.startswith("!cancelled() && "):
            return condition.removeprefix("!cancelled() && ") == event
        if condition.startswith("github.event_name == "):
            return not failed and condition == event
        return not failed and (not condition or bool(self._value(condition, contexts)))

    def _value(self, name: str, contexts: dict[str, Any]) -> str:
        found: Any = contexts
        for part in name.split("."):
            found = found.get(part, "") if isinstance(found, dict) else ""
        return str(found)

    def _filled(self, text: str, contexts: dict[str, Any]) -> str:
        filled = _EXPRESSION.sub(lambda found: self._value(found[1], contexts), text)
        assert "${{" not in filled, f"the runner of the tests does not know {filled}"
        return filled

    def _use(self, step: dict[str, Any], contexts: dict[str, Any]) -> dict[str, str]:
        """Our own actions run, and have outputs; of others is known what they would take along."""
        self.uses.append(step["uses"])
        given = {key: self._filled(str(value), contexts) for key, value in step.get("with", {}).items()}
        if step["uses"].startswith("./"):
            action = ROOT / step["uses"]
            found = yaml.safe_load((action / "action.yml").read_text(encoding="utf-8"))
            usual = {k: self._filled(str(v["default"]), contexts) for k, v in found["inputs"].items()}
            inner: dict[str, Any] = {}
            self._steps(found["runs"]["steps"], usual | given, inner, action)
            values = {key: output["value"] for key, output in found.get("outputs", {}).items()}
            return {key: self._filled(value, {"steps": inner}) for key, value in values.items()}
        if "upload" in step["uses"] and Path(given["path"]).exists():
            self.artifacts[given.get("name", "github-pages")] = Path(given["path"])
        return {}

    def _run(self, step: dict[str, Any], contexts: dict[str, Any]) -> dict[str, str]:
        script, output = self.folder / "script", self.folder / "output"
        script.write_text(step["run"], encoding="utf-8")
        output.write_text("", encoding="utf-8")
        environment = {
            "PATH": f"{self.folder / 'bin'}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(self.folder),
            "LC_ALL": "C.UTF-8",
            "PYTHONWARNINGS": "ignore",
            "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
            "GITHUB_REPOSITORY": "owner/name",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_WORKSPACE": str(self.workspace),
            "GH_STATE": str(self.folder / "gh"),
            **{key: self._filled(str(value), contexts) for key, value in step.get("env", {}).items()},
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace, env=environment, text=True, capture_output=True, check=False, timeout=300,
        )  # fmt: skip
        self.steps.append(Step(step.get("name", step["run"]), done.returncode, done.stdout + done.stderr))
        return dict(line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines())
