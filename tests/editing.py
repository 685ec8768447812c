"""Edit files of a catalog in place, as an author would."""

import json
from pathlib import Path

from ruamel.yaml import YAML


def edit_json(path: Path, *steps: str, value: object) -> None:
    """Set a value in a JSON file, keeping the order of its keys."""
    data = json.loads(path.read_text(encoding="utf-8"))
    node = data
    for step in steps[:-1]:
        node = node[step]
    node[steps[-1]] = value
    path.write_text(json.dumps(data, indent=2), encoding="utf-8")


def edit_yaml(path: Path, *steps: str | int, value: object) -> None:
    """Set a value in a YAML file."""
    yaml = YAML(typ="rt", pure=True)
    data = yaml.load(path.read_text(encoding="utf-8"))
    node = data
    for step in steps[:-1]:
        node = node[step]
    node[steps[-1]] = value
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(data, file)


def spoil(root: Path, old: str, new: str, name: str = "sheets/models/alpha.yaml") -> None:
    """Put a fault into one file of a catalog."""
    text = (root / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (root / name).write_text(text.replace(old, new), encoding="utf-8")
