# Catalogs to measure with. Comes in: this repository's catalog, a number of sheets. Goes out: a folder.
# Must not know: what is measured. The same number gives the same bytes.
"""Make a catalog of any size from the sheets of this repository."""

import re
import shutil
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("schema", "site_src", "sheets")
GROUPS = ("Albany", "Almaden", "Dublin", "Haifa", "Tokyo", "Yorktown", "Zurich")
DATA = ("the first split", "a fresh split", "a shuffled copy", "the public release")

#: A score with decimals. Whole numbers are left alone: they may be counts or numbers of bits.
_SCORE = re.compile(r"^(\s+(?:- \{)?(?:[a-z0-9_]+|value): )(\d+\.\d+)(?=$|[ ,}])")
_REFERENCE = re.compile(r"^(baseline|superseded_by): (\S+)$", re.MULTILINE)


def write_catalog(target: Path, count: int) -> None:
    """A catalog of `count` model sheets in `target`, which is emptied first.

    The first ones are those of the repository, as they are: its comparisons, study and evaluation name
    them. Then come generations of copies, each with its own id, name, version, words and scores.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in COPIED:
        shutil.copytree(ROOT / name, target / name)
    (target / "mkdocs.yml").write_text(_config(), encoding="utf-8")
    originals = {path.stem: path.read_text(encoding="utf-8") for path in model_files(target)}
    if count < len(originals):
        raise ValueError(f"a catalog to measure has at least {len(originals)} sheets")
    for name, text in _copies(originals, count - len(originals)):
        (target / "sheets" / "models" / f"{name}.yaml").write_text(text, encoding="utf-8", newline="\n")


def write_smallest(target: Path) -> None:
    """Two sheets and this repository's template: what a build of it takes is nearly start-up alone."""
    shutil.rmtree(target, ignore_errors=True)
    base = ROOT / "tests" / "base"
    for name in ("schema", "site_src"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copytree(base, target, dirs_exist_ok=True)
    config = _config().replace("  - Study: study/index.md\n", "")  # there is none
    (target / "mkdocs.yml").write_text(config, encoding="utf-8")


def _config() -> str:
    """The configuration of this repository, without pictures for links: no other engine here draws any."""
    return (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("cards: true", "cards: false")


def model_files(catalog: Path) -> list[Path]:
    """The sheets of a catalog's models, in a fixed order."""
    return sorted((catalog / "sheets" / "models").glob("*.yaml"))


def _copies(originals: dict[str, str], wanted: int) -> Iterator[tuple[str, str]]:
    """`wanted` copies with their ids, round robin through the originals."""
    order = list(originals)
    for index in range(wanted):
        generation, place = divmod(index, len(order))
        alive = order[: min(len(order), wanted - generation * len(order))]
        yield _copied_id(order[place], generation + 1), _copy(originals, order[place], generation + 1, alive)


def _copied_id(name: str, generation: int) -> str:
    return f"{name}-r{generation:04d}"


def _copy(originals: dict[str, str], name: str, generation: int, alive: Sequence[str]) -> str:
    """The text of one copy. References lead to the copy of their own generation where there is one."""
    draw = _draw(f"{name}/{generation}")
    text = originals[name].replace(f"\nid: {name}\n", f"\nid: {_copied_id(name, generation)}\n", 1)
    text = re.sub(r"(?m)^name: (.*)$", rf"name: \1, run {generation}", text, count=1)
    text = re.sub(r'(?m)^version: "1\.0"$', f'version: "1.{draw[0] % 10}"', text, count=1)
    text = _REFERENCE.sub(lambda m: _led(m, generation, alive), text)
    return _more_words(_other_scores(text, draw), generation, draw)


def _led(match: re.Match[str], generation: int, alive: Sequence[str]) -> str:
    key, name = match.groups()
    return f"{key}: {_copied_id(name, generation) if name in alive else name}"


def _draw(seed: str) -> bytes:
    """Numbers that look like chance and are always the same."""
    return blake2b(seed.encode(), digest_size=32).digest()


def _other_scores(text: str, draw: bytes) -> str:
    """Scores by task, each moved in its last digit. A sheet with a mean keeps its own: they must agree."""
    if re.search(r"(?m)^\s+mean:", text):
        return text
    lines, depth = [], -1
    for number, line in enumerate(text.split("\n")):
        indent = len(line) - len(line.lstrip())
        if line.strip() == "scores:":
            depth = indent
        elif line.strip() and indent <= depth:
            depth = -1
        lines.append(_SCORE.sub(lambda m, n=number: _moved(m, draw[n % 32]), line) if depth >= 0 else line)  # type: ignore[misc]
    return "\n".join(lines)


def _moved(match: re.Match[str], chance: int) -> str:
    before, figure = match.groups()
    return before + figure[:-1] + str((int(figure[-1]) + chance) % 10)


def _more_words(text: str, generation: int, draw: bytes) -> str:
    """One more sentence at the start of the summary, so that no two sheets say the same."""
    group, data = GROUPS[draw[1] % len(GROUPS)], DATA[draw[2] % len(DATA)]
    sentence = f"Run {generation} of the group in {group}, with seed {draw[3] * 256 + draw[4]} and {data} of the data."
    return re.sub(
        r"(?m)^(  summary:(?: \|\n|\n    value: \|\n)( +))", rf"\g<1>{sentence}\n\g<2>", text, count=1
    )
