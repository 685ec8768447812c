"""Templates that a test has changed."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from factsheets.diagnostics import Finding
from factsheets.questions import Role
from factsheets.template import load_template


def edited(folder: Path, name: str, change: Mapping[str, Any]) -> None:
    """Set values in a YAML file by dotted path; None removes a key."""
    yaml = YAML(pure=True)
    data = yaml.load(folder / name)
    for path, value in change.items():
        *around, last = path.split(".")
        node = data
        for step in around:
            node = node[step]
        if value is None:
            del node[last]
        else:
            node[last] = value
    with (folder / name).open("w", encoding="utf-8") as file:
        yaml.dump(data, file)


def edited_section(folder: Path, name: str, change: Mapping[str, Any]) -> None:
    """Set keys at the top of a section's schema; None removes a key."""
    path = folder / "sections" / f"{name}.schema.json"
    data = {**json.loads(path.read_text(encoding="utf-8")), **change}
    kept = {key: value for key, value in data.items() if value is not None}
    path.write_text(json.dumps(kept, indent=2), encoding="utf-8")


def roles_of(folder: Path) -> Mapping[str, Role]:
    loaded = load_template(folder, "schema")
    assert loaded.findings == ()
    assert loaded.template is not None
    return loaded.template.roles


def findings_of(folder: Path) -> tuple[Finding, ...]:
    """What is wrong with a template; with a fault there is neither template nor schemas."""
    loaded = load_template(folder, "schema")
    assert (loaded.template is None) == (loaded.schemas is None) == bool(loaded.findings)
    return loaded.findings
