"""Workflows and actions: what they may do, and that every script in them does what it is there for."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions import BIN, ROOT, Runner
from factsheets.starter import starter

WORKFLOWS = ROOT / ".github" / "workflows"
ACTIONS = (ROOT / "action.yml", ROOT / ".github/actions/comment/action.yml")
MARK = "<!-- factsheets-diff:v1 -->"
SHEET = "sheets/models/alpha.yaml"


def texts() -> dict[str, str]:
    """All workflows and actions, those of a new catalog among them."""
    commit = "owner/factsheets@" + "0" * 40
    new = {name: text for name, text in starter("X", commit, schema=False).items() if ".github/" in name}
    return (
        new
        | {p.name: p.read_text("utf-8") for p in WORKFLOWS.iterdir()}
        | {str(p.relative_to(ROOT)): p.read_text("utf-8") for p in ACTIONS}
    )


@pytest.mark.parametrize("name", texts())
def test_other_peoples_actions_are_pinned_with_their_version(name: str) -> None:
    for line in texts()[name].splitlines():
        used = re.search(r"uses: (\S+)(.*)", line)
        if used and not used[1].startswith(("./", "owner/factsheets")):
            assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", used[1]), line
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", used[2]), line


@pytest.mark.parametrize("name", [name for name in texts() if "action" not in name])
def test_workflows_may_nothing_and_jobs_what_they_name(name: str) -> None:
    found = yaml.safe_load(texts()[name])
    assert {} == found["permissions"]
    for job in found["jobs"].values():
        may = job["permissions"]
        if "pull_request" in found[True]:  # YAML 1.1 takes `on` for true
            assert {"contents": "read"} == may
        for step in job["steps"]:
            if "actions/checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False
                assert "ref" not in step["with"]


@pytest.mark.parametrize("name", texts())
def test_no_script_has_an_expression_in_it(name: str) -> None:
    for script in scripts(yaml.safe_load(texts()[name])):
        assert "${{" not in script


def scripts(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        if isinstance(data.get("run"), str):
            yield data["run"]
        for value in data.values():
            yield from scripts(value)
    elif isinstance(data, list):
        for value in data:
            yield from scripts(value)


def test_zizmor_finds_nothing() -> None:
    command = [str(BIN / "zizmor"), "--offline", "--no-progress", "--quiet", "."]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=60)
    assert 0 == done.returncode, done.stdout


# --- the scripts, run -----------------------------------------------------------------------------


def git(repository: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=repository, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def repository(small: Path) -> Path:
    """A repository with a small catalog, and a commit on top of it that changes one fact."""
    (small / "docs").mkdir()
    (small / "mkdocs.yml").write_text(
        "site_name: X\ntheme: {name: material, font: false}\nplugins: [search, factsheets]\n"
    )
    git(small, "init", "--quiet", "--initial-branch", "main")
    git(small, "add", ".")
    git(small, "commit", "--quiet", "--message", "base")
    changed(small, "0.19 ms", "0.21 ms")
    return small


def changed(repository: Path, old: str, new: str) -> None:
    path = repository / SHEET
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    git(repository, "commit", "--quiet", "--all", "--message", "change")


@pytest.fixture
def pull(repository: Path, tmp_path: Path) -> Runner:
    """A machine on which a pull request is looked at."""
    event = {"pull_request": {"number": 7, "base": {"sha": git(repository, "rev-parse", "HEAD~1")}}}
    return Runner(repository, tmp_path / "machine", "pull_request", event)


Told = Callable[..., Runner]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Run the workflow that writes the comment, with a report and what GitHub answers."""

    def run(
        report: str | None,
        comments: Sequence[dict[str, Any]] = (),
        number: int | None = 7,
        branch: str = "b",
    ) -> Runner:
        head = {
            "id": 5,
            "head_sha": "c0ffee",
            "head_branch": branch,
            "head_repository": {"owner": {"login": "fork"}},
        }
        runner = Runner(
            tmp_path,
            tmp_path / f"told-{len(list(tmp_path.glob('told-*')))}",
            "workflow_run",
            {"workflow_run": head},
        )
        pulls = [{"number": 6, "head": {"sha": "other"}}]
        pulls += [{"number": number, "head": {"sha": "c0ffee"}}] if number else []
        artifacts = [
            {"name": "factsheets-site"},
            *([{"name": "factsheets-diff"}] if report is not None else []),
        ]
        answers = {
            f"repos/owner/name/pulls?head=fork:{branch}": pulls,
            "repos/owner/name/actions/runs/5/artifacts": {"artifacts": artifacts},
            "repos/owner/name/issues/7/comments": list(comments),
        }
        state = runner.folder / "gh"
        (state / "state.json").write_text(json.dumps({"get": answers}))
        (state / "artifacts/factsheets-diff").mkdir(parents=True)
        if report is not None:
            (state / "artifacts/factsheets-diff/diff.json").write_text(report, encoding="utf-8")
        runner.job(WORKFLOWS / "comment.yml", "comment")
        return runner

    return run


