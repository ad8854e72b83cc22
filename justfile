# Recipes for people who have just and uv; each is one readable line, and everything works without them.

# run the whole test suite
test *ARGS:
    uv run --extra test pytest {{ARGS}}

# lint, types and architecture
check:
    uv run --extra test ruff check . && uv run --extra test ruff format --check . && uv run --extra test mypy && uv run --extra test lint-imports

# check the law: errors, doubts, and what is known only from memory
law:
    uv run wellfounded law check

# run all worked questions and claims
cases:
    uv run wellfounded cases check

# record golden reports and inline snapshots again; read the difference before committing
approve:
    WELLFOUNDED_APPROVE=1 uv run --extra test pytest --inline-snapshot=fix tests/report

# measure one area, by hand: just bench law
bench AREA *ARGS:
    uv run --extra bench python -m bench.{{AREA}} {{ARGS}}

# write the reference of the commands again
reference:
    uv run python -m wellfounded.cli.reference > docs/commands.md
