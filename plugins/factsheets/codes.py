# The permanent codes of findings. Data: the explanation of each stands here and nowhere else;
# docs/rules/index.md is written from it.
"""What each code of a finding means, and what to do about it."""

from msgspec import Struct


class Code(Struct, frozen=True):
    """The explanation of one code, with an example of the wrong and of the right form."""

    title: str
    why: str
    fix: str
    wrong: str = ""
    right: str = ""


CODES: dict[str, Code] = {
    "FS001": Code(
        "The file cannot be read", "The system refused to open it.", "Check that it exists and may be read."
    ),
    "FS002": Code(
        "Not UTF-8",
        "Any other encoding shows a reviewer other text than the site.",
        "Save the file as UTF-8.",
    ),
    "FS003": Code("Empty file", "An empty file states nothing.", "Fill it in, or remove it."),
    "FS004": Code(
        "Not YAML",
        "The parser cannot tell what is meant.",
        "Mend the line named; often it is a colon in a text, a tab, or an indentation that is off.",
        "name: BERT: analog",
        'name: "BERT: analog"',
    ),
    "FS005": Code(
        "A key given twice",
        "Only one of the two values could be shown, and a reader of the file sees both.",
        "Keep one.",
        "weights: 110 M\nweights: 108 M",
        "weights: 110 M",
    ),
    "FS006": Code(
        "Anchor, alias, merge key or tag",
        "They make one line change values elsewhere, and let a small file grow without bound.",
        "Write the value out.",
        "read: &noise 0.0175\nadc: *noise",
        "read: 0.0175\nadc: 0.0175",
    ),
    "FS007": Code(
        "Too large", "Files are at most 1 MiB, 32 levels deep and 20,000 values long.", "Split the file."
    ),
    "FS008": Code("Hidden character", "It changes what is read without being seen in review.", "Remove it."),
    "FS009": Code(
        "More than one document", "The second one would go unread.", "Keep one; remove the line `---`."
    ),
    "FS010": Code(
        "Number out of range",
        "No program downstream holds it: it is infinite, not a number, or a whole number past 2^53.",
        "Write a smaller number; put quotes round a name that looks like one.",
        "version: 12e4567",
        'version: "12e4567"',
    ),
    "FS011": Code(
        "No regular file",
        "A link could publish a file from outside the catalog.",
        "Put the file itself there.",
    ),
    "FS012": Code(
        "The file cannot be laid out",
        "`factsheets fmt` moves lines and changes none. Where the file would say something else, or lose a comment, it stays "
        "as it is.",
        "Write the part plainly: one key in a line, long texts as a block below `|`.",
    ),
    "FS013": Code(
        "A file in a subfolder",
        "Sheets are read from the folder of their kind alone; no page would show this one, and nothing would check it.",
        "Move it up to the folder that the finding names, or out of sheets/.",
    ),
    "FS099": Code(
        "More findings", "A report shows at most 50 for each file.", "Mend the ones above and check again."
    ),
    "FS101": Code(
        "Unknown key",
        "The template does not ask for it, so no page would show it.",
        "Correct the spelling, move it to where it belongs, or add it to the template in schema/.",
        "training:\n  metod: ...",
        "training:\n  method: ...",
    ),
    "FS102": Code(
        "Missing key", "Pages cannot be made without it.", "Add it.", "id: bert", "id: bert\nname: BERT"
    ),
    "FS103": Code(
        "Wrong type",
        "A text, a number, a list or a map stands where another was asked for; a version without quotes is a number.",
        "Write the type that the finding names.",
        "version: 1.0",
        'version: "1.0"',
    ),
    "FS104": Code(
        "Not one of the values",
        "The fact has a fixed list of words.",
        "Use one of them.",
        "basis: guessed",
        "basis: estimated",
    ),
    "FS105": Code(
        "Not in the expected form",
        "The text does not follow the fact's form.",
        "Write it as in the example.",
        "date: 14.11.2022",
        "date: 2022-11-14",
    ),
    "FS106": Code(
        "Out of range", "The value is too small, too large, too long or empty.", "Bring it into the range."
    ),
    "FS107": Code(
        "Value and absence",
        "A fact is either stated or said to be absent with a reason; never both, never neither.",
        "Keep one of the two.",
        "area: {value: 780.4 mm2, not_known: no source}",
        "area: 780.4 mm2",
    ),
    "FS108": Code(
        "Values that nothing tells apart",
        "Several values of one fact must differ in their conditions, or no comparison can choose.",
        "Say under which conditions each holds.",
        "latency: [{value: 1 ms}, {value: 2 ms}]",
        "latency:\n  - {value: 1 ms, conditions: {batch_size: 1}}\n  - {value: 2 ms, conditions: {batch_size: 8}}",
    ),
    "FS110": Code(
        "Unknown unit",
        "The unit is not in the table of units.",
        "Write a unit that is.",
        "power: 3.13 Wat",
        "power: 3.13 W",
    ),
    "FS111": Code(
        "Wrong dimension",
        "The unit measures something else than the fact asks for.",
        "Write the value in a unit of the fact's dimension.",
        "throughput: 5 kHz/second",
        "throughput: 5000 inference/s",
    ),
    "FS112": Code(
        "No unit", "A number alone is not a fact.", "Add the unit.", "latency: 0.19", "latency: 0.19 ms"
    ),
    "FS113": Code(
        "Not a number",
        "The text is no number with a unit.",
        "Write number, space, unit.",
        "power: 3,13 W",
        "power: 3.13 W",
    ),
    "FS114": Code(
        "Range the wrong way round",
        "The upper end stands first.",
        "Write the lower end first.",
        "learning_rate: 1.5e-4 to 5e-5",
        "learning_rate: 5e-5 to 1.5e-4",
    ),
    "FS115": Code(
        "Value that the metric cannot take",
        "schema/metrics.yaml gives the range of each metric; a score of 9102 or a time of -3 ms is none.",
        "Correct the value, or write its unit.",
        "scores: {rte: 6400}",
        "scores: {rte: 64.00}",
    ),
    "FS116": Code(
        "A comma in a flow map",
        "In `{ }` a comma ends an entry, so that what follows is read as a key.",
        "Write a decimal point, or no comma where it stands between thousands.",
        "read: {value: 0,0175}",
        "read: {value: 0.0175}",
    ),
    "FS201": Code(
        "Reference to nothing",
        "No file or entry has this name.",
        "Correct the name, or add what it names.",
        "baseline: bert-digitl",
        "baseline: bert-digital",
    ),
    "FS202": Code(
        "Two files with one id", "They would be published at one address.", "Give each an id of its own."
    ),
    "FS203": Code("Id is not the file's name", "A file is found by its id.", "Make the two the same."),
    "FS204": Code("Circle", "A sheet is, over others, its own baseline or successor.", "Break the circle."),
    "FS205": Code(
        "Reserved id",
        "The site itself uses the address, or an operating system keeps the name.",
        "Choose another id.",
    ),
    "FS206": Code(
        "Image cannot be used",
        "It is missing, too large, or not of the kind its ending says.",
        "Put it into sheets/figures.",
    ),
    "FS390": Code(
        "A waiver of nothing",
        "A waiver that waives nothing hides what a rule may say there later.",
        "Remove it, or correct its code or its place.",
    ),
    "FS401": Code(
        "Unusable schema", "A file of schema/ is missing or is no JSON Schema.", "Mend the template."
    ),
    "FS402": Code(
        "Template names nothing",
        "schema/ names a need, role, metric or fact that it lacks.",
        "Correct the name.",
    ),
    "FS403": Code(
        "Comparison names nothing",
        "comparisons.yaml names a sheet, metric or condition that is not there.",
        "Correct it.",
    ),
    "FS404": Code(
        "Formula",
        "A formula of metrics.yaml cannot be read, or does not give what its metric measures.",
        "Write it with names of metrics and conditions, whole numbers, + - * / **, brackets and ceil().",
        "formula: power + latency",
        "formula: power * latency / batch_size",
    ),
    "FS405": Code(
        "Head or sections out of place",
        "Pages, feeds and citations name each sheet by its head, whatever the template; a section stands in the file with its "
        "name.",
        "Require factsheet, id, name, version, date and status in factsheet.schema.json; name files of sections by their keys.",
        '"required": ["id", "name"]',
        '"required": ["factsheet", "id", "name", "version", "date", "status"]',
    ),
    "FS406": Code(
        "Unit or dimension that does not fit",
        "Values of a metric would be shown in a unit of something else, or every value of a fact refused.",
        "Give the metric a unit of its dimension, and the fact the dimension of its metric.",
        "dimension: energy\nunit: W",
        "dimension: energy\nunit: J",
    ),
    "FS501": Code(
        "Broken link",
        "A page of the site links to something that is not there.",
        "Report it: this is a fault of the tool.",
    ),
    "FS502": Code("Two pages at one address", "Only one of them could be read.", "Rename one of the two."),
    "FS601": Code(
        "A fact lost its source",
        "Before the change somebody could look the figure up; now it stands there on nobody's word.",
        "Name the source of the new value. Of one's own measurement it is a reference to the report or the log of it.",
        "latency: {value: 0.21 ms, basis: estimated}",
        "latency: {value: 0.21 ms, basis: estimated, source: paper2026, at: Table 4}",
    ),
    "FS602": Code(
        "An address leads nowhere",
        "Others may have linked to the page of a sheet; after the change they find nothing there.",
        "Name the former id in the head of the sheet that took its place, or keep the sheet and mark it as superseded.",
        "id: alpha-2",
        "id: alpha-2\nrenamed_from: [alpha]",
    ),
}
