"""Coming in and going out: the launch link, making and opening the vault, locking it."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from wellfounded.store.errors import VaultError
from wellfounded.web.language import LANGUAGES
from wellfounded.web.pages import desk_of, go, render, text_of, told
from wellfounded.web.sessions import COOKIE


def launch(request: Request) -> Response:
    """Begin a session with a link that works once."""
    cookie = desk_of(request).sessions.begin(request.query_params.get("token", ""))
    if cookie is None:
        return PlainTextResponse("This link was used or is too old. Start `wellfounded serve` again.\n", 403)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", path="/")
    return answer


def unlock_page(request: Request) -> Response:
    """Show the door."""
    if desk_of(request).vault is not None:
        return RedirectResponse("/", 303)
    return render(request, "unlock.html", told=None)


def unlock(request: Request, form: FormData) -> Response:
    """Open the vault."""
    try:
        desk_of(request).unlock(str(form.get("secret", "")))
    except VaultError as error:
        return render(request, "unlock.html", status=403, told=error)
    return go(request, "/")


def make(request: Request, form: FormData) -> Response:
    """Make a vault, and show the recovery key once."""
    secret = str(form.get("secret", ""))
    try:
        if secret != form.get("again"):
            raise VaultError("The two passphrases differ.", remedy="Nothing was made.")
        recovery = desk_of(request).make(secret)
    except VaultError as error:
        return render(request, "unlock.html", status=400, told=error)
    return render(request, "recovery.html", recovery=recovery)


def lock(request: Request, form: FormData) -> Response:
    """Lock the vault."""
    desk_of(request).lock()
    return go(request, "/unlock")


def refused(request: Request) -> Response:
    """Tell once why the last form was refused."""
    session = request.state.session
    refusal, session.refusal = session.refusal, None
    return told(request, refusal) if refusal else RedirectResponse("/", 303)


def language(request: Request, form: FormData) -> Response:
    """Choose the language of the interface."""
    chosen = text_of(form, "language")
    if chosen in LANGUAGES:
        request.state.session.language = chosen
    back = text_of(form, "back")
    return go(request, back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/")
