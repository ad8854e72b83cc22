"""The library's folder: where it is, and the text of its files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from wellfounded.errors import UnreadableFile
from wellfounded.law.page_text import BrokenPage

LARGEST_FILE_BYTES = 4_000_000


def read_folder(folder: Path) -> dict[str, bytes]:
    """Read every page and file of a library's folder.

    Returns:
        Bytes by path within the folder, in the order of their paths.
    Raises:
        BrokenPage: if the folder is not a library, or a file is too large.
    """
    if not (folder / "library.toml").is_file():
        raise BrokenPage(
            f'"{folder}" is not a library of law: it has no library.toml.',
            remedy="Name the folder that holds the authorities, or leave the option out.",
        )
    top = str(folder)
    return {os.path.relpath(path, top).replace(os.sep, "/"): _bytes(path) for path in sorted(_walk(top))}


def _walk(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path)
            elif entry.name.endswith((".md", ".toml")):
                yield entry.path


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST_FILE_BYTES + 1)
    except OSError as error:
        raise UnreadableFile(f"The file cannot be read: {error.strerror}.", where=path) from None
    if len(content) > LARGEST_FILE_BYTES:
        raise BrokenPage(
            f"The file is larger than {LARGEST_FILE_BYTES // 1_000_000} MB.",
            where=path,
            remedy="A page of law is a few hundred lines. Move the file out of the library.",
        )
    return content


def decoded(files: Mapping[str, bytes]) -> dict[str, str]:
    """Decode the files of a library as UTF-8.

    Raises:
        BrokenPage: if one is not UTF-8 text.
    """
    texts = {}
    for path, content in files.items():
        try:
            texts[path] = content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise BrokenPage(
                f"The file is not UTF-8 text (byte {error.start}).", where=path, remedy="Save it as UTF-8."
            ) from None
    return texts


def digest(files: Mapping[str, bytes], *, form: str) -> str:
    """Fingerprint the content of a library together with the form in which it is kept."""
    seal = hashlib.sha256(form.encode())
    for path, content in files.items():
        seal.update(f"\n{path}\n{len(content)}\n".encode())
        seal.update(content)
    return seal.hexdigest()