def test_a_pull_request_is_checked_compared_and_built(pull: Runner) -> None:
    pull.job(WORKFLOWS / "pull-request.yml", "factsheets")
    assert [] == pull.failed, pull.steps
    assert ["Install factsheets", "Check", "Compare with the base", "Build the site"] == [
        s.name for s in pull.steps
    ]
    assert "0.21" in pull.summary
    report = json.loads(pull.artifacts["factsheets-diff"].read_text("utf-8"))
    assert report["schema"].startswith("factsheets.diff/")
    assert (pull.artifacts["factsheets-site"] / "models/alpha/index.html").is_file()
    installed = (pull.temp / "pip.log").read_text("utf-8")
    assert "--require-hashes -r" in installed
    assert f"--no-deps --no-build-isolation {ROOT}" in installed


def test_a_broken_sheet_fails_the_job_and_stands_at_its_line(pull: Runner) -> None:
    changed(pull.workspace, "status: published", "status: publishd")
    pull.job(WORKFLOWS / "pull-request.yml", "factsheets")
    assert "Check" in pull.failed
    (check,) = (step for step in pull.steps if step.name == "Check")
    assert check.output.startswith(f"::error file={SHEET},line=6,col=9,")
    assert "factsheets-site" not in pull.artifacts


def test_a_base_that_is_not_there_leaves_no_report(pull: Runner) -> None:
    pull.event["pull_request"]["base"]["sha"] = "0" * 40
    pull.job(WORKFLOWS / "pull-request.yml", "factsheets")
    assert ["Compare with the base"] == pull.failed
    assert "factsheets-diff" not in pull.artifacts


def test_codeowners_out_of_date_fail_the_check(pull: Runner) -> None:
    (pull.workspace / "owners.yaml").write_text('lab: "@owner/lab"\n')
    pull.job(WORKFLOWS / "pull-request.yml", "factsheets")
    assert "Check" in pull.failed
    assert ".github/CODEOWNERS is out of date" in pull.steps[1].output


def test_the_report_becomes_one_comment_of_the_bot(pull: Runner, told: Told) -> None:
    pull.job(WORKFLOWS / "pull-request.yml", "factsheets")
    report = pull.artifacts["factsheets-diff"].read_text("utf-8")
    first = told(report)
    assert [] == first.failed, first.steps
    ((method, path, body),) = first.posted()
    assert ("POST", "repos/owner/name/issues/7/comments") == (method, path)
    assert body.startswith(f"{MARK}\n")
    assert "0.21" in body
    comments = [
        {"id": 1, "body": f"{MARK}\nnot the bot's", "user": {"login": "mallory", "type": "User"}},
        {"id": 2, "body": f"> {MARK}", "user": {"login": "github-actions[bot]", "type": "Bot"}},
        {"id": 3, "body": body, "user": {"login": "github-actions[bot]", "type": "Bot"}},
    ]
    assert [("PATCH", "repos/owner/name/issues/comments/3", body)] == told(report, comments).posted()


