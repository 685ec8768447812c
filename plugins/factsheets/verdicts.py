# What is kept of a check. Comes in: verdicts on files. Goes out: the same, from a file of the user's cache.
# It is JSON and lies outside the catalog: nobody who may change sheets can so change what is said of them.
"""Verdicts on files, remembered by what they rest on."""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from factsheets.diagnostics import Finding, Remark, Repair, Where
from factsheets.headlines import Glance

#: Raised when the form of the file changes.
_FORM = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of one file, and the digests of all files that it rests on, by path."""

    findings: tuple[Finding, ...]
    remarks: tuple[Remark, ...]
    rests_on: Mapping[str, str]


@dataclass(slots=True)
class Store:
    """The verdicts on one catalog. All of them rest on `basis`, too: template, package, names, shared files."""

    path: Path
    basis: str = ""
    #: Digest, id and name of sheets, by path.
    seen: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)

    def see(self, glances: Iterable[Glance], basis: str) -> None:
        """Take note of the files as they are now."""
        self.seen = {g.shown: (g.digest, g.id, g.name) for g in glances if g.of_sheet}
        if basis != self.basis:
            self.basis, self.verdicts = basis, {}

    def known(self, file: str) -> bool:
        """Whether nothing changed that the verdict on a file rests on."""
        verdict = self.verdicts.get(file)
        rests_on = verdict.rests_on.items() if verdict else ()
        return verdict is not None and all(self.seen.get(p, ("",))[0] == digest for p, digest in rests_on)

    def save(self) -> None:
        """Write the verdicts on files that still exist; a cache that cannot be written is none."""
        kept = {
            file: _as_json(found) for file, found in self.verdicts.items() if file in self.seen or not file
        }
        data = {"form": _FORM, "basis": self.basis, "seen": self.seen, "verdicts": kept}
        beside = self.path.with_suffix(f".{os.getpid()}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(data, separators=(",", ":")), encoding="utf-8")
            beside.replace(self.path)
        except OSError:
            with suppress(OSError):
                beside.unlink()


def open_store(root: Path) -> Store:
    """The store of the catalog at `root`; an empty one where there is none."""
    name = sha256(str(root).encode()).hexdigest()[:16]
    path = user_cache_path("factsheets") / f"check-{name}.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["form"] == _FORM:
            verdicts = {file: _from_json(entry) for file, entry in data["verdicts"].items()}
            return Store(path, data["basis"], data["seen"], verdicts)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass  # not there, or not ours
    return Store(path)


def _as_json(verdict: Verdict) -> list[Any]:
    return [
        [astuple(finding) for finding in verdict.findings],
        [astuple(remark) for remark in verdict.remarks],
        dict(verdict.rests_on),
    ]


def _from_json(entry: Any) -> Verdict:
    findings, remarks, rests_on = entry
    return Verdict(tuple(map(_finding, findings)), tuple(map(_remark, remarks)), rests_on)


def _finding(entry: Any) -> Finding:
    code, where, *rest = entry
    return Finding(code, Where(*where), *rest)


def _remark(entry: Any) -> Remark:
    sheet, path, finding, waived, repair = entry
    return Remark(sheet, path, _finding(finding), waived, _repair(repair) if repair else None)


def _repair(entry: Any) -> Repair:
    where, old, new = entry
    return Repair(Where(*where), old, new)
