"""Settings: language, backups, the library of law and its updates, the log, about and limits."""

from __future__ import annotations

import tempfile
from pathlib import Path

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from wellfounded.law.install import install
from wellfounded.law.installed import current_folder, earlier_folder
from wellfounded.law.loading import load_library
from wellfounded.store.audit import ACTS
from wellfounded.store.backup import back_up
from wellfounded.store.clock import now
from wellfounded.web.asking import law_of
from wellfounded.web.cases import attachment
from wellfounded.web.check import uploaded
from wellfounded.web.desk import Desk
from wellfounded.web.pages import desk_of, go, render, vault_of


def page(request: Request) -> Response:
    """Show the settings."""
    desk = desk_of(request)
    vault = desk.vault
    return render(
        request,
        "settings.html",
        library=law_of(request),
        own=desk.law_folder is None,
        installed=current_folder() is not None,
        backups=vault.backups() if vault else (),
        folder=str(desk.folder),
        idle_minutes=desk.idle_minutes,
    )


def log(request: Request) -> Response:
    """Show who opened and exported what."""
    vault = vault_of(request)
    lines = tuple(reversed(vault.log_lines()))[:1000]
    return render(request, "log.html", lines=lines, acts=ACTS, faults=None)


def verify(request: Request, form: FormData) -> Response:
    """Check every page, entry and log line."""
    vault = vault_of(request)
    lines = tuple(reversed(vault.log_lines()))[:1000]
    return render(request, "log.html", lines=lines, acts=ACTS, faults=vault.faults())


def backup(request: Request, form: FormData) -> Response:
    """Give a backup out as a file; only ciphertext touches the disk on its way."""
    vault = vault_of(request)
    secret = str(form.get("secret", ""))
    name = f"wellfounded-{now()[:10]}-{now()[11:19].replace(':', '')}.age"
    with tempfile.TemporaryDirectory(dir=vault.folder) as place:
        path = Path(place) / name
        back_up(vault, path, passphrase=secret or None, place=name)
        content = path.read_bytes()
    return attachment(content, name)


def passphrase(request: Request, form: FormData) -> Response:
    """Change the passphrase."""
    from wellfounded.store.errors import VaultError, WrongKey

    vault = vault_of(request)
    if form.get("secret") != form.get("again"):
        raise VaultError("The two passphrases differ.", remedy="The old one still holds.")
    if not vault.opens_with(str(form.get("old", ""))):
        raise WrongKey("This is not the passphrase in use.", remedy="The old one still holds.")
    vault.change_passphrase(str(form.get("secret", "")))
    return go(request, "/settings", "passphrase")


def install_law(request: Request, form: FormData) -> Response:
    """Install a signed update of the law; Today then shows which cases it touches."""
    desk = desk_of(request)
    content = uploaded(form, "file")[1]
    done = install(content)
    if done.changed:
        use_installed(desk)
        if desk.vault is not None:
            desk.vault.log("law-installed", detail=done.version)
    return go(request, "/", "law-installed" if done.changed else "law-same")


def use_installed(desk: Desk) -> None:
    """Take up the law in use, and remember the one before it."""
    earlier = earlier_folder()
    desk.library = load_library(current_folder())
    desk.earlier = load_library(earlier) if earlier else None
    desk.forget()
