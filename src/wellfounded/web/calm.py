"""The outermost wrapper: an error nobody foresaw is told by its kind and place, never by its words."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wellfounded.web.headers import HEADERS

PACKAGE = Path(__file__).parents[1]
BROKEN = "Something went wrong here. What was saved is safe. Go back and try again.\n"


class Calm:
    """Answers what broke with a calm page; a server never sees the error, whose words may be a client's."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            if message["type"].endswith(".failed"):
                message = {"type": message["type"], "message": ""}  # the server would print the trace it carries
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            note(error)
            if scope["type"] == "http" and not begun:
                await broken_page()(scope, receive, send)


def broken_page() -> Response:
    """Say that something went wrong, and nothing of what; it passes no guard on its way, and so bears its headers."""
    return PlainTextResponse(BROKEN, 500, headers={**HEADERS, "cache-control": "no-store"})


def note(error: BaseException) -> None:
    """Print the kind and place of an error."""
    print(f"wellfounded: {type(error).__name__} at {place_of(error)}", file=sys.stderr)


def place_of(error: BaseException) -> str:
    """Return the file and line of our own that the error passed last, or its own place if it passed none."""
    frames = [(Path(frame.f_code.co_filename), line) for frame, line in traceback.walk_tb(error.__traceback__)]
    own = [(path.relative_to(PACKAGE), line) for path, line in frames if path.is_relative_to(PACKAGE)]
    outside = [(path, line) for path, line in own if path != Path("web/calm.py")] or frames
    return ":".join(map(str, outside[-1])) if outside else "no place known"
