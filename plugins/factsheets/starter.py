# The files of a new catalog. Comes in: its name. Goes out: texts by path. Must not know: where they are written, or
# what stands there.
"""A catalog of one's own, ready to be served."""

import json
from collections.abc import Iterator
from pathlib import Path

from factsheets.project import schema_files
from factsheets.resources import STARTER, packaged_schema

#: Where the action of the workflow comes from, until somebody says so.
ACTION = "OWNER/factsheets@COMMIT"
#: The packaged comparisons name sheets of the packaged catalog, which a new one does not have.
_COMPARISONS = "# yaml-language-server: $schema=meta/comparisons.schema.json\n{}\n"
#: Files with a line for editors, where the template is at hand, and their schemas.
_KINDS = {"sheets/models": "factsheet", "sheets/hardware": "hardware", "sheets": "references"}


def starter(name: str, action: str, *, schema: bool) -> dict[str, str]:
    """Texts of a new catalog by path; `schema` brings a copy of the template."""
    texts = dict(_texts(name, action))
    if not schema:
        return texts
    for path, text in list(texts.items()):
        kind = _KINDS.get(Path(path).parent.as_posix())
        if kind:
            up = "../" * path.count("/")
            texts[path] = f"# yaml-language-server: $schema={up}schema/{kind}.schema.json\n{text}"
    folder = packaged_schema()
    copies = {
        f"schema/{p.relative_to(folder).as_posix()}": p.read_text("utf-8") for p in schema_files(folder)
    }
    return {**texts, **copies, "schema/comparisons.yaml": _COMPARISONS}


def _texts(name: str, action: str) -> Iterator[tuple[str, str]]:
    owner, _, commit = action.partition("@")
    for file in sorted(path for path in STARTER.rglob("*") if path.is_file()):
        # No name begins with a dot in the package, where tools would take the files for their own.
        parts = [part.replace("dot-", ".", 1) for part in file.relative_to(STARTER).parts]
        text = file.read_text("utf-8").replace('"SITE NAME"', json.dumps(name, ensure_ascii=False))
        yield "/".join(parts), text.replace("OWNER/factsheets", owner).replace("@COMMIT", f"@{commit}")
