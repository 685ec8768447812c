# Rules on prose. Comes in: texts of facts. They compare words and understand none.
"""Was a text left over from somewhere else, and does it say what it should?"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from factsheets.codes import Code
from factsheets.document import line_of, shorten
from factsheets.model import Catalog, Sheet, Text
from factsheets.rules.kind import Hit, rule
from factsheets.rules.look import text_of, texts, values

#: Two texts that share so many of their runs of three words were copied.
_COPIED = 0.8
#: Shorter texts are alike by chance.
_LONG = 60
_FIGURE = re.compile(r"\b(figure|picture|diagram) (below|above)\b", re.IGNORECASE)
_USE = re.compile(r"\b(appropriate|intended) use\b", re.IGNORECASE)
#: One of these stands in each text in which one of the two above can be found.
_HINTS = (" below", " above", " use")
#: "documents the Audio Classifier model": a name in capitals before the word model.
_MODEL = re.compile(r"\b[Tt]he ((?:[A-Z][\w-]{0,40} ){1,4})model\b")
_WORD = re.compile(r"\w+")
_FEW = 64
_OPEN = re.compile(r"\b(?:can|may|could|might) include\b|\((\w+) or (\w+)\)", re.IGNORECASE)
#: A reference by number, [1], that is no link.
_NUMBERED = re.compile(r"\[\d{1,3}\](?!\()")
#: A number with its sign: the beginning of a comment, where the text before it is plain.
_CUT = re.compile(r"[ ](#[0-9]+).*")
#: How a note begins where `factsheets new --from` has copied the value.
_MARK = re.compile(r"Copied from ([a-z0-9][a-z0-9-]{0,62})\.")


@rule(
    "FS330",
    "warning",
    Code(
        "Two sections say the same",
        "Training and test data that are described in the same words are either the same data, or one text was copied and not "
        "changed.",
        "Say in each what is particular to it: the split, the size.",
        "training_data:\n  description: The benchmark with eight tasks, from RTE with 2.5k examples to MNLI with 393k.\n"
        "test_data:\n  description: The benchmark with eight tasks, from RTE with 2.5k examples to MNLI with 393k.",
        "training_data:\n  description: The training split of all eight tasks, from RTE with 2.5k examples to MNLI with 393k.\n"
        "test_data:\n  description: The validation split of each task; the labels of the test split are private.",
    ),
)
def sections_differ(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Texts of different sections that share most of their runs of three words."""
    long = [(said.fact, said.value, _runs(said.folded)) for said in texts(sheet) if len(said.text) >= _LONG]
    for i, (fact, value, runs) in enumerate(long):
        for earlier, _, others in long[:i]:
            if earlier.spec.section == fact.spec.section or runs.isdisjoint(others):
                continue
            shared = 2 * len(runs & others) / max(1, len(runs) + len(others))
            if shared >= _COPIED:
                title = f"{earlier.spec.section_title}: {earlier.spec.title.lower()}"
                message = f"{fact.spec.title.lower()} shares {shared:.0%} of its words with {title}"
                yield Hit(fact.spec.path, value.where, message)


def _runs(folded: str) -> set[tuple[str, ...]]:
    words = folded.split()
    return set(zip(words, words[1:], words[2:], strict=False))


@rule(
    "FS331",
    "warning",
    Code(
        "A text speaks of another model",
        "The name of another model was often copied with the text around it.",
        "Correct the name. Where the other model is meant, link to its sheet.",
        "overview:\n  summary: This sheet documents how the Audio Classifier model was trained.",
        "overview:\n  summary: This sheet documents how the Spotter model was trained.",
    ),
)
def texts_name_no_other_model(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """The whole name of another sheet, or "the Such and Such model" with no word of the sheet's own name."""
    first = sorted(_first_words(catalog.names.lengths, text_of(sheet)))
    others = {
        name
        for name in _named(catalog, text_of(sheet), first)
        if catalog.names.ids[name] not in {sheet.id, sheet.baseline} and name not in sheet.name
    }
    for fact, value, text, _ in texts(sheet):
        named = [name for name in _named(catalog, text, first) if name in others] if others else []
        models = _MODEL.findall(text) if _may_name_a_model(text) else ()
        named += [f.strip() for f in models if not f.isupper() and not _words(sheet.name) & _words(f)]
        for name in dict.fromkeys(named):
            yield Hit(fact.spec.path, value.where, f"{fact.spec.title.lower()} names the model `{name}`")


def _may_name_a_model(text: str) -> bool:
    """Whether a word in capitals stands before the word model: quicker than to look for all of the pattern."""
    return any(part.rpartition(" ")[2][:1].isupper() for part in text.split(" model")[:-1])


def _first_words(lengths: Mapping[str, object], text: str) -> Iterable[str]:
    """Those first words of names that stand in a text: looked for one by one as long as they are few."""
    if len(lengths) > _FEW:
        return lengths.keys() & _WORD.findall(text)
    return (word for word in lengths if word in text)


def _named(catalog: Catalog, text: str, first: Iterable[str]) -> Iterator[str]:
    """The names of sheets that stand in a text as a whole, however many sheets there are, by their first words."""
    for word in first:
        for match in _whole(word).finditer(text) if word in text else ():
            for length in catalog.names.lengths[word]:
                end = match.start() + length
                name = text[match.start() : end]
                if name in catalog.names.ids and not text[end : end + 1].isalnum():
                    yield name


@lru_cache(maxsize=1024)
def _whole(word: str) -> re.Pattern[str]:
    """A word that is no part of another: what stands before it is looked at last, since a literal is found fast."""
    return re.compile(rf"{re.escape(word)}(?<!\w{re.escape(word)})\b")


def _words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"\w+", text)}


