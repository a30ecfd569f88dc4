# `make help` says what there is. Everything is installed into .venv, and only when the requirements changed.
PYTHON ?= python3
PY := .venv/bin/python
SERVICES := $(if $(DATABASE_URL)$(REDIS_URL)$(S3_BUCKET),.venv/services)
VNU := 26.9.27
VNU_JAR := var/vnu-$(VNU)/node_modules/vnu-jar/build/dist/vnu.jar
.DEFAULT_GOAL := help
.PHONY: help run dev test bench lint messages validate

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 14

run: .venv/run $(SERVICES) ## the site on http://127.0.0.1:8000, with its administrator and the Ballerina entry
	@$(PY) manage.py serve

dev: .venv/run $(SERVICES) ## the same for working on it: reloads on change, shows errors
	@DEBUG=1 $(PY) manage.py serve --reload

test: .venv/dev $(SERVICES) ## every test; those that need a browser where there is a Chromium
	@$(PY) -m pytest -q -n auto --dist worksteal $(ARGS)

bench: .venv/run $(SERVICES) ## what each kind of request costs, on a thousand made-up pages (a minute or two)
	@$(PY) manage.py bench $(ARGS)

messages: .venv/run ## every text into the catalogues of locale/; ADD=ko begins a language
	@$(PY) manage.py messages $(ADD)

lint: .venv/dev ## style, types, templates, migrations, settings
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/djlint --quiet --lint templates
	@$(PY) manage.py makemigrations --check --dry-run --verbosity 0
	@$(PY) manage.py check
	@FANWIKI_ENV=production SECRET_KEY=$$(head -c 48 /dev/urandom | base64) ALLOWED_HOSTS=wiki.example.org \
	  DATABASE_URL=sqlite:///:memory: EMAIL_HOST=mail.example.org EMAIL_HOST_USER=wiki EMAIL_HOST_PASSWORD=secret \
	  DEFAULT_FROM_EMAIL=wiki@example.org $(PY) manage.py check --deploy --fail-level WARNING

validate: .venv/dev ## the HTML of every page of the seeded site, by the reference validator
	@if command -v npm >/dev/null && command -v java >/dev/null; then $(MAKE) --no-print-directory -s $(VNU_JAR) \
	  && VNU=$(VNU_JAR) $(PY) -m pytest -q fanwiki/tests/test_validator.py; \
	  else echo "HTML NOT VALIDATED: the validator comes with npm and runs on Java; install both (nodejs, npm, default-jre)." >&2; fi

$(VNU_JAR):
	@echo "Fetching the HTML validator (once) …"
	@npm install --silent --no-save --ignore-scripts --prefix var/vnu-$(VNU) vnu-jar@$(VNU)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Fanwiki needs Python 3.11 or newer; $(PYTHON) is older. Install python3.11, or say make PYTHON=/path/to/it."; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo "Python's venv module is missing. On Debian and Ubuntu: apt install python3-venv"; exit 1; }

.venv/run: .venv/bin/python requirements.txt
	@echo "Installing the requirements (once) …"
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev: .venv/bin/python requirements.txt requirements-dev.txt
	@echo "Installing the requirements for tests (once) …"
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ .venv/run

.venv/services: .venv/bin/python requirements-services.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-services.txt
	@touch $@
