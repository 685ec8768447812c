"""Sites whose search box asks Pagefind: what is delivered, and what is said where something is missing."""

import json
import sys
from pathlib import Path

import pytest

from factsheets.serving import INDEX
from test_serving import Server
from test_shards import fragments
from test_site import MKDOCS, build, run
from trees import manifest

WORKER = "assets/javascripts/workers"


def with_option(catalog: Path, option: str = "search: pagefind") -> Path:
    config = catalog / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("cards: true", f"cards: true\n      {option}"), encoding="utf-8")
    return catalog


def without(catalog: Path, old: str, new: str = "") -> None:
    config = catalog / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    assert old in text
    config.write_text(text.replace(old, new), encoding="utf-8")


def test_the_same_entries_are_delivered_in_small_files(few: Path) -> None:
    plain = build(few, "--site-dir", "plain")
    assert 0 == plain.returncode, plain.stderr
    done = build(with_option(few), "--site-dir", "sharded")
    assert 0 == done.returncode, done.stderr
    index, none = (
        json.loads((few / name / "search/search_index.json").read_text(encoding="utf-8"))
        for name in ("plain", "sharded")
    )
    assert ([], index["config"]) == (none["docs"], none["config"])
    stored = fragments(few / "sharded/pagefind")
    assert {entry["location"] for entry in index["docs"]} == stored.keys()
    assert {"reading/#numbers", "models/bert-base-t4/#performance"} <= stored.keys()
    assert not [url for url in stored if "/for/" in url]
    before, after = manifest(few / "plain"), manifest(few / "sharded")
    changed = {name for name in before if before[name] != after.get(name)}
    assert {"_headers", "search/search_index.json"} == {
        name for name in changed if not name.startswith(WORKER)
    }
    assert not [name for name in before if name.startswith("pagefind")]


def test_a_sharded_index_is_the_same_each_time(few: Path) -> None:
    with_option(few)
    for name in ("one", "two"):
        assert 0 == build(few, "--site-dir", name).returncode
    assert manifest(few / "one/pagefind") == manifest(few / "two/pagefind")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  - search\n", "", "needs the plugin `search`"),
        ("name: material", "name: mkdocs", "needs Material"),
    ],
)
def test_what_is_missing_is_said_before_the_old_site_is_lost(
    few: Path, old: str, new: str, said: str
) -> None:
    assert 0 == build(few).returncode
    before = manifest(few / "site")
    without(with_option(few), old, new)
    done = build(few)
    assert 1 == done.returncode
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert before == manifest(few / "site")


def test_a_missing_package_is_one_error_that_says_what_to_install(few: Path) -> None:
    with_option(few)
    hidden = few / "hidden"
    hidden.mkdir()
    (hidden / "pagefind_bin.py").write_text("raise ImportError('hidden')\n", encoding="utf-8")
    done = build(few, PYTHONPATH=str(hidden))
    assert 1 == done.returncode
    assert "pip install 'factsheets[pagefind]'" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (few / "site").exists()


def test_other_values_of_the_option_are_refused(few: Path) -> None:
    done = build(with_option(few, "search: lunr"))
    assert 1 == done.returncode
    assert "Expected one of" in done.stderr
    assert "Traceback" not in done.stderr


def test_advice_on_a_big_index_is_no_warning_and_given_once(few: Path) -> None:
    hook = few / "lower.py"
    hook.write_text("from factsheets import search\nsearch.LIMIT = 1000\n", encoding="utf-8")
    without(few, "\nnav:", "\nhooks: [lower.py]\n\nnav:")
    done = run(*MKDOCS, "build", "--strict", cwd=few)
    assert 0 == done.returncode, done.stderr
    assert 1 == done.stderr.count("search: pagefind")
    assert "WARNING" not in done.stderr
    with_option(few)
    done = run(sys.executable, "-m", "mkdocs", "build", "--strict", cwd=few)
    assert 0 == done.returncode, done.stderr
    assert "search: pagefind" not in done.stderr


def test_while_serving_the_theme_answers_its_box_itself(few: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    server = Server(with_option(few))
    assert b"models/bert-base-t4/#performance" in (server.get(INDEX) or b"")
    assert not (server.out / "pagefind").exists()
    (worker,) = (server.out / WORKER).glob("*.js")
    assert "Pagefind" not in worker.read_text(encoding="utf-8")
