"""Derived values: which inputs may be mixed, which way is kept, what only checks what is stated."""

from collections.abc import Callable
from pathlib import Path

import pytest

from editing import edit_yaml
from factsheets.model import Derived
from factsheets.pipeline import load
from factsheets.project import project_at

ALPHA = "sheets/models/alpha.yaml"
#: Edits a fact of alpha's performance, and gives what follows for a metric.
Follows = Callable[..., list[Derived]]


@pytest.fixture
def follows(small: Path) -> Follows:
    def run(metric: str, **facts: object) -> list[Derived]:
        for name, value in facts.items():
            edit_yaml(small / ALPHA, "performance", name, value=value)
        found = load(project_at(small))
        assert () == found.findings
        return [d for d in found.sheets["alpha"].derived if d.metric == metric]

    return run


def under(value: str, basis: str = "measured", **conditions: object) -> dict[str, object]:
    long: dict[str, object] = {"value": value, "basis": basis}
    return long | ({"conditions": conditions} if conditions else {})


def test_a_product_of_what_is_stated(follows: Follows) -> None:
    (found,) = follows("energy_per_inference", power=under("2 W", boundary="chip"))
    assert ("power × latency / batch size", "2 W × 0.19 ms / 4") == (
        found.words,
        found.formula.replace("\u00a0", " "),
    )
    assert {"boundary": "chip", "batch_size": "4"} == {c.key: c.value for c in found.conditions}
    assert ["performance.power", "performance.latency"] == [i.path for i in found.inputs]


@pytest.mark.parametrize(
    ("key", "one", "other"),
    [("batch_size", 1, 8), ("precision", "FP16", "INT8"), ("scenario", "Offline", "Server"), ("boundary", "chip", "wall"),
     ("dataset", "words", "digits"), ("compensation", "none", "recalibrated"), ("noise", "none", "read noise")],
)  # fmt: skip
def test_inputs_under_other_conditions_do_not_mix(
    follows: Follows, key: str, one: object, other: object
) -> None:
    latency = {"value": "0.19 ms", "basis": "measured", "conditions": {"batch_size": 4, key: one}}
    power = {"value": "2 W", "basis": "measured", "conditions": {key: other}}
    assert [] == follows("energy_per_batch", latency=latency, power=power)
    assert 1 == len(follows("energy_per_batch", power={**power, "conditions": {key: one}}))


def test_how_many_runs_a_value_is_of_keeps_no_inputs_apart(follows: Follows) -> None:
    latency = under("0.19 ms", batch_size=4, runs=10)
    assert 1 == len(follows("energy_per_batch", latency=latency, power=under("2 W", runs=3)))


def test_each_data_set_has_its_own_and_no_other(follows: Follows) -> None:
    latency = [
        under("1.00 ms", batch_size=1, dataset="words"),
        under("2.00 ms", batch_size=1, dataset="digits"),
    ]
    power = [under("40.0 mW", dataset="words"), under("10.0 mW", dataset="digits")]
    found = follows("energy_per_inference", latency=latency, power=power)
    assert [40, 20] == [int(d.si * 1_000_000) for d in found]
    assert [()] * 2 == [d.checks for d in found]


def test_each_boundary_has_its_own_and_is_no_contradiction(follows: Follows) -> None:
    latency = under("100 ms", batch_size=1)
    power = [under("10 mW", boundary="chip"), under("20 mW", boundary="board")]
    found = follows("energy_per_inference", latency=latency, power=power)
    assert [1_000, 2_000] == [int(d.si * 1_000_000) for d in found]
    assert ["chip", "board"] == [c.value for d in found for c in d.conditions if c.key == "boundary"]
    assert [()] * 2 == [d.checks for d in found]


def test_an_input_without_a_basis_is_not_taken_for_measured(small: Path, follows: Follows) -> None:
    chip = small / "sheets/hardware/chip.yaml"
    assert "basis" not in chip.read_text(encoding="utf-8")
    edit_yaml(chip, "area", value="12.5 mm2")
    (found,) = follows("throughput_density", latency=under("0.19 ms", batch_size=4))
    assert "not-stated" == found.evidence.basis
    edit_yaml(chip, "area", value=under("12.5 mm2"))
    (found,) = follows("throughput_density")
    assert "measured" == found.evidence.basis


def test_a_stated_value_that_says_less_is_borne_out_by_one_of_several(follows: Follows) -> None:
    latency = [under("1.00 ms", batch_size=1), under("3.00 ms", batch_size=4)]
    found = follows("throughput", latency=latency, throughput=under("1000 inference/s"))
    assert [[("", True)], []] == [[(c.formula, c.agrees) for c in d.checks] for d in found]
    assert [True, False] == [d.stated for d in found]
    wrong = follows("throughput", latency=latency, throughput=under("500 inference/s"))
    assert [False, False] == [check.agrees for d in wrong for check in d.checks]


def test_the_whole_die_stands_in_for_an_area_and_contradicts_none(small: Path, follows: Follows) -> None:
    edit_yaml(small / "sheets/hardware/chip.yaml", "area", value="12.5 mm2")
    (found,) = follows("area")
    assert "12.5 mm2" == found.formula.replace("\u00a0", " ").replace("²", "2")
    assert [] == follows("area", area=under("9.8 mm2"))


def test_a_condition_spelled_in_another_way_is_the_same(follows: Follows) -> None:
    latency = under("0.19 ms", batch_size=4, time_since_programming="1 day")
    power = under("2 W", time_since_programming="24 h")
    assert 1 == len(follows("energy_per_batch", latency=latency, power=power))
    assert [] == follows(
        "energy_per_batch", latency=latency, power=under("2 W", time_since_programming="25 h")
    )


