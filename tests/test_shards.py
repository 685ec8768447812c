"""The search index in many small files: written alike each time, and one clear error where it cannot be."""

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from factsheets import shards
from factsheets.shards import Record, ShardsError, program, write_shards
from trees import manifest

RECORDS = (
    Record("models/a/", "A model", "A model", "analog"),
    Record(
        "models/a/#purpose", "Purpose", "A model", "p < 0.05, and <script>pwned()</script> &lt;b&gt; as typed"
    ),
    Record("empty/#x", "Nothing below", "Empty", ""),
)


def fragments(out: Path) -> dict[str, dict[str, Any]]:
    """What is stored of each record, by its address; the files begin with a mark of Pagefind's."""
    found = {}
    for path in (out / "fragment").iterdir():
        text = gzip.decompress(path.read_bytes()).decode()
        data = json.loads(text[text.index("{") :])
        found[data["url"]] = data
    return found


def test_each_record_is_stored_as_it_is(tmp_path: Path) -> None:
    write_shards(RECORDS, "en", tmp_path)
    stored = fragments(tmp_path)
    assert {record.url for record in RECORDS} == stored.keys()
    purpose = stored["models/a/#purpose"]
    assert RECORDS[1].text == purpose["content"]
    assert ("Purpose", "A model") == (purpose["meta"]["title"], purpose["meta"]["page"])
    assert "Nothing below" == stored["empty/#x"]["content"]


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_shards(
            (Record(f"a/#{n}", f"Title {n}", "A", f"word{n} word{n % 7}") for n in range(300)),
            "en",
            tmp_path / name,
        )
    assert manifest(tmp_path / "one") == manifest(tmp_path / "two")


def test_search_boxes_of_pagefinds_own_are_left_out(tmp_path: Path) -> None:
    write_shards(RECORDS, "en", tmp_path)
    assert ["pagefind.js"] == [path.name for path in tmp_path.rglob("*.js")]
    assert [] == list(tmp_path.rglob("*.css"))


def test_without_the_package_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    with pytest.raises(ShardsError, match=r"pip install 'factsheets\[pagefind\]'"):
        program()


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("exit 0", "Pagefind stopped before the search index was written"),
        (
            'printf %s, "$(printf %s \'{"payload":{"type":"Error","message":"no room"}}\' | base64 -w0)"; cat >/dev/null',
            "Pagefind: no room",
        ),
    ],
)
def test_a_program_that_fails_is_an_error_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, message: str
) -> None:
    fake = tmp_path / "fake"
    fake.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setattr(shards, "program", lambda: fake)
    with pytest.raises(ShardsError, match=message):
        write_shards(RECORDS, "en", tmp_path / "out")
