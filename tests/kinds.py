"""The kinds of pages that a site has, and what accessible means."""

#: One page of each kind.
PAGES = (
    "", "models/", "roles/", "roles/ai-engineer/", "compare/", "compare/glue/", "compare/energy-per-inference/",
    "models/bert-base-analog-pcm/", "models/bert-base-analog-pcm/for/hw-researcher/",
    "models/bert-base-t4/for/business-expert/", "hardware/nvidia-t4/", "benchmarks/glue/", "references/", "reading/",
    "study/", "ratings/", "glossary/", "compare/glue-analog-generations/", "compare/cifar10-analog/", "compare/bert-large-mlperf/",
    "models/rnnt-ibm-pcm14/", "models/bert-large-orin-mlperf/",
)  # fmt: skip
#: Pages that differ in what they hold rather than in kind.
MORE = (
    "findings/",
    "side-by-side/?sheets=bert-base-analog-pcm,bert-base-t4",
    "compare/analog-efficiency/",
    "404.html",
)
#: WCAG 2.2 at level AA, and what axe holds to be best practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
