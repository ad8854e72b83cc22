"""The law as a signed file: verified whole before anything changes; the version before it is kept.

An update is one file: a line that names the form, a line with the Ed25519 signature, and an archive of the library's
pages. The signature covers every byte of the archive. Whose signature counts is the user's choice: a publisher's public
key is trusted once, by hand, and kept beside the installed versions.
"""

from __future__ import annotations

import base64
import binascii
import io
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from wellfounded.errors import WellfoundedError
from wellfounded.law.installed import current_folder, installed_place, pointed
from wellfounded.law.loading import load_library

FORM = b"wellfounded law 1\n"
LARGEST_UPDATE, LARGEST_LAW, MOST_PAGES = 40_000_000, 200_000_000, 20_000
ENDINGS = frozenset({".md", ".toml", ".txt"})


class UntrustedUpdate(WellfoundedError):
    """An update whose signature no trusted publisher made, or which is not whole. Nothing was installed."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What an installation did: the new version, the one before, and whether anything changed."""

    version: str
    before: str
    changed: bool


def new_publisher() -> tuple[str, str]:
    """Make a publisher's key pair: the private half, and the public one that users trust."""
    private = Ed25519PrivateKey.generate()
    return _text(private.private_bytes_raw()), _text(private.public_key().public_bytes_raw())


def public_of(private: str) -> str:
    """Return the public half of a publisher's private key."""
    return _text(Ed25519PrivateKey.from_private_bytes(_bytes(private)).public_key().public_bytes_raw())


def pack(folder: Path, private: str) -> bytes:
    """Write a library's folder as a signed update; the same pages and key give the same bytes."""
    load_library(folder)
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w:gz", format=tarfile.USTAR_FORMAT, compresslevel=6) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in ENDINGS:
                member = tarfile.TarInfo(path.relative_to(folder).as_posix())
                member.size = path.stat().st_size
                with path.open("rb") as file:
                    archive.addfile(member, file)
    payload = _timeless(written.getvalue())
    signature = Ed25519PrivateKey.from_private_bytes(_bytes(private)).sign(FORM + payload)
    return FORM + base64.b64encode(signature) + b"\n" + payload


def trust(public: str, place: Path | None = None) -> Path:
    """Trust a publisher's public key from now on."""
    Ed25519PublicKey.from_public_bytes(_bytes(public))
    place = place or installed_place()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = place / f"{_bytes(public).hex()[:16]}.publisher"
    path.write_text(f"{public.strip()}\n", encoding="ascii")
    return path


def install(content: bytes, place: Path | None = None) -> Installed:
    """Install an update.

    Raises:
        UntrustedUpdate: if it is not whole, or signed by nobody trusted.
        SeveralErrors: if its pages cannot be read; nothing was installed.
    """
    place = place or installed_place()
    payload = _verified(content, _trusted(place))
    before = load_library(current_folder(place))
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".new-", dir=place))
    try:
        for name, page in _pages(payload):
            path = beside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(page)
        library = load_library(beside)
        folder = place / f"{library.version}-{sha256(payload).hexdigest()[:12]}"
        if not folder.exists():
            beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    standing = pointed(place, "current")
    changed = standing is None or standing.name != folder.name
    if changed:
        _point(place, "before", standing.name if standing else "")
        _point(place, "current", folder.name)
    return Installed(library.version, before.version, changed)


def _verified(content: bytes, trusted: list[Ed25519PublicKey]) -> bytes:
    if len(content) > LARGEST_UPDATE or not content.startswith(FORM):
        raise UntrustedUpdate("The file is not an update of the law.", remedy="Nothing was changed.")
    if not trusted:
        raise UntrustedUpdate(
            "No publisher is trusted yet, so no signature counts.",
            remedy="Nothing was changed. Get a publisher's public key by another way than the file, and trust it: "
            "`wellfounded law trust KEY`.",
        )
    line, _, payload = content[len(FORM) :].partition(b"\n")
    try:
        signature = base64.b64decode(line, validate=True)
    except binascii.Error:
        signature = b""
    for key in trusted:
        try:
            key.verify(signature, FORM + payload)
        except InvalidSignature:
            continue
        return payload
    raise UntrustedUpdate(
        "The update is not signed by a publisher you trust, or it was altered.", remedy="Nothing was changed."
    )


def _trusted(place: Path) -> list[Ed25519PublicKey]:
    found = sorted(place.glob("*.publisher")) if place.is_dir() else []
    return [Ed25519PublicKey.from_public_bytes(_bytes(path.read_text(encoding="ascii"))) for path in found]


def _pages(payload: bytes) -> Iterator[tuple[str, bytes]]:
    total = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(payload), mode="r:gz") as archive:
            for count, member in enumerate(archive):
                path = PurePosixPath(member.name)
                total += member.size
                safe = member.isfile() and not path.is_absolute() and ".." not in path.parts
                if not safe or path.suffix not in ENDINGS or total > LARGEST_LAW or count > MOST_PAGES:
                    raise UntrustedUpdate("The update holds what is not a page of law.", remedy="Nothing was changed.")
                file = archive.extractfile(member)
                yield str(path), file.read() if file else b""
    except (tarfile.TarError, OSError, EOFError):
        raise UntrustedUpdate("The update is not whole.", remedy="Nothing was changed.") from None


def _point(place: Path, name: str, version: str) -> None:
    beside = place / f".{name}.part"
    beside.write_text(f"{version}\n", encoding="utf-8")
    beside.replace(place / name)


def _timeless(zipped: bytes) -> bytes:
    """Take the moment of writing out of a gzip header, so that the same pages give the same bytes."""
    return zipped[:4] + bytes(4) + zipped[8:]


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _bytes(key: str) -> bytes:
    try:
        found = base64.b64decode(key.strip(), validate=True)
    except (binascii.Error, ValueError):
        found = b""
    if len(found) != 32:
        raise WellfoundedError(
            "This is not a publisher's key.", remedy="It is one line of 44 letters, digits and signs."
        )
    return found
