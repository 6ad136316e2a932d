# `make lab` needs Python 3.11+ and make; README.md has the steps without make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help lab

help: ## say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1	\2/' | expand -t 16

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "This course needs Python 3.11 or later. Name one: make PYTHON=python3.12 …"; exit 1; }
	@echo "Making the environment in $(VENV); this downloads the packages of requirements.txt."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt -e .
	@mkdir -p $(VENV)/etc/jupyter && cp -R jupyter/. $(VENV)/etc/jupyter/
	@touch $@

lab: $(READY) ## open JupyterLab at "Start here"
	@$(BIN)/jupyter lab --notebook-dir=. --LabApp.default_url=/lab/tree/release/start_here.ipynb
