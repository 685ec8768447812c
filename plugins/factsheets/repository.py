# Where sheets stand in their repository. Comes in: what MkDocs' configuration says of it, folders. Goes out: the address
# that paths are put behind. Must not know: MkDocs.
"""The address of a catalog's files in a repository on the web."""

import os
import re
from pathlib import Path

#: What asks a forge to edit a file; to show a line of it, "blob" stands there.
_EDIT = re.compile(r"^((?:-/)?)edit/")


def repository_of(repo_url: str, edit_uri: str, config: Path, docs: Path, catalog: Path) -> str:
    """Where the folder `catalog` is seen; "" where `edit_uri` does not lead to `docs` and so does not tell.

    `config` is the folder of `mkdocs.yml`: "edit/main/docs/" says where it is, as `docs` is "docs" from there.
    """
    below, beside = (os.path.relpath(folder, config).replace(os.sep, "/") for folder in (docs, catalog))
    top = edit_uri.removesuffix("/").removesuffix(below)
    if not repo_url or not edit_uri or not top.endswith("/") or ".." in (below[:2], beside[:2]):
        return ""
    folder = "" if beside == "." else f"{beside}/"
    shown = _EDIT.sub(r"\g<1>blob/", top)
    return f"{repo_url.removesuffix('/')}/{shown}{folder}"
