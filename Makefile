# Pairs, from a clone to a page: `make demo`. Proof that it works: `make test`.
PORT ?= 8000

.PHONY: help setup demo demo-reset test check messages pictures bench lock

help:  ## say what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1|\2/' | column -t -s '|'

setup:  ## install what running and testing need
	@scripts/setup test

demo:  ## serve the demonstration on this machine, keeping its data (PORT=8000)
	@scripts/setup demo
	@PORT=$(PORT) scripts/demo

demo-reset:  ## the same, after forgetting what was done in the demonstration
	@scripts/setup demo
	@PORT=$(PORT) scripts/demo --reset

test:  ## the checks, then every test on SQLite and on PostgreSQL
	@scripts/setup test
	@.venv/bin/python scripts/test.py

check:  ## style, types, migrations, translations, settings
	@scripts/setup test
	@.venv/bin/python scripts/check.py

messages:  ## gather the strings of the source in the French catalogue, and say which are not translated
	@scripts/setup test
	@.venv/bin/python scripts/translations.py write || true

pictures:  ## take the pictures of the documents again, from the journeys
	@scripts/setup test
	@PAIRS_PICTURES=docs/pictures .venv/bin/python -m pytest tests/journeys

bench:  ## requests per second of the busiest pages, beside a bare page, on PostgreSQL
	@scripts/setup bench
	@scripts/bench

lock:  ## write the locks again after a change of the dependencies in pyproject.toml
	@scripts/lock
