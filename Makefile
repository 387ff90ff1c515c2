# Each target sets up .venv by itself. Another Python: make test PYTHON=python3.12
PYTHON ?= python3

BIN := .venv/bin
READY := .venv/ready

# The kernel named "python3" is .venv's, also where others of that name are installed.
export JUPYTER_PATH := $(CURDIR)/.venv/share/jupyter
# Sets are printed in the same order in every run.
export PYTHONHASHSEED := 0

.PHONY: lab test report notebooks clean

lab: $(READY)
	$(BIN)/jupyter lab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks/01_structure.ipynb \
	    $(if $(filter 0,$(shell id -u)),--allow-root) $(LAB_OPTIONS)

test: $(READY)
	$(BIN)/pytest -n 2 --cov=analysis

report: $(READY)
	$(BIN)/python -m analysis

# Runs them in place; look at the difference before you commit it (.venv/bin/nbdiff-web).
# The README shows the timeline that 03_timeline exports.
notebooks: $(READY)
	$(BIN)/jupyter nbconvert --execute --inplace --log-level=WARN \
	    --ExecutePreprocessor.kernel_name=python3 --ExecutePreprocessor.record_timing=False notebooks/*.ipynb
	$(BIN)/python notebooks/stored.py notebooks/*.ipynb
	cp exports/charts/timeline.png notebooks/figures/timeline.png

clean:
	rm -rf .venv exports *.egg-info .pytest_cache .ruff_cache .hypothesis .coverage
	find . -name __pycache__ -prune -exec rm -r {} +

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info[:2] <= (3, 13) else \
	    "Python 3.11, 3.12 or 3.13 is needed; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --requirement requirements.txt
	touch $@
