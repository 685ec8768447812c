# What sheets must know of each other before they are read. Comes in: bytes of files. Goes out: digests, and the
# id and name that each sheet gives itself. A tenth of what reading costs.
"""Look at files without reading them as YAML."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct, json

from factsheets import __version__
from factsheets.intake import read_regular
from factsheets.project import kind_of

#: A top-level key with a plain scalar that is text, or one in quotes without escapes; all on one line.
_PLAIN = r"(?!(?i:null|true|false)[ ]*\r?$)[A-Za-z](?:[^\s:#]|:(?=\S)|[ ]+(?=\S))*"
_LINE = re.compile(
    rf"""^(id|name):[ ]+(?:"([^"\\\n]*)"|'([^'\n]*)'|({_PLAIN}))[ ]*\r?$(?!\n(?:[ \t]*\r?\n)*[ \t]+[^\s#])""",
    re.MULTILINE,
)
#: What lines begin with, how often, in a sheet whose id and name can be told so; any may also begin other keys.
_STARTS = {"id": 1, "name": 1, '"': 0, "'": 0}


class Glance(Struct, frozen=True):
    """A file with its digest; of a sheet, what it says of itself. No regular file has one made of its status."""

    file: Path
    shown: str  # its path in findings
    of_sheet: bool
    digest: str
    id: str = ""
    name: str = ""


def glance(file: Path, shown: str, before: Mapping[str, Sequence[str]]) -> Glance:
    """Look at one file. `before` has digest, id and name of sheets as they were, by path."""
    of_sheet = kind_of(file) == "models"
    digest, data = _digest(file)
    if not of_sheet:
        return Glance(file, shown, of_sheet, digest)
    known = before.get(shown, ("",))
    identity, name = known[1:] if known[0] == digest else headline(data, file)
    return Glance(file, shown, of_sheet, digest, identity, name)


def _digest(file: Path) -> tuple[str, bytes]:
    try:
        status, data = read_regular(file)
    except OSError as error:
        return f"no {error.errno}", b""
    if data is None:
        return f"{status.st_mode} {status.st_size} {status.st_mtime_ns}", b""
    return sha256(data).hexdigest(), data


def digest_of(files: Iterable[Path]) -> str:
    """One digest of several files, with their names."""
    return sha256(json.encode([(file.name, _digest(file)[0]) for file in files])).hexdigest()


def rules_of(template: Iterable[Path]) -> str:
    """One digest of what files are checked by: this package and the files of a template."""
    folder = os.path.dirname(__file__)  # noqa: PTH120 - pathlib takes three times as long for what follows
    package = max(
        entry.stat().st_mtime_ns
        for inside in (folder, f"{folder}/rules")
        for entry in os.scandir(inside)
        if entry.name.endswith(".py")
    )
    return f"{__version__} {package} {digest_of(template)}"


def headline(data: bytes, path: Path) -> tuple[str, str]:
    """Id and name by a look at the lines; where that is not certain, by reading the file."""
    text = "\n" + data.decode("utf-8-sig", "replace")
    if all(text.count(f"\n{start}") == times for start, times in _STARTS.items()):
        found = [_LINE.match(text, text.find(f"\n{key}") + 1) for key in ("id", "name")]
        identity, name = ((match[2] or match[3] or match[4]) if match else "" for match in found)
        if identity and name:
            return identity, name
    from factsheets.read import read  # noqa: PLC0415 - seldom needed, and slow to import

    document, _ = read(data, path.name)
    values = document.data if document and isinstance(document.data, dict) else {}
    identity, name = values.get("id"), values.get("name")
    return str(identity or path.stem), str(name or "")