@rule(
    "FS332",
    "note",
    Code(
        "A text promises what is not there",
        "A reader looks for it.",
        "Add the figure or the section, or take the words out.",
        "architecture:\n  description: The figure below shows the nominal architecture of the network.",
        "architecture:\n  description: The network has twelve equal layers, one after the other.",
    ),
)
def promises_are_kept(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Words such as "the figure below" in a section without a figure; "appropriate use" without such a fact."""
    told = [said for said in texts(sheet) if any(hint in said.folded for hint in _HINTS)]
    if not told:
        return
    drawn = {f.spec.section for f in sheet.facts.values() if f.spec.shape == "figure" and f.values}
    use = any(f.spec.meaning == "intended-use" for f in sheet.facts.values())
    for fact, value, text, _ in told:
        title = fact.spec.title.lower()
        if fact.spec.section not in drawn and _FIGURE.search(text):
            yield Hit(fact.spec.path, value.where, f"{title} speaks of a figure, and there is none")
        if not use and _USE.search(text):
            yield Hit(fact.spec.path, value.where, f"{title} speaks of the use, and no fact states it")


@rule(
    "FS333",
    "note",
    Code(
        "A text leaves open what was done",
        "What can be done is said of any model. A sheet says what was done with this one.",
        "Name what was used, or say that it is not known.",
        "training:\n  method: A trained model is trained further. This can include read noise and drift.",
        "training:\n  method: A trained model is trained further, with read noise and drift.",
    ),
)
def texts_say_what_was_done(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Words such as "can include" or "(cased or uncased)"."""
    for fact, value, text, folded in texts(sheet):
        hedged = " include" in folded or ("(" in folded and " or " in folded)
        found = _OPEN.search(text) if hedged else None
        if found:
            yield Hit(fact.spec.path, value.where, f"{fact.spec.title.lower()} leaves open: `{found[0]}`")


@rule(
    "FS334",
    "note",
    Code(
        "Words where a number was asked for",
        "Nobody can repeat a training whose batch size is as large as fits.",
        "State the number.",
        "training:\n  batch_size: optimized for the GPU",
        "training:\n  batch_size: 32 for each GPU",
    ),
)
def numbers_are_given(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """A short text without a digit where the template's example has one."""
    for fact, value, text, _ in texts(sheet):
        if fact.spec.meaning != "hyperparameter" or not isinstance(value.content, Text):
            continue
        if any(c.isdigit() for c in fact.spec.example) and not any(c.isdigit() for c in text):
            yield Hit(fact.spec.path, value.where, f"{fact.spec.title.lower()} has no number: `{text}`")


@rule(
    "FS335",
    "note",
    Code(
        "A reference by number",
        "Numbers belong to the list of one document. In a catalog, [2] is something else on the next page.",
        "Name the key in source, or link to the text.",
        "training:\n  method: Training with noise in the forward pass, as in [2].",
        "training:\n  method: Training with noise in the forward pass, as in [Joshi et al. 2020](https://doi.org/10.1038/s41467-020-16108-9).",
    ),
)
def references_have_names(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Numbers in square brackets that are no link."""
    for fact, value, text, _ in texts(sheet):
        found = _NUMBERED.search(text) if "[" in text else None
        if found:
            yield Hit(
                fact.spec.path,
                value.where,
                f"{fact.spec.title.lower()} cites `{found[0]}`, a number of no list",
            )


@rule(
    "FS336",
    "warning",
    Code(
        "Copied from another sheet, and not looked at since",
        "`factsheets new --from` marks what it copies, because it is said of the other model until somebody has read it.",
        "Make it say what is true of this model, then take the first sentence out of the note.",
        "overview:\n  summary:\n    value: A network that spots spoken commands.\n    note: Copied from beta.",
        "overview:\n  summary: A network that spots spoken commands.",
    ),
)
def copies_are_looked_at(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Notes that begin with the mark of a copy: "Copied from", the id of a sheet, a full stop."""
    for fact, value in values(sheet):
        found = _MARK.match(value.note) if value.note else None
        if found:
            said = f"{fact.spec.title.lower()} is copied from `{found[1]}`, and nobody has looked at it since"
            yield Hit(fact.spec.path, value.where, said)


@rule(
    "FS337",
    "warning",
    Code(
        "A text that ends where a comment begins",
        "In YAML a `#` after a blank begins a comment: what follows is on no page.",
        "Put quotes round the text.",
        "training:\n  method:\n    value: Training with noise, in run #3 of the chip.",
        'training:\n  method:\n    value: "Training with noise, in run #3 of the chip."',
    ),
)
def texts_are_not_cut(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """A number sign with a digit behind the plain text of a line."""
    if " #" not in sheet.document.text:
        return
    for fact, value, text, _ in texts(sheet):
        line = line_of(sheet.document.text, value.where.line)[value.where.column - 1 :]
        found = _CUT.search(line)
        if found and found[1] not in text:
            said = f"{fact.spec.title.lower()} ends before `{shorten(found[0].strip())}`, which is read as a comment"
            yield Hit(fact.spec.path, value.where, said)
