# make help                     list what can be made
# make PYTHON=/path/to/python3  choose the Python for .venv
# make benchmark BODY_DATA=DIR  benchmarks/human/README.md says what DIR contains

DEMO_CLIP ?= sample_videos/butt-kicks.mp4
DEMO_EXERCISE ?= butt-kicks
DEMO_OUT ?= demo-result

PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo "$$python" && break; done)

BIN := .venv/bin
SETUP := .venv/setup-done

.DEFAULT_GOAL := help
.PHONY: setup demo test check benchmark speed lock model clean help

setup: $(SETUP) ## Set up .venv with formcheck and its packages

$(SETUP): requirements.lock pyproject.toml tools/setup.py
	@python="$(PYTHON)"; \
	if [ -z "$$python" ]; then \
		echo "formcheck needs Python 3.11 or newer, and none was found:" \
			"install one, or name it: make PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi; \
	"$$python" tools/setup.py

demo: $(SETUP) ## Judge the sample clip; the results go to demo-result
	@$(BIN)/formcheck analyze $(DEMO_CLIP) --exercise $(DEMO_EXERCISE) --out $(DEMO_OUT)

test: $(SETUP) ## Run the tests
	@$(BIN)/python -m pytest

check: $(SETUP) ## Check style, types and imports; JavaScript too where there is Node.js
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@tools/js/check

benchmark: $(SETUP) ## Measure accuracy on rendered clips (BODY_DATA=DIR renders missing ones)
	@$(BIN)/python -m benchmarks $(if $(BODY_DATA),--body-data "$(BODY_DATA)") \
		--json benchmarks/accuracy.json
	@$(BIN)/python -m benchmarks --split check $(if $(BODY_DATA),--body-data "$(BODY_DATA)") \
		--json benchmarks/accuracy-check.json
	@$(BIN)/python -m benchmarks --split oblique $(if $(BODY_DATA),--body-data "$(BODY_DATA)") \
		--json benchmarks/accuracy-oblique.json
	@$(BIN)/python -m benchmarks --split turn $(if $(BODY_DATA),--body-data "$(BODY_DATA)") \
		--json benchmarks/accuracy-turn.json
	@$(BIN)/python -m benchmarks --split fresh $(if $(BODY_DATA),--body-data "$(BODY_DATA)") \
		--json benchmarks/accuracy-fresh.json
	@$(BIN)/python -m benchmarks --split drawn $(if $(BODY_DATA),--body-data "$(BODY_DATA)") \
		--json benchmarks/accuracy-drawn.json
	@$(BIN)/python -m benchmarks --split drawn-again $(if $(BODY_DATA),--body-data "$(BODY_DATA)") \
		--json benchmarks/accuracy-drawn-again.json
	@$(BIN)/python -m benchmarks --split drawn-third $(if $(BODY_DATA),--body-data "$(BODY_DATA)") \
		--json benchmarks/accuracy-drawn-third.json

speed: $(SETUP) ## Compare the speed with the bare loop of OpenCV and MediaPipe
	@$(BIN)/python -m benchmarks.speed

lock: ## Update requirements.lock to the newest packages (needs uv)
	@UV_NO_CONFIG=1 uv pip compile pyproject.toml --extra dev --extra benchmark --universal \
		--python-version 3.11 --upgrade --generate-hashes --no-emit-index-url \
		--no-emit-find-links --custom-compile-command "make lock" --quiet \
		--output-file requirements.lock

model: ## Rebuild the pose model in models/ (needs uv)
	@uv run --no-project models/rebuild.py

clean: ## Remove .venv, results and caches
	@rm -rf .venv demo-result build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache \
		.hypothesis .coverage tools/js/node_modules
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
