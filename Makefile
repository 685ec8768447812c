# Two commands for a fresh machine with Python 3.11+, git and make:
#   make serve   sets up what it needs, then serves the catalog at http://127.0.0.1:8000
#   make test    sets up what it needs, a browser included, then runs all tests

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1

.PHONY: serve build check test hostile fuzz defences mutants lint types format lock golden bench quality audit wheel clean

serve: $(VENV)/.run
	$(BIN)/mkdocs serve

build: $(VENV)/.run
	$(BIN)/mkdocs build --strict

check: $(VENV)/.run
	$(BIN)/factsheets check
	$(BIN)/factsheets fmt --check

test: $(VENV)/.dev $(VENV)/.browser
	$(BIN)/pytest -n 2 --dist loadfile

# What faults, kills and hostile sheets do; LONG=1 for the form that a release is measured with.
hostile: $(VENV)/.dev $(VENV)/.browser
	$(BIN)/pytest tests/hostile $(if $(LONG),--long)

# Mutated files in all processes; N=1000000 for as many as a release is measured with. What fails is kept.
fuzz: $(VENV)/.dev
	$(BIN)/python tests/hostile/fuzz.py -n $(or $(N),20000)

# Take each defence out of the code, and see its test fail.
defences: $(VENV)/.dev
	$(BIN)/python tests/hostile/remove_defences.py

# Change one thing of a module at a time, and see its tests fail; MODULE=read.py for one of mutants.yaml. Takes long.
mutants: $(VENV)/.dev
	$(BIN)/python tests/hostile/mutate.py $(MODULE)

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/zizmor --offline --no-progress --quiet .

types: $(VENV)/.dev
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Write the expected outputs of the tests, and the generated documentation, anew. Read the diff.
golden: $(VENV)/.dev
	$(BIN)/pytest --update-golden

# Measure beside other tools; QUICK=1 for 100 sheets in under 3 minutes.
bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks.run $(if $(QUICK),--quick)

# Measure the site with other people's tools, and write docs/quality.md; needs npm and Java.
quality: $(VENV)/.dev $(VENV)/.browser
	$(BIN)/python tests/quality.py

# Versions and hashes of everything that is installed; raise versions here and nowhere else.
lock: $(VENV)/.dev
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile -q pyproject.toml --extra build --extra cards --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate -o requirements.lock --upgrade
	$(BIN)/uv pip compile -q pyproject.toml --extra build --extra cards --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate -o requirements-dev.lock --upgrade
	printf 'cyclonedx-bom>=7.5,<8\npip-audit>=2.10,<3\n' | $(BIN)/uv pip compile -q - --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate -o requirements-audit.lock --upgrade

# Known vulnerabilities in what is installed. Needs PyPI's service; a package that it does not know is a fault.
audit: $(VENV)/.audit
	for lock in requirements.lock requirements-dev.lock; do \
	  $(VENV)/audit/bin/pip-audit --strict --require-hashes --disable-pip -r $$lock || exit 1; done

# The wheel, and what is in it and what it needs as CycloneDX; the same input gives the same bytes.
wheel: $(VENV)/.dev $(VENV)/.audit
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m build --quiet --wheel --no-isolation
	$(VENV)/audit/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --mc-type library \
	  --output-reproducible --of JSON -o dist/factsheets.cdx.json

clean:
	rm -rf $(VENV) site dist .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one with make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.run

$(VENV)/.audit: requirements-audit.lock | $(VENV)/bin/python
	$(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --quiet --require-hashes -r requirements-audit.lock
	@touch $@

$(VENV)/.browser: tests/browser.py | $(VENV)/.dev
	$(BIN)/python tests/browser.py --install
	@touch $@
