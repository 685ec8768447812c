# Rules on ratings. Comes in: evaluations with the versions of the sections that were rated.
"""Does a section still say what its readers rated?"""

from collections.abc import Iterator

from factsheets.codes import Code
from factsheets.evaluation import STALE, evaluations_of
from factsheets.model import Catalog, Sheet
from factsheets.rules.kind import Hit, rule


@rule(
    "FS360",
    "note",
    Code(
        "A section changed after it was rated",
        "Its ratings are of something that no reader sees any more: what was missing may be there now, and what was clear "
        "may not be.",
        "Have it rated again in another iteration. Where no rater could have minded the change, write its version of now.",
        'rated: {overview: "000000000000"}  # of a section that is 9a9110d5ed04 now',
        'rated: {overview: "9a9110d5ed04"}',
    ),
    kind="evaluations",
)
def rated_sections_are_as_they_were(catalog: Catalog, sheet: Sheet) -> Iterator[Hit]:
    """The version that an evaluation names against the version of now; those without one are not looked at."""
    for evaluation in evaluations_of(catalog, sheet):
        for rated in evaluation.sections:
            if rated.state == STALE:
                key = rated.section.key
                changed = f"{rated.section.title.lower()} was rated as {rated.rated} in {evaluation.id}"
                where = evaluation.document.where(("rated", key))
                yield Hit(key, where, f"{changed}, and is {rated.now} now")
