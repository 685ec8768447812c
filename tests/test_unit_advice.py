"""Figures as papers print them: what is said of those that are no quantity."""

import pytest

from factsheets.units import UnitError, parse

STD = "or `ci95: [low, high]` where it is an interval"
TWO = "state each with the conditions that it holds under, or a limit, such as"
MAC = "a MAC is 2 operations, a multiplication and an addition: count those, and write op or OPS"
NOTHING = "say why there is none: `{not_known: reason}`"
JOIN = "write `*` or `/` between units, as in `W*h`"

ADVICE = [
    ("12.5 M op", "operations", "FS110", "write `12.5 Mop`", "op"),
    ("~ 12.5 million operations", "operations", "FS110", "write `~ 12.5 Mop`", "operations"),
    ("40.1 k inference/J", "inferences per energy", "FS110", "write `40.1 kinference/J`", "inference/J"),
    ("0.80 m s", "time", "FS110", "write `0.80 ms`", "s"),
    ("100 k m2", "area", "FS110", JOIN, "m2"),
    ("3 W h h", "energy", "FS110", JOIN, "h h"),
    ("1.2 ± 0.4 ms", "time", "FS113", f"write `{{value: 1.2 ms, std: 0.4}}`, {STD}", "± 0.4 ms"),
    ("1.2 ms +/- 0.4 ms", "time", "FS113", f"write `{{value: 1.2 ms, std: 0.4}}`, {STD}", "+/- 0.4 ms"),
    ("80.2 % ± 0.4 %", "ratio", "FS113", f"write `{{value: 80.2 %, std: 0.4}}`, {STD}", "± 0.4 %"),
    ("12 to 13 ms", "time", "FS113", f"{TWO} `<= 13 ms`", "to 13 ms"),
    ("12–13 mm2", "area", "FS113", f"{TWO} `<= 13 mm2`", "–13 mm2"),
    ("12-13 mm2", "area", "FS113", f"{TWO} `<= 13 mm2`", "-13 mm2"),
    ("12.5/13.0 mm2", "area", "FS113", f"{TWO} `<= 13.0 mm2`", "/13.0 mm2"),
    ("1.25 x 10^1 W", "power", "FS113", "write `1.25e1 W`", "1.25 x 10^1 W"),
    ("1.25×10⁻³ W", "power", "FS113", "write `1.25e-3 W`", "1.25×10⁻³ W"),
    ("approx. 5 ms", "time", "FS113", "write `~ 5 ms`", "approx. 5 ms"),
    ("420 000", "count", "FS113", "write `420000`", " 000"),
    ("420_000 op", "operations", "FS113", "write `420000 op`", "_000 op"),
    ("12.5 MMAC", "operations", "FS110", MAC, "MMAC"),
    ("12.5 GMACs/s", "operation rate", "FS110", MAC, "GMACs/s"),
    ("3 GFLOPS", "operations", "FS110", "write `GOPS` for operations in a second, `Gop` for their number", "GFLOPS"),
    ("20 QPS", "inference rate", "FS110", "write `inference/s`, where a query is one inference", "QPS"),
    ("1.2e-3 Wat", "power", "FS110", "units are written as ms, W, uJ, mm2, inference/s/W, Gop, %, with * and / between them", "Wat"),
    ("1,250 inference/s", "inference rate", "FS113", "write no commas: `1250 inference/s`, or a decimal point", "1,250 inference/s"),
    ("0,175 ms", "time", "FS113", "write a decimal point: `0.175 ms`", "0,175 ms"),
    *((word, "time", "FS113", NOTHING, word) for word in ("n/a", "N.A.", "unknown", "none", "-", "–", "TBD", "?")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "dimension", "code", "fix", "rest"), ADVICE, ids=[a[0] for a in ADVICE])
def test_a_figure_of_print_is_refused_with_what_to_write(
    text: str, dimension: str, code: str, fix: str, rest: str
) -> None:
    with pytest.raises(UnitError) as raised:
        parse(text, dimension)
    error = raised.value
    assert (error.code, error.fix) == (code, fix)
    assert text[error.offset :] == rest


@pytest.mark.parametrize(("text", "dimension"), [(a[0], a[1]) for a in ADVICE if a[3].startswith("write `")])
def test_what_is_advised_is_itself_understood(text: str, dimension: str) -> None:
    with pytest.raises(UnitError) as raised:
        parse(text, dimension)
    advised = raised.value.fix.split("`")[1].removeprefix("{value: ").partition(", std")[0]
    if advised not in {"GOPS", "inference/s", "*"}:
        assert parse(advised, dimension)
