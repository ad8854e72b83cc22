"""The local application in the browser: cases, the law and the checks, on this computer alone."""

from __future__ import annotations

import contextlib
import gc
import socket
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from wellfounded.errors import WellfoundedError


def configure(parser: ArgumentParser) -> None:
    """Add the options of the application."""
    parser.add_argument("--port", type=int, default=0, metavar="N", help="the port (default: any that is free)")
    parser.add_argument("--no-browser", action="store_true", help="print the link instead of opening the browser")
    parser.add_argument("--vault", metavar="DIR", help="the vault's folder (default: the user's own data folder)")
    parser.add_argument("--lock-after", type=float, default=10, metavar="MINUTES", help="lock when idle (default 10)")
    parser.add_argument("--library", metavar="DIR", help="a folder of authorities instead of the law in use")
    parser.add_argument("--docket", metavar="STORE", help="a loaded release to count, instead of the last chosen")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Serve until stopped."""
    if not 0 < options.lock_after <= 240:
        raise WellfoundedError("--lock-after must be more than 0 and at most 240 minutes.")
    with listening(options.port) as listener:
        _serve(options, listener)
    return 0


def listening(port: int) -> socket.socket:
    """Listen on this computer's own address only.

    Raises:
        WellfoundedError: if the port is taken or no port.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen()  # from now on a browser that is quicker than the server waits, and is not refused
    except (OSError, OverflowError) as error:
        listener.close()
        why = getattr(error, "strerror", None) or "no such port"
        raise WellfoundedError(
            f"Port {port} cannot be used: {why}.", remedy="Leave --port out, and any free port is taken."
        ) from None
    return listener


def _serve(options: Namespace, listener: socket.socket) -> None:
    import uvicorn

    from wellfounded.docket.store import open_store
    from wellfounded.store.places import default_folder
    from wellfounded.web.app import application
    from wellfounded.web.desk import Desk
    from wellfounded.web.docket_store import recall
    from wellfounded.web.settings import use_installed

    folder = Path(options.vault) if options.vault else default_folder()
    port = int(listener.getsockname()[1])
    law = Path(options.library) if options.library else None
    desk = Desk(folder, port, law=law, idle_minutes=options.lock_after)
    if law is None:
        use_installed(desk)
    desk.docket = open_store(Path(options.docket)).path.absolute() if options.docket else recall(folder)
    gc.freeze()  # the law stands as long as the application runs: collecting garbage need not walk it
    server = uvicorn.Server(
        uvicorn.Config(
            application(desk), log_config=None, access_log=False, server_header=False, date_header=False, lifespan="on"
        )
    )
    link = f"{desk.address}/launch?token={desk.sessions.launch()}"
    print(f"wellfounded runs at {desk.address} and answers this computer only. Ctrl+C stops it.", file=sys.stderr)
    if options.no_browser:
        print(link, flush=True)
    else:
        import webbrowser

        webbrowser.open(link)
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
