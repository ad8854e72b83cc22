"""The application: every address, the gate before them, and the lock that falls when nobody is there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from wellfounded.report.check_style import STYLE as CHECK_STYLE
from wellfounded.report.page import stylesheet
from wellfounded.report.timeline_svg import STYLE as TIMELINE_STYLE
from wellfounded.web import (
    backlog,
    case_answers,
    case_facts,
    cases,
    check,
    compare,
    docket,
    docket_figures,
    docket_store,
    docket_touched,
    gate,
    history,
    law,
    settings,
    today,
)
from wellfounded.web.calm import Calm, broken_page, note
from wellfounded.web.desk import Desk
from wellfounded.web.guard import UPLOAD_BYTES, Guard
from wellfounded.web.pages import reading, rendered, sending

STATIC = Path(__file__).with_name("static")
SCRIPTS = ("htmx.min.js", "app.js")
IDLE_CHECK_SECONDS = 2


def application(desk: Desk) -> ASGIApp:
    """Make the application for a desk."""
    MultiPartParser.spool_max_size = UPLOAD_BYTES  # a file sent with a form stays in memory, never in a temporary file
    made = Starlette(
        routes=routes(),
        middleware=[Middleware(Guard, desk=desk)],
        exception_handlers={404: _not_found, 500: _broken, Exception: _broken},
        lifespan=_watched,
    )
    made.state.desk = desk
    return Calm(made)


def routes() -> list[Route]:
    """List every address."""
    return [
        Route("/launch", gate.launch, methods=["GET"]),
        Route("/static/{name}", _static, methods=["GET"]),
        reading("/", today.page),
        reading("/unlock", gate.unlock_page),
        sending("/unlock", gate.unlock),
        sending("/vault", gate.make),
        sending("/lock", gate.lock),
        reading("/refused", gate.refused),
        sending("/language", gate.language),
        reading("/cases", cases.cases),
        sending("/cases", cases.new),
        reading("/case/{case}", case_facts.page),
        sending("/case/{case}", cases.head),
        sending("/case/{case}/fact", case_facts.save),
        reading("/case/{case}/elements", case_answers.elements),
        reading("/case/{case}/groups", case_answers.groups),
        sending("/case/{case}/groups", case_facts.add_group),
        reading("/case/{case}/documents", cases.documents),
        sending("/case/{case}/documents", cases.add_document),
        reading("/case/{case}/documents/{document}", cases.take_document),
        sending("/case/{case}/notes", cases.add_note),
        sending("/case/{case}/remove", cases.remove),
        reading("/case/{case}/history", history.page),
        sending("/case/{case}/undo", history.undo),
        sending("/case/{case}/export", cases.export),
        sending("/case/{case}/delete", cases.delete),
        reading("/law", law.page),
        reading("/law/cases", law.cases),
        reading("/authority/{name}", law.authority),
        reading("/compare", compare.page),
        reading("/check", check.page),
        sending("/check", check.check),
        reading("/docket", docket_figures.figures),
        reading("/docket/figures.csv", docket_figures.figures_csv),
        reading("/docket/figures.json", docket_figures.figures_json),
        reading("/docket/release", docket.release),
        sending("/docket/release", docket_store.choose),
        reading("/docket/release.csv", docket.release_csv),
        reading("/docket/release.json", docket.release_json),
        reading("/docket/count", docket.count_page),
        reading("/docket/count.csv", docket.count_as_csv),
        reading("/docket/count.json", docket.count_as_json),
        reading("/docket/touched", docket_touched.touched_page),
        reading("/backlog", backlog.page),
        reading("/backlog/judges", backlog.judges),
        reading("/backlog/scenario.toml", backlog.scenario_file),
        reading("/settings", settings.page),
        reading("/settings/log", settings.log),
        sending("/settings/verify", settings.verify),
        sending("/settings/backup", settings.backup),
        sending("/settings/passphrase", settings.passphrase),
        sending("/law/install", settings.install_law),
    ]


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name == "app.css":
        own = (STATIC / "app.css").read_text(encoding="utf-8")
        return Response(f"{stylesheet()}\n{TIMELINE_STYLE}\n{CHECK_STYLE}\n{own}", media_type="text/css")
    if name in SCRIPTS:
        return Response((STATIC / name).read_bytes(), media_type="text/javascript")
    return PlainTextResponse("Nothing is kept under this name.\n", 404)


async def _not_found(request: Request, error: Exception) -> Response:
    return Response(rendered(request, "error.html", told=None, kind="missing"), 404, media_type="text/html")


async def _broken(request: Request, error: Exception) -> Response:
    """Say that something went wrong, and nothing of what: no trace of a case reaches a page or a log."""
    return broken_page()


@asynccontextmanager
async def _watched(app: Starlette) -> AsyncIterator[None]:
    desk: Desk = app.state.desk
    watch = asyncio.create_task(_watch(desk))
    try:
        yield
    finally:
        watch.cancel()
        desk.lock()


async def _watch(desk: Desk) -> None:
    while True:
        await asyncio.sleep(IDLE_CHECK_SECONDS)
        try:
            desk.lock_when_idle()
        except Exception as error:  # one failure must not end the watch
            note(error)
