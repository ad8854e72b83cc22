"""Writing pages from templates: every text is escaped, every page is in the reader's language."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from wellfounded import __version__
from wellfounded.errors import WellfoundedError
from wellfounded.forum import CIRCUITS, STAGES
from wellfounded.report.as_html import body_of
from wellfounded.report.document import Document
from wellfounded.store.cases import Case
from wellfounded.store.vault import Vault
from wellfounded.web.desk import Desk
from wellfounded.web.guard import FORM_BYTES
from wellfounded.web.language import LANGUAGES, preferred, spoken_day, translator
from wellfounded.web.memory import CaseMemory
from wellfounded.web.sessions import Refusal, Session, fits

Get = Callable[[Request], Response]
Post = Callable[[Request, FormData], Response]


class Locked(Exception):
    """A page of cases was asked for while the vault is locked."""


@cache
def environment() -> Environment:
    """Return the templates."""
    folder = Path(__file__).with_name("templates")
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["report"] = report
    return made


def report(document: Document) -> Markup:
    """Write a report's content; its builder has escaped every text."""
    return Markup(str(body_of(document)))


def desk_of(request: Request) -> Desk:
    """Return the desk."""
    return request.app.state.desk  # type: ignore[no-any-return]


def vault_of(request: Request) -> Vault:
    """Return the open vault.

    Raises:
        Locked: if it is locked.
    """
    vault = desk_of(request).vault
    if vault is None or not vault.is_open:
        raise Locked
    return vault


def memory_of(request: Request, case: Case) -> CaseMemory:
    """Return what was worked out about a case."""
    return desk_of(request).memory.of(case)


def language_of(request: Request) -> str:
    """Say in which language the page is to be."""
    session: Session | None = request.state.session
    chosen = session.language if session else ""
    return chosen or preferred(request.headers.get("accept-language", ""))


def render(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """Write a page."""
    return HTMLResponse(rendered(request, template, **values), status)


def rendered(request: Request, template: str, **values: Any) -> str:
    """Write a page's text."""
    desk, language, session = desk_of(request), language_of(request), request.state.session
    translate = translator(language)
    notice = session.notice if session else ""
    if session:
        session.notice = ""
    return (
        environment()
        .get_template(template)
        .render(
            _=translate,
            language=language,
            languages=LANGUAGES,
            day=lambda on: spoken_day(on if isinstance(on, date) else date.fromisoformat(str(on)[:10]), language),
            token=session.token if session else "",
            notice=notice,
            path=request.url.path,
            here=here(request),
            unlocked=desk.vault is not None,
            has_vault=desk.has_vault,
            idle_seconds=int(desk.idle_minutes * 60),
            stages={code: translate(name) for code, name in STAGES.items()},
            circuits={code: translate(name) for code, name in CIRCUITS.items()},
            version=__version__,
            confirmed=desk.library.confirmed_through,
            **values,
        )
    )


def here(request: Request) -> str:
    """Return the address of a page with its question, to come back to."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def go(request: Request, path: str, notice: str = "") -> Response:
    """Send the browser on after a form, with a word told once."""
    if notice:
        request.state.session.notice = notice
    return RedirectResponse(path, 303)


def is_part(request: Request) -> bool:
    """Say whether only a part of the page was asked for."""
    return request.headers.get("hx-request") == "true"


def reading(path: str, answer: Get) -> Route:
    """Make a page that is read."""

    async def endpoint(request: Request) -> Response:
        return await _told(request, lambda: run_in_threadpool(answer, request))

    return Route(path, endpoint, methods=["GET"], name=f"{answer.__module__}.{answer.__name__}")


def sending(path: str, act: Post) -> Route:
    """Make a form's address: nothing is done unless the form carries the session's token."""

    async def endpoint(request: Request) -> Response:
        async with request.form(max_files=5, max_fields=500, max_part_size=FORM_BYTES) as form:
            if not fits(request.state.session, form.get("token")):
                return _refusal(request, Refusal("error.html", 403, None, "token"))
            return await _told(request, lambda: run_in_threadpool(act, request, form))

    return Route(path, endpoint, methods=["POST"], name=f"{act.__module__}.{act.__name__}")


async def _told(request: Request, answer: Callable[[], Awaitable[Response]]) -> Response:
    try:
        return await answer()
    except Locked:
        if is_part(request):
            return Response(headers={"HX-Redirect": "/unlock"})
        return _refusal(request, Refusal("locked.html", 403))
    except WellfoundedError as error:
        status = 404 if type(error).__name__ == "UnknownCase" else 400
        if is_part(request):
            return render(request, "refused.html", told=error)
        return _refusal(request, Refusal("error.html", status, error, "told"))


def _refusal(request: Request, refused: Refusal) -> Response:
    """Tell why a page or form is refused.

    A browser writes a form's words to its disk while the page that answered the form stands open, to show it again
    after a crash. So it is sent on to a page of its own.
    """
    if request.method == "POST" and request.headers.get("sec-fetch-mode") == "navigate":
        request.state.session.refusal = refused
        return RedirectResponse("/refused", 303)
    return told(request, refused)


def told(request: Request, refused: Refusal) -> Response:
    """Write the page that tells of a refusal."""
    return render(request, refused.template, status=refused.status, told=refused.told, kind=refused.kind)


def text_of(form: FormData, name: str, *, most: int = 20_000) -> str:
    """Read a text field.

    Raises:
        WellfoundedError: if it is longer than what is kept; a text is never cut.
    """
    value = form.get(name)
    text = value.strip().replace("\r\n", "\n") if isinstance(value, str) else ""
    if len(text) > most:
        raise WellfoundedError(
            f"The text has {len(text):,} characters; at most {most:,} are kept in one.",
            remedy="Nothing of it was saved. Shorten it, or divide it.",
        )
    return text
