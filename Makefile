# Everything one does with Shopbell. `make help` lists it.
SHELL := /bin/sh
# uv from the machine when it has one, else the one that `launch/uv.sh` puts into .tools/.
UV = uv=$$(sh launch/uv.sh) || exit 1; "$$uv" run --frozen --quiet
PYTHON = $(UV) python
BOT = $(UV) --project bot python

# These open ports, browsers and whole products, and feel what else the machine does; all others run side by side.
ALONE = tests/desk tests/launch tests/browser tests/product

# Stops with one line when a command was not told what it needs.
told = $(if $($(1)),,$(error make $@ needs $(1)=$(2)))

.DEFAULT_GOAL := help
.PHONY: help run test setup check test-fast bench evaluate replay import export verify

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-32s %s\n", $$1 ($$1=="evaluate"?" DATA=file.tsv":$$1=="replay"?" TASKS=file STORE=folder":$$1=="import"||$$1=="export"?" DIR=folder":""), $$2}' $(MAKEFILE_LIST)

run: ## install, migrate, seed, train, start everything and print the address
	@$(PYTHON) -m launch run

test: setup check ## set up and run every check and every test
	@$(PYTHON) -m pytest -rs -n auto --dist loadfile $(addprefix --ignore=,$(ALONE)) tests
	@$(PYTHON) -m pytest -rs $(ALONE)
	@$(BOT) -m pytest -rs -c tests/bot/pytest.ini --confcutdir=tests/bot tests/bot

setup: ## bring both environments up to their lock files
	@$(PYTHON) -m launch setup

check: ## lint, types and import rules
	@$(UV) ruff check .
	@$(UV) ruff format --check .
	@$(UV) ruff check --config bot/pyproject.toml bot tests/bot
	@$(UV) mypy
	@$(UV) lint-imports

bench: setup ## stock Rasa and the whole product side by side, with ratios
	@$(PYTHON) -m launch bench

evaluate: setup ## how well it understands the rows of DATA (FLOWS=table optional)
	$(call told,DATA,file.tsv)@$(BOT) -m bot.evaluate "$(DATA)" $(if $(FLOWS),--flows "$(FLOWS)")

replay: setup ## a scripted shopper plays TASKS=file.json on STORE=folder (ONLY=id,id CLASS= LIMIT= REPORT=)
	$(call told,TASKS,file.json)$(call told,STORE,folder)@$(PYTHON) -m launch replay "$(TASKS)" "$(STORE)" $(if $(ONLY),--only "$(ONLY)") $(if $(CLASS),--class "$(CLASS)") \
	  $(if $(LIMIT),--limit "$(LIMIT)") $(if $(REPORT),--report "$(REPORT)")

import: ## read a store folder in the exchange format (SHIFT=1 moves its times to now)
	$(call told,DIR,folder)@$(PYTHON) -m care.store.importing "$(DIR)" $(if $(SHIFT),--shift-to-now)

export: ## write the store to a folder in the exchange format
	$(call told,DIR,folder)@$(PYTHON) -m care.store.exporting "$(DIR)"

verify: ## tell whether anybody changed the audit since it was written
	@$(PYTHON) -m care.audit
