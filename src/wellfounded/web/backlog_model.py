"""The model behind the Backlog: made ready once, in the background, because a new machine compiles it for a minute."""

from __future__ import annotations

from threading import Lock, Thread

from wellfounded.errors import WellfoundedError

DEFAULT_SCENARIO = "2018-06-as-it-stood"


class ModelCannotRun(WellfoundedError):
    """The model's numerical parts are missing or broken on this machine."""


class _Readiness:
    """Whether the model has run once in this process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._thread: Thread | None = None
        self._broken = False

    def wait(self, seconds: float) -> bool:
        """Start making the model ready, if nobody has; say whether it is after at most some seconds.

        Raises:
            ModelCannotRun: if it cannot be made ready.
        """
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._prepare, daemon=True, name="backlog model")
                self._thread.start()
        self._thread.join(seconds)
        if self._broken:
            raise ModelCannotRun(
                "The model cannot run on this machine.",
                remedy="Its numerical parts (numba, numpy) are missing or broken; everything else works.",
            )
        return not self._thread.is_alive()

    def _prepare(self) -> None:
        try:
            from wellfounded.backlog.sliders import Moves
            from wellfounded.backlog.what_if import what_if

            what_if(DEFAULT_SCENARIO, Moves())
        except Exception:
            self._broken = True


READINESS = _Readiness()
