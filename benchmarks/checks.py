# Checks of the same files by several tools. Comes in: a catalog. Goes out: commands. Measures nothing.
"""Commands that check the sheets of a catalog: ours, check-jsonschema's and ajv-cli's."""

import json
import re
import sys
from pathlib import Path

from benchmarks.catalog import model_files

_DATE = re.compile(r"(?m)^(\s*(?:- )?(?:date|due): )(\d{4}-\d\d-\d\d)$")
_BASE = "https://factsheets.invalid/"


def ours(*options: str | Path) -> tuple[str | Path, ...]:
    """`factsheets check`."""
    return (Path(sys.executable).parent / "factsheets", "check", *options)


def schema_alone(catalog: Path, processes: int) -> tuple[str | Path, ...]:
    """Our reader and our verdict on each sheet's shape, without rules; run as a module of this folder."""
    return (sys.executable, "-m", "benchmarks.schema_alone", catalog, str(processes))


def check_jsonschema(binary: Path, catalog: Path, files: list[Path]) -> tuple[str | Path, ...]:
    """Its schema leads to the files beside it by itself."""
    return (binary, "--schemafile", catalog / "schema" / "factsheet.schema.json", *files)


def ajv(binary: Path, catalog: Path, copy: Path) -> tuple[str | Path, ...]:
    """ajv-cli on a copy made for it: it finds schemas by `$id` alone, and takes an unquoted date for no text."""
    schemas = _with_ids(catalog / "schema", copy / "schema")
    (copy / "models").mkdir(parents=True, exist_ok=True)
    for path in model_files(catalog):
        text = _DATE.sub(r'\1"\2"', path.read_text(encoding="utf-8"))
        (copy / "models" / path.name).write_text(text, encoding="utf-8", newline="\n")
    others = [part for path in schemas[1:] for part in ("-r", path)]
    options = ("--spec=draft2020", "--strict=false", "-c", "ajv-formats")
    return (binary, "validate", *options, "-s", schemas[0], *others, "-d", copy / "models" / "*.yaml")


def _with_ids(source: Path, target: Path) -> list[Path]:
    """Copies of the schemas, each with an address of its own, that of a sheet first."""
    names = ["factsheet.schema.json", "values.schema.json"]
    names += [f"sections/{path.name}" for path in sorted((source / "sections").glob("*.json"))]
    (target / "sections").mkdir(parents=True, exist_ok=True)
    for name in names:
        schema = json.loads((source / name).read_text(encoding="utf-8"))
        (target / name).write_text(json.dumps(schema | {"$id": _BASE + name}), encoding="utf-8")
    return [target / name for name in names]
