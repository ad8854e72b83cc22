"""The loaded release that the docket's screens count: chosen by its folder on this computer, and remembered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from wellfounded.docket.store import Store, open_store
from wellfounded.errors import UnreadableFile, WellfoundedError
from wellfounded.store.places import write_private
from wellfounded.web.desk import Desk
from wellfounded.web.pages import desk_of, go, render, text_of

REMEMBERED = "application.json"


def choose(request: Request, form: FormData) -> Response:
    """Take up the store in a folder, or none, and remember it."""
    desk, folder = desk_of(request), text_of(form, "folder", most=1000)
    try:
        desk.docket = _on_this_computer(folder) if folder else None
        if desk.docket is not None:
            open_store(desk.docket)
        remember(desk)
    except WellfoundedError as error:
        desk.docket = None
        return docket_page(request, "docket_release.html", status=400, part="release", told=error, folder=folder)
    return go(request, "/docket/release")


def _on_this_computer(folder: str) -> Path:
    if "://" in folder or folder.startswith(("//", "\\\\")):
        raise UnreadableFile(
            "This is an address of the network, not a folder of this computer.",
            remedy="The application never uses the network. Load the release into a folder here, and name that.",
        )
    return Path(folder).expanduser().absolute()


def store_of(desk: Desk) -> tuple[Store | None, WellfoundedError | None]:
    """Open the chosen store; with what is wrong, if it can no longer be opened."""
    if desk.docket is None:
        return None, None
    try:
        return open_store(desk.docket), None
    except WellfoundedError as error:
        return None, error


def recall(folder: Path) -> Path | None:
    """Return the store that was remembered beside a vault's folder."""
    try:
        keys = json.loads((folder.parent / REMEMBERED).read_text(encoding="utf-8"))
        return Path(keys["docket"]) if keys["docket"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(desk: Desk) -> None:
    """Keep which store was chosen, beside the vault's folder and never in it: it is public data."""
    place = desk.folder.parent
    if desk.docket is None and not (place / REMEMBERED).exists():
        return
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = {"docket": str(desk.docket) if desk.docket else ""}
    write_private(place / REMEMBERED, (json.dumps(keys, ensure_ascii=False) + "\n").encode())


def docket_page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """Write a screen of the docket, with the store it rests on."""
    store, gone = store_of(desk_of(request))
    values.setdefault("told", gone)
    values.setdefault("folder", str(desk_of(request).docket or ""))
    return render(request, template, status=status, store=store, **values)
