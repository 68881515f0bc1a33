# make site   build the real directory into public/         make test   run every test
# make check  find mistakes in the content                  make lint   ruff and mypy
# make serve  show the site and follow every change         make clean  remove what was built
# make bench  measure how fast it is (docs/speed.md)
PYTHON ?= python3
BIN := .venv/bin
# Where the environment forbids Python to write bytecode, our modules would be compiled anew in every run.
COMPILE = $(BIN)/python -m compileall -q builder

.PHONY: site check test lint serve catalogues golden bench clean

site: .venv/site
	$(BIN)/fingerpost build

check: .venv/site
	$(BIN)/fingerpost check

test: .venv/test lint
	$(BIN)/python -m pytest $(ARGS)

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

serve: .venv/site
	$(BIN)/fingerpost serve

catalogues: .venv/test
	$(BIN)/python tools/catalogues.py

golden: .venv/test
	$(BIN)/python tests/golden/remake.py

bench: .venv/site
	$(BIN)/python -m bench $(ARGS)

clean:
	rm -rf public .cache

.venv/python:
	$(PYTHON) -m venv .venv
	touch $@

.venv/site: .venv/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	$(COMPILE)
	touch $@

.venv/test: .venv/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	$(COMPILE)
	touch .venv/site $@
