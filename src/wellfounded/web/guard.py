"""The gate before every page: our own address, a session, no foreign origin, no body beyond its limit."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wellfounded.web.desk import Desk
from wellfounded.web.headers import HEADERS
from wellfounded.web.sessions import COOKIE

FORM_BYTES, UPLOAD_BYTES = 3_000_000, 40_000_000
UPLOADS = ("/check", "/law/install", "/documents")
OPEN_PATHS = ("/launch", "/static/")


class Guard:
    """Lets through what this computer's own browser asks, and nothing else."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self.app, self.desk = app, desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._guarded(scope, receive, _with_headers(scope, send))
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal:
            await PlainTextResponse(refusal[1], refusal[0])(scope, receive, send)
            return
        session = self.desk.sessions.find(_cookie(headers))
        if session is None and not scope["path"].startswith(OPEN_PATHS):
            await PlainTextResponse(NO_SESSION, 403)(scope, receive, send)
            return
        scope.setdefault("state", {})["session"] = session
        if session is not None and not scope["path"].startswith("/static/"):  # only who was let in keeps it open
            self.desk.heard()
        await self.app(scope, _limited(receive, _limit(scope["path"])), send)

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0] not in self.desk.hosts:
            return 421, "This address is not served here."
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return 403, "Another site asked for this page. Nothing was done."
        if scope["method"] in ("GET", "HEAD"):
            return None
        if scope["method"] != "POST":
            return 405, "Pages are read and forms are sent; nothing else is answered."
        if not _own_origin(headers, hosts[0]):
            return 403, "The form did not come from this application. Nothing was done."
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            return 411, "The form does not say how long it is. Nothing was read."
        if int(length) > _limit(scope["path"]):
            return 413, "The form or file is too large. Nothing was read."
        return None


NO_SESSION = (
    "This window was not opened by wellfounded, or wellfounded was started again since.\n"
    "Nothing is lost. Start `wellfounded serve` again, and use the link that it opens.\n"
)


def _own_origin(headers: Headers, host: str) -> bool:
    """Say whether a form comes from our own page. Under no-referrer a browser writes "null" and says so elsewhere."""
    origins = headers.getlist("origin")
    if origins == [f"http://{host}"]:
        return True
    return origins == ["null"] and headers.getlist("sec-fetch-site") == ["same-origin"]


def _cookie(headers: Headers) -> str | None:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return found.value if found else None


def _limit(path: str) -> int:
    return UPLOAD_BYTES if path.endswith(UPLOADS) else FORM_BYTES


def _limited(receive: Receive, most: int) -> Receive:
    """Stop a body that is longer than it said."""
    read = 0

    async def limited() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        return message if read <= most else {"type": "http.disconnect"}

    return limited


def _with_headers(scope: Scope, send: Send) -> Send:
    lasting = scope["path"].startswith("/static/")

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers["cache-control"] = "no-cache" if lasting else "no-store"
        await send(message)

    return with_headers
