# make demo: read the packaged case into a store and print its brief.   make test: run every test.   make help: the rest.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help demo test lint check format lock train clean

help:
	@echo "make demo     read the packaged case into a store and print its brief"
	@echo "make test     run every test (units, documents, gate)"
	@echo "make check    format, lint, types, tests: what a change must pass"
	@echo "make format   format the code"
	@echo "make lock     lock the dependencies again (needs uv)"
	@echo "make train    train, calibrate and export the reader (needs the open data sets; see training/README.md)"

$(VENV)/run.done: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "sitroom needs Python 3.11 or newer; give one with: make PYTHON=python3.11 ..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "The venv module is missing; on Debian: apt-get install python3-venv"; exit 1; }
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.done: requirements/dev.txt $(VENV)/run.done
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/run.done
	@rm -f demo.db demo.db-shm demo.db-wal
	@$(BIN)/sitroom demo --store demo.db

test: $(VENV)/dev.done
	$(BIN)/python -m pytest

lint: $(VENV)/dev.done
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check: lint test

format: $(VENV)/dev.done
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock:
	uv pip compile --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header -q pyproject.toml requirements/run.in -o requirements/run.txt
	uv pip compile --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header -q --extra dev pyproject.toml requirements/dev.in -c requirements/run.txt -o requirements/dev.txt

train:
	$(PYTHON) -m training.all --data $(or $(DATA),../shared/data)

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis runs
