# The schema's verdict alone, in several processes. Comes in: a catalog's folder. Goes out: an exit code.
"""`python -m benchmarks.schema_alone CATALOG PROCESSES`: read every sheet, and ask the schema alone."""

import os
import sys
from pathlib import Path

from benchmarks.catalog import model_files
from factsheets.read import read_file
from factsheets.schema import Schemas
from factsheets.template import load_template
from factsheets.validate import accepts


def refused(files: list[Path], schemas: Schemas) -> int:
    """How many of the files are not what the schema says."""
    bad = 0
    for path in files:
        document, _ = read_file(path, path.name)
        bad += document is None or not accepts(document, "factsheet", schemas)
    return bad


def main(catalog: Path, processes: int) -> int:
    """Share the files out; 1 where one of them is refused."""
    schemas = load_template(catalog / "schema", "schema").schemas
    if schemas is None:
        return 2
    files = model_files(catalog)
    children = []
    for part in range(1, processes):
        child = os.fork()
        if not child:
            os._exit(min(refused(files[part::processes], schemas), 1))
        children.append(child)
    bad = refused(files[::processes], schemas)
    return min(bad + sum(os.waitpid(child, 0)[1] for child in children), 1)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
