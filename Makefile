# The two commands of a fresh machine are `make demo` and `make test`; they need Python 3.11+ and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test lint faults accuracy bench attacks lab release check clean

help: ## say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1	\2/' | expand -t 16

$(READY): requirements.txt pyproject.toml $(wildcard jupyter/*.json jupyter/*/*.json)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "This course needs Python 3.11 or later. Name one: make PYTHON=python3.12 …"; exit 1; }
	@echo "Making the environment in $(VENV); this downloads the packages of requirements.txt."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt -e .
	@mkdir -p $(VENV)/etc/jupyter && cp -R jupyter/. $(VENV)/etc/jupyter/
	@touch $@

demo: $(READY) ## the whole course once: releases, sample submissions, grades, feedback, handouts
	@$(BIN)/course demo

test: lint ## all checks and tests
	@$(BIN)/pytest

lint: $(READY)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

attacks: $(READY) ## what hostile submissions gain, see and harm (ONLY= JOBS=)
	@$(BIN)/python -m tests.attacks $(ONLY) --jobs $(or $(JOBS),2)

faults: $(READY) ## gradings that are cut off at random moments, and what they lose (ONLY= RUNS=)
	@$(BIN)/python -m tests.faults $(ONLY) --runs $(or $(RUNS),1)

accuracy: $(READY) ## how often the hidden tests are wrong, over the corpus (ONLY= LOAD= RUNS=)
	@$(BIN)/python -m tests.accuracy $(ONLY) --load $(or $(LOAD),0) --runs $(or $(RUNS),1)

bench: $(READY) ## a class graded here and by stock nbgrader, in turns (STUDENTS= ONLY= GROWTH=)
	@$(BIN)/python -m tests.bench $(ONLY) --students $(or $(STUDENTS),25) $(if $(GROWTH),--growth $(GROWTH))

lab: $(READY) ## open JupyterLab at "Start here"
	@$(BIN)/jupyter lab --notebook-dir=. --LabApp.default_url=/lab/tree/release/start_here.ipynb

release: $(READY) ## generate the students' releases from the sources
	@$(BIN)/course generate

students: $(READY) ## pack what students get into students.zip
	@$(BIN)/course pack

clean: ## remove all that grading has made (submissions of the sample students, too)
	@rm -rf autograded/* autograded/.locks integrity feedback handouts gradebook.db
	@for state in complete blank mistakes stuck broken; do rm -rf submitted/$$state; done
