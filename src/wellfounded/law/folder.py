"""The library's folder: the content of its files, and a fingerprint of that content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping

from wellfounded.errors import BrokenPage, UnreadableFile

LARGEST_FILE_BYTES = 4_000_000
Signs = dict[str, tuple[int, int, int, int]]


def files_of(folder: str) -> Signs:
    """List the pages and files of a library, each with the signs by which a change of it shows.

    Returns:
        Size in bytes, time of writing, time of any change (both in nanoseconds) and file number, by path within the
        folder, in the order of the paths.
    Raises:
        BrokenPage: if the folder is not a library.
    """
    if not os.path.isfile(os.path.join(folder, "library.toml")):
        raise BrokenPage(
            f'"{folder}" is not a library of law: it has no library.toml.',
            remedy="Name the folder that holds the authorities, or leave the option out.",
        )
    return dict(sorted(_walk(folder, "")))


def _walk(folder: str, above: str) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{above}{name}/")
            elif name.endswith((".md", ".toml")):
                found = entry.stat()
                yield above + name, (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def read_folder(folder: str) -> dict[str, bytes]:
    """Read every page and file of a library.

    Returns:
        Bytes by path within the folder, in the order of the paths.
    Raises:
        BrokenPage: if the folder is not a library, or a file is too large.
        UnreadableFile: if a file cannot be opened.
    """
    return {path: _bytes(os.path.join(folder, path), path) for path in files_of(folder)}


def _bytes(place: str, path: str) -> bytes:
    try:
        with open(place, "rb") as file:
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
