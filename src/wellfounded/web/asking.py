"""Reading what a page is asked: days, forums and issues, from its address or its form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.requests import Request

from wellfounded.days import day_of
from wellfounded.forum import Forum, parse_circuit, parse_stage
from wellfounded.law.library import Library
from wellfounded.web.pages import desk_of


def day_asked(request: Request, name: str) -> date | None:
    """Read a day from the address."""
    text = request.query_params.get(name, "").strip()
    return day_of(text, name) if text else None


def day_written(form: Mapping[str, Any], name: str) -> date | None:
    """Read a day from a form."""
    text = str(form.get(name, "")).strip()
    return day_of(text, name) if text else None


def forum_asked(values: Mapping[str, Any], *, stage: str = "ij", circuit: str | None = None) -> Forum:
    """Read a forum; a stage or circuit not named is the one given."""
    asked_stage = str(values.get("stage") or "").strip()
    asked_circuit = values.get("circuit")
    return Forum(
        parse_stage(asked_stage or stage), circuit if asked_circuit is None else parse_circuit(str(asked_circuit))
    )


def law_of(request: Request) -> Library:
    """Return the law."""
    return desk_of(request).library


def issues_listed(library: Library) -> list[tuple[str, str]]:
    """List the issues for a choice: id and name, in the order of their names."""
    return sorted(((issue.id, issue.name) for issue in library.vocabulary.issues.values()), key=lambda row: row[1])
