"""Updates of the law at the command line: install one, trust a publisher, make one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from wellfounded.cli.options import add_output, give, json_text, write_whole
from wellfounded.errors import UnreadableFile


def add_install(parser: ArgumentParser) -> None:
    """Add the options of `law install`."""
    parser.add_argument("file", metavar="FILE", help="an update of the law, signed by a publisher you trust")
    add_output(parser, formats=("text", "json"))
    parser.set_defaults(run=_install)


def _install(options: Namespace) -> int:
    from wellfounded.law.install import install

    done = install(_content(options.file))
    words = f"Installed: {done.version}. The version before, {done.before}, is kept."
    text = words if done.changed else f"This version of the law was in use already: {done.version}."
    return _say(options, text, {"version": done.version, "before": done.before, "changed": done.changed})


def add_trust(parser: ArgumentParser) -> None:
    """Add the options of `law trust`."""
    parser.add_argument("key", metavar="KEY", help="a publisher's public key, got by another way than the update")
    add_output(parser, formats=("text", "json"))
    parser.set_defaults(run=_trust)


def _trust(options: Namespace) -> int:
    from wellfounded.law.install import trust

    trust(options.key)
    return _say(options, "Updates signed with this key will be installed from now on.", {"trusted": options.key})


def add_pack(parser: ArgumentParser) -> None:
    """Add the options of `law pack`."""
    parser.add_argument("folder", metavar="DIR", help="the folder of a library's pages")
    parser.add_argument("--key", required=True, metavar="FILE", help="the publisher's private key; made if not there")
    parser.add_argument("--update", required=True, metavar="FILE", help="the update to write")
    add_output(parser, formats=("text", "json"))
    parser.set_defaults(run=_pack)


def _pack(options: Namespace) -> int:
    from wellfounded.law.install import new_publisher, pack, public_of

    key = Path(options.key)
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(f"{new_publisher()[0]}\n", encoding="ascii")
    private = _content(options.key).decode("ascii", "replace")
    write_whole(Path(options.update), pack(Path(options.folder), private))
    public = public_of(private)
    text = f"Written: {options.update}. Users trust this public key: {public}"
    return _say(options, text, {"update": options.update, "public_key": public})


def _say(options: Namespace, text: str, keys: dict[str, str | bool]) -> int:
    give(json_text(keys) if options.format == "json" else f"{text}\n", options)
    return 0


def _content(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise UnreadableFile(f"The file cannot be read: {error.strerror}.", where=file) from None
