"""Who may ask: launch links that work once, the sessions they begin, and the token that every change must carry."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from threading import Lock

from wellfounded.errors import WellfoundedError
from wellfounded.store.clock import elapsed

COOKIE = "wellfounded"
LAUNCH_SECONDS = 60
MOST_SESSIONS = 20


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a form was refused, for the page that tells it."""

    template: str
    status: int
    told: WellfoundedError | None = None
    kind: str = ""


@dataclass(slots=True)
class Session:
    """One browser that was let in.

    Attributes:
        token: carried by every form; another site cannot know it.
        notice: told once on the next page.
        refusal: told once on a page of its own.
    """

    language: str = ""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    notice: str = ""
    refusal: Refusal | None = None


class Sessions:
    """The launch links given out and the sessions begun."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._launches: dict[str, float] = {}
        self._sessions: dict[str, Session] = {}

    def launch(self) -> str:
        """Make a launch token of 256 bits: it works once, within a minute."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._launches[token] = elapsed() + LAUNCH_SECONDS
        return token

    def begin(self, launch: str) -> str | None:
        """Exchange a launch token for a session's cookie; None if it was used, is late, or never was."""
        with self._lock:
            until = self._launches.pop(launch, None)
            if until is None or elapsed() > until:
                return None
            if len(self._sessions) >= MOST_SESSIONS:
                self._sessions.pop(next(iter(self._sessions)))
            cookie = secrets.token_urlsafe(32)
            self._sessions[cookie] = Session()
            return cookie

    def find(self, cookie: str | None) -> Session | None:
        """Return the session of a cookie."""
        return self._sessions.get(cookie) if cookie else None


def fits(session: Session, token: object) -> bool:
    """Say whether a form carries the session's token."""
    return isinstance(token, str) and hmac.compare_digest(session.token.encode(), token.encode("utf-8", "replace"))