def test_what_one_input_infers_is_inferred_of_the_result(follows: Follows) -> None:
    inferred = {"value": 4, "inferred": "it follows"}
    (found,) = follows("energy_per_batch", power=under("2 W", batch_size=inferred))
    (batch,) = (c for c in found.conditions if c.key == "batch_size")
    assert ("4", "it follows") == (batch.value, batch.inferred)


def test_each_configuration_has_its_own(follows: Follows) -> None:
    latency = [under("1 ms", batch_size=1), under("3 ms", batch_size=8)]
    found = follows("energy_per_inference", latency=latency, power="2 W")
    assert [2_000, 750] == [int(d.si * 1_000_000) for d in found]


def test_a_result_is_no_better_than_its_weakest_input(follows: Follows) -> None:
    (found,) = follows(
        "energy_per_batch", latency=under("1 ms", "measured", batch_size=1), power=under("2 W", "estimated")
    )
    assert "estimated" == found.evidence.basis


@pytest.mark.parametrize("state", ["idle", "programming"])
def test_energy_of_an_inference_is_not_that_of_another_state(follows: Follows, state: str) -> None:
    assert [] == follows("energy_per_inference", power=under("2 W", state=state))
    both = [under("2 W", state=state), under("3 W", state="inference")]
    (found,) = follows("energy_per_inference", power=both)
    assert "3 W × 0.19 ms / 4" == found.formula.replace("\u00a0", " ")


def test_the_time_of_the_slowest_is_not_that_of_all(follows: Follows) -> None:
    assert [] == follows("throughput", latency=under("1 ms", batch_size=1, percentile=99))
    assert 1 == len(follows("throughput", latency=under("1 ms", batch_size=1, percentile=50)))


@pytest.mark.parametrize(
    ("stated", "agrees"),
    [("<= 1 mJ", False), ("<= 90 mJ", True), ("> 1 mJ", True), (">= 200 mJ", False), ("95 uJ", False)],
)
def test_a_stated_bound_is_checked_on_its_side(follows: Follows, stated: str, agrees: bool) -> None:
    power = under("40 W", state="inference")  # 1.9 mJ at 0.19 ms and batch 4
    edits = {"latency": under("0.19 ms", batch_size=4), "power": power, "energy_per_inference": stated}
    (found,) = follows("energy_per_inference", **edits)
    assert [agrees] == [check.agrees for check in found.checks]


def test_a_limit_is_no_input_but_about_is(follows: Follows) -> None:
    assert [] == follows("energy_per_batch", power="<= 2 W")
    (found,) = follows("energy_per_batch", power="~ 2 W")
    assert "~" == found.limit


def test_a_baseline_in_a_sheet_is_not_the_model(follows: Follows) -> None:
    assert [] == follows(
        "energy_per_batch", power={"value": "2 W", "against": "the GPU", "basis": "measured"}
    )


def test_a_board_limit_bounds_where_power_is_not_known(small: Path, follows: Follows) -> None:
    edit_yaml(small / "sheets/hardware/chip.yaml", "power_limit", value="10 W")
    (bound,) = follows("energy_per_inference")
    assert ("<=", "board", ["chip", ""]) == (
        bound.limit,
        next(c.value for c in bound.conditions if c.key == "boundary"),
        [i.hardware for i in bound.inputs],
    )
    (known,) = follows("energy_per_inference", power="2 W")
    assert "" == known.limit


def test_what_is_stated_is_checked_and_not_derived(follows: Follows) -> None:
    (found,) = follows("latency", power="2 W", energy_efficiency=under("10526 inference/s/W", batch_size=4))
    assert found.stated
    assert [("", True)] == [(c.formula, c.agrees) for c in found.checks]
    (found,) = follows("latency", energy_efficiency=under("5000 inference/s/W", batch_size=4))
    assert [False] == [c.agrees for c in found.checks]


def test_a_doubt_does_not_count_twice(follows: Follows) -> None:
    """Throughput follows from efficiency and power: power / throughput says nothing new of energy."""
    (found,) = follows(
        "energy_per_inference", power="2 W", energy_efficiency=under("10000 inference/s/W", batch_size=4)
    )
    assert "1 / (10000 inferences/s/W)" == found.formula.replace("\u00a0", " ")
    assert ["2 W × 0.19 ms / 4"] == [c.formula.replace("\u00a0", " ") for c in found.checks]


def test_of_two_ways_the_narrower_is_kept(follows: Follows) -> None:
    (found,) = follows(
        "throughput", power="2.000 W", energy_efficiency=under("10000.0 inference/s/W", batch_size=4)
    )
    assert "energy efficiency × power" == found.words
    (found,) = follows("throughput", energy_efficiency=under("1e4 inference/s/W", batch_size=4))
    assert "batch size / latency" == found.words


def test_thousands_of_values_do_not_cost_minutes(follows: Follows) -> None:
    latency = [under("1 ms", sequence_length=i + 1) for i in range(150)]
    power = [under("2 W", runs=i + 1) for i in range(150)]
    assert len(follows("energy_per_batch", latency=latency, power=power)) <= 400


def test_a_new_way_is_data(small: Path, follows: Follows) -> None:
    metric = {
        "title": "Power for a token", "short": "per token", "dimension": "power", "unit": "W", "better": "lower",
        "description": "Power for each token.", "beside": "power", "derived": [{"formula": "power / sequence_length"}],
    }  # fmt: skip
    edit_yaml(small / "schema/metrics.yaml", "power_per_token", value=metric)
    (found,) = follows("power_per_token", power=under("2 W", sequence_length=32))
    assert "2 W / 32" == found.formula.replace("\u00a0", " ")
