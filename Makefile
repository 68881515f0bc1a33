# make site   build the real directory into public/         make test   run every test
# make check  find mistakes in the content                  make lint   ruff and mypy
# make serve  build, then show the site on this machine     make clean  remove what was built
PYTHON ?= python3
BIN := .venv/bin

.PHONY: site check test lint serve catalogues golden clean

site: .venv/site
	$(BIN)/fingerpost build

check: .venv/site
	$(BIN)/fingerpost check

test: .venv/test lint
	$(BIN)/python -m pytest

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

serve: site
	@echo "http://127.0.0.1:8000/ (stop with Ctrl-C)"
	$(BIN)/python -m http.server 8000 --bind 127.0.0.1 --directory public

catalogues: .venv/test
	$(BIN)/python tools/catalogues.py

golden: .venv/test
	$(BIN)/python tests/golden/remake.py

clean:
	rm -rf public .cache

.venv/python:
	$(PYTHON) -m venv .venv
	touch $@

.venv/site: .venv/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/test: .venv/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch .venv/site $@
