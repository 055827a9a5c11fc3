# Every target sets up what it needs: a virtual environment in .venv with the locked versions. Needs Python 3.11+ only.
PYTHON ?= python3
BIN := .venv/bin
EVAL ?= ../shared/eval

.PHONY: demo test lint eval accuracy bench lock clean

demo: .venv/ready ## rank the sample resumes against a sample posting
	$(BIN)/scan samples/resumes --against samples/postings/ml-engineer.txt --as-of 2026-11-20

test: .venv/ready ## run the tests, each file on one of the cores
	$(BIN)/pytest --numprocesses auto --dist loadfile

lint: .venv/ready ## format, lint and types, as they must be
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

eval: .venv/ready ## score the build on the labelled documents beside the checkout, if they are there
	@$(BIN)/python benchmarks/evaluate.py $(EVAL)

accuracy: .venv/ready ## write docs/accuracy.md anew: figures on the labelled documents of the box, failures by name
	$(BIN)/python benchmarks/accuracy.py

bench: .venv/ready ## speed and memory, as ratios in one run, to docs/performance.md; takes a quarter of an hour
	@$(BIN)/python benchmarks/performance.py

lock: ## work out the lock file anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--quiet --all-extras --group dev -o requirements.lock pyproject.toml

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis dist

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "This needs Python 3.11 or newer: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
