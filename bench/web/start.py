"""Start the application anew many times, and tell how long until it prints its link and until its first page stands.

python -m bench.web.start

Everything is compiled first, as an installed package is; each start is a new process, and the library's cache is warm
after the first. Beside it: a bare start of the interpreter, and of the framework alone.
"""

from __future__ import annotations

import compileall
import statistics
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import wellfounded

TIMES = 7
SERVE = (sys.executable, "-m", "wellfounded", "serve", "--no-browser")
BARE = {
    "the interpreter alone": "pass",
    "with Starlette, Jinja2 and uvicorn": "import starlette.applications, jinja2, uvicorn",
}


def main() -> None:
    """Print a table in milliseconds."""
    compileall.compile_dir(str(Path(wellfounded.__file__).parent), quiet=1)
    print(f"{'from the start of the process':<38} {'first':>7} {'median':>7} {'most':>7}   (ms, {TIMES} starts)")
    with TemporaryDirectory() as place:
        both = [_started(Path(place)) for _ in range(TIMES)]
    _row("until the link is printed", [printed for printed, _ in both])
    _row("until the first page stands", [stood for _, stood in both])
    for name, code in BARE.items():
        _row(name, [_timed(code) for _ in range(TIMES)])


def _row(name: str, took: list[float]) -> None:
    print(f"{name:<38} {took[0]:7.0f} {statistics.median(took):7.0f} {max(took):7.0f}")


def _started(place: Path) -> tuple[float, float]:
    begun = time.perf_counter()
    process = subprocess.Popen(
        (*SERVE, "--vault", str(place / "vault")), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        link = urlsplit(process.stdout.readline().strip())
        printed = time.perf_counter() - begun
        connection = HTTPConnection(link.hostname or "", link.port or 0, timeout=30)
        cookie, _ = _asked(connection, f"{link.path}?{link.query}", "")
        assert b"wellfounded" in _asked(connection, "/", cookie)[1]
        stood = time.perf_counter() - begun
        connection.close()
    finally:
        process.terminate()
        process.communicate(timeout=30)
    return printed * 1000, stood * 1000


def _asked(connection: HTTPConnection, path: str, cookie: str) -> tuple[str, bytes]:
    """Ask for a page; return the cookie that came with it, and what stands on it."""
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    return (answer.getheader("set-cookie") or "").partition(";")[0], answer.read()


def _timed(code: str) -> float:
    begun = time.perf_counter()
    subprocess.run((sys.executable, "-c", code), check=True)
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