@pytest.mark.parametrize(
    "report", ["", "{", "[]", '{"schema": "factsheets.diff/99"}', '{"schema": 1}', "\0", "[" * 100_000]
)
def test_a_report_that_is_none_posts_nothing(told: Told, report: str) -> None:
    runner = told(report)
    assert ["Fetch the report"] == runner.failed
    assert [] == runner.posted()
    assert "Traceback" not in runner.steps[-1].output


@pytest.mark.parametrize(
    ("report", "number", "said"),
    [("{", None, "no open pull request has this commit"), (None, 7, "the run has no report")],
)
def test_where_there_is_nothing_to_tell_nobody_is_told(
    told: Told, report: str | None, number: int | None, said: str
) -> None:
    runner = told(report, number=number)
    assert [] == runner.failed
    assert [] == runner.posted()
    assert said in runner.steps[-1].output


@pytest.mark.parametrize(
    "branch", ["$(touch owned)", "`touch owned`", "'; touch owned; '", "a b&state=closed"]
)
def test_the_name_of_a_branch_is_text(told: Told, tmp_path: Path, branch: str) -> None:
    runner = told(None, branch=branch)
    assert [] == runner.failed, runner.steps
    assert [] == list(tmp_path.rglob("owned"))


def test_the_site_of_the_main_branch_is_published(repository: Path, tmp_path: Path) -> None:
    runner = Runner(repository, tmp_path / "machine", "push", {})
    runner.job(WORKFLOWS / "publish.yml", "build")
    assert [] == runner.failed, runner.steps
    assert (runner.artifacts["github-pages"] / "index.html").is_file()
    assert ["Install factsheets", "Check", "Build the site"] == [step.name for step in runner.steps]


def test_the_gate_is_run(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    gate = tmp_path / ".ci/run"
    gate.write_text("#!/bin/sh\necho all of it\n")
    gate.chmod(0o755)
    runner = Runner(tmp_path, tmp_path / "machine", "pull_request", {})
    runner.job(WORKFLOWS / "pull-request.yml", "gate")
    assert ["all of it\n"] == [step.output for step in runner.steps]


@pytest.mark.parametrize("code", [0, 1])
def test_both_locks_are_audited(tmp_path: Path, code: int) -> None:
    for name in ("Makefile", "requirements.lock", "requirements-dev.lock", "requirements-audit.lock"):
        shutil.copy(ROOT / name, tmp_path)
    audit = tmp_path / ".venv/audit/bin/pip-audit"  # stands for what `make` would install
    audit.parent.mkdir(parents=True)
    audit.write_text(f'#!/bin/sh\necho "asked: $*"\nexit {code}\n')
    for script in (audit, tmp_path / ".venv/bin/python"):
        script.parent.mkdir(exist_ok=True)
        script.touch(0o755)
        script.chmod(0o755)
    (tmp_path / ".venv/.audit").touch()
    runner = Runner(tmp_path, tmp_path / "machine", "schedule", {})
    runner.job(WORKFLOWS / "audit.yml", "audit")
    assert bool(code) == bool(runner.failed), runner.steps
    asked = [line.split()[-1] for line in runner.steps[-1].output.splitlines() if line.startswith("asked: ")]
    locks = ["requirements.lock", "requirements-dev.lock"]
    assert asked == locks[: 1 if code else 2]


def test_every_script_is_run_by_a_test() -> None:
    jobs = {
        (p.name, job) for p in WORKFLOWS.iterdir() for job in yaml.safe_load(p.read_text("utf-8"))["jobs"]
    }
    tested = set(re.findall(r'job\(WORKFLOWS / "([\w.-]+)", "(\w+)"\)', Path(__file__).read_text("utf-8")))
    without_scripts = {("publish.yml", "deploy")}
    assert jobs == tested | without_scripts
