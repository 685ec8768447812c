# Rules on prose. Comes in: texts of facts. They compare words and understand none.
"""Was a text left over from somewhere else?"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from factsheets.codes import Code
from factsheets.model import Catalog, Fact, Prose, Sheet, Text
from factsheets.rules.kind import Hit, rule

#: Two texts with this share of equal characters in equal order were copied.
_COPIED = 0.9
#: Shorter texts are alike by chance.
_LONG = 60


def _texts(sheet: Sheet) -> Iterator[tuple[Fact, str]]:
    for fact in sheet.facts.values():
        for value in fact.values:
            if isinstance(value.content, Prose):
                yield fact, value.content.markdown
            elif isinstance(value.content, Text):
                yield fact, value.content.text


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
    """Texts of different sections that are nearly equal."""
    long = [(fact, " ".join(text.split())) for fact, text in _texts(sheet) if len(text) >= _LONG]
    for i, (fact, text) in enumerate(long):
        for earlier, other in long[:i]:
            if earlier.spec.section == fact.spec.section:
                continue
            matcher = SequenceMatcher(None, other, text, autojunk=False)
            if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= _COPIED <= matcher.ratio():
                title = f"{earlier.spec.section_title}: {earlier.spec.title.lower()}"
                message = f"{matcher.ratio():.0%} the same as {title}"
                yield Hit(fact.spec.path, fact.where, f"{fact.spec.title.lower()} is {message}")


@rule(
    "FS331",
    "warning",
    Code(
        "A text speaks of another model",
        "The name of another model of the catalog, in a sheet that does not name it as its baseline, was often copied with the "
        "text around it.",
        "Correct the name. Where the other model is meant, link to its sheet.",
        "overview:\n  summary: This sheet documents how Beta on a GPU was trained.",
        "overview:\n  summary: This sheet documents how this model was trained.",
    ),
)
def texts_name_no_other_model(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """The whole name of another sheet in a text, unless that is the baseline or its name is part of this one's."""
    others = [
        other.name
        for other in catalog.sheets.values()
        if other.id not in {sheet.id, sheet.baseline} and other.name not in sheet.name
    ]
    for fact, text in _texts(sheet):
        for name in others:
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                yield Hit(fact.spec.path, fact.where, f"{fact.spec.title.lower()} names the model `{name}`")


@rule(
    "FS332",
    "note",
    Code(
        "A text promises a figure that is not there",
        "A reader looks for it.",
        "Add the figure to the section, or take the words out.",
        "architecture:\n  description: The figure below shows the nominal architecture of the network.",
        "architecture:\n  description: The network has twelve equal layers, one after the other.",
    ),
)
def promised_figures_are_there(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """Words such as "the figure below" in a section without a figure."""
    drawn = {
        fact.spec.section for fact in sheet.facts.values() if fact.spec.shape == "figure" and fact.values
    }
    for fact, text in _texts(sheet):
        if fact.spec.section not in drawn and re.search(
            r"\b(figure|picture|diagram) (below|above)\b", text, re.IGNORECASE
        ):
            yield Hit(
                fact.spec.path, fact.where, f"{fact.spec.title.lower()} speaks of a figure, and there is none"
            )
