"""The vault: confidential cases in one encrypted place on this computer."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellfounded.cli.options import add_library, add_output, give, json_text, library_of

if TYPE_CHECKING:
    from wellfounded.claim.model import Claim
    from wellfounded.law.model import Vocabulary
    from wellfounded.store.vault import Vault

Add = Callable[[ArgumentParser], None]
NOT_ENCRYPTED = "What was exported is not encrypted any more. The log says that it was."


def configure(parser: ArgumentParser) -> None:
    """Add what can be done with a vault."""
    acts = parser.add_subparsers(title="acts", metavar="ACT")
    for name, (meaning, run, add) in ACTS.items():
        act = acts.add_parser(name, help=meaning, description=f"{meaning.capitalize()}.", allow_abbrev=False)
        act.add_argument("--vault", metavar="DIR", help="the vault's folder (default: the user's own data folder)")
        act.add_argument("--passphrase-file", metavar="FILE", help='read the passphrase from a file ("-": first line)')
        add(act)
        add_output(act, formats=("text", "json"))
        act.set_defaults(run=run, private=True)


def folder_of(options: Namespace) -> Path:
    """Say which vault is meant."""
    from wellfounded.store.places import default_folder

    return Path(options.vault) if options.vault else default_folder()


def ask_secret(options: Namespace, words: str = "Passphrase or recovery key: ") -> str:
    """Ask for a secret without showing it; from a file or the standard input where there is no terminal."""
    from wellfounded.store.errors import VaultError

    source = options.passphrase_file
    if source and source != "-":
        try:
            return Path(source).read_text(encoding="utf-8").split("\n")[0].rstrip("\r")
        except (OSError, UnicodeDecodeError):
            raise VaultError("The file of the passphrase cannot be read.", where=source) from None
    if source == "-" or not sys.stdin.isatty():
        line = sys.stdin.readline()
        if not line:
            raise VaultError("No passphrase was given.", remedy="Type it at the prompt, or use --passphrase-file.")
        return line.rstrip("\r\n")
    from getpass import getpass

    return getpass(words)


def opened(options: Namespace) -> Vault:
    """Open the vault meant."""
    from wellfounded.store.places import check_has_vault
    from wellfounded.store.vault import open_vault

    check_has_vault(folder_of(options))
    return open_vault(folder_of(options), ask_secret(options), how="command line")


def claim_named(name: str, vocabulary: Vocabulary, options: Namespace) -> Claim:
    """Read a claim from its file, or from the vault when it is named "vault:CASE"; the log says so."""
    from wellfounded.claim.claim_file import load_claim
    from wellfounded.store.errors import UnknownCase

    if not name.startswith("vault:"):
        return load_claim(Path(name), vocabulary)
    if name == "vault:":
        raise UnknownCase("No case was named.", remedy="Name one after the colon, by id or pseudonym: vault:R.M.")
    return caseload_named(name, options)[0]


def caseload_named(name: str, options: Namespace) -> list[Claim]:
    """Read the claims of all cases of the vault, "vault:", or of one, "vault:CASE".

    The log names each as opened, and as exported where the answer goes to a file, which is then its owner's alone.
    """
    options.private = True
    acts = ("case-opened", "case-exported") if options.out else ("case-opened",)
    with opened(Namespace(vault=None, passphrase_file=None)) as vault:
        case = name.removeprefix("vault:")
        found = [vault.case(case)] if case else list(vault.cases())
        for one in found:
            for act in acts:
                vault.log(act, subject=one.id, detail="command line")
    return [one.claim for one in found]


def tell_exported(options: Namespace) -> None:
    """Say that a file written from the vault is not encrypted; nothing of any other answer."""
    if options.out and getattr(options, "private", False):
        print(NOT_ENCRYPTED, file=sys.stderr)


def _say(options: Namespace, text: str, keys: Any) -> int:
    give(json_text(keys) if options.format == "json" else f"{text}\n", options)
    return 0


def _new(options: Namespace) -> int:
    from wellfounded.store.errors import VaultError
    from wellfounded.store.vault import new_vault

    secret = ask_secret(options, "New passphrase (12 characters or more): ")
    if sys.stdin.isatty() and not options.passphrase_file and ask_secret(options, "Again: ") != secret:
        raise VaultError("The two passphrases differ.", remedy="Nothing was made.")
    vault, recovery = new_vault(folder_of(options), secret)
    vault.close()
    text = (
        f"Vault made: {vault.folder}\n\n"
        f"Recovery key. Print it and keep it away from this computer; it is shown once:\n\n  {recovery}\n\n"
        "Without the passphrase or this key nobody can open the vault, and nobody can help."
    )
    return _say(options, text, {"vault": str(vault.folder), "recovery_key": recovery})


def _open(options: Namespace) -> int:
    with opened(options) as vault:
        cases = vault.cases()
    rows = [
        {
            "id": case.id,
            "pseudonym": case.claim.pseudonym,
            "circuit": case.claim.circuit,
            "stage": case.claim.stage,
            "hearing_on": case.claim.hearing_on.isoformat() if case.claim.hearing_on else None,
            "changed": case.changed,
        }
        for case in cases
    ]
    lines = [f"{row['id']}  {row['pseudonym']:<24} hearing {row['hearing_on'] or 'not set'}" for row in rows]
    text = "\n".join([f"The vault opens. It holds {len(rows)} cases.", *lines])
    return _say(options, text, {"cases": rows})


def _add_import(parser: ArgumentParser) -> None:
    parser.add_argument("claim", metavar="FILE", help="a claim file: `wellfounded claim new` writes one")
    add_library(parser)


def _import(options: Namespace) -> int:
    from wellfounded.claim.claim_file import load_claim

    claim = load_claim(Path(options.claim), library_of(options).vocabulary)
    with opened(options) as vault:
        case = vault.add_case(claim)
    return _say(options, f"Recorded as case {case}. The file itself is still where it was.", {"case": case})


def _add_case(parser: ArgumentParser) -> None:
    parser.add_argument("case", metavar="CASE", help="a case's id or pseudonym")


def _export(options: Namespace) -> int:
    from wellfounded.claim.claim_print import print_claim
    from wellfounded.store.places import check_free

    if options.out:
        check_free(Path(options.out))
    with opened(options) as vault:
        case = vault.case(options.case)
        vault.log("case-exported", subject=case.id, detail="command line")
    text = print_claim(case.claim)
    give(json_text({"case": case.id, "claim": text}) if options.format == "json" else text, options)
    print(NOT_ENCRYPTED, file=sys.stderr)
    return 0


def _delete(options: Namespace) -> int:
    with opened(options) as vault:
        case = vault.case(options.case)
        backups = vault.delete_case(case.id)
    lines = [f"Case {case.id} is deleted, and the file rewritten without it."]
    lines += [f"Still in the backup of {backup.at}: {backup.place}" for backup in backups]
    lines += [] if backups else ["No backup that this vault wrote holds it."]
    held = [{"at": backup.at, "place": backup.place} for backup in backups]
    return _say(options, "\n".join(lines), {"deleted": case.id, "still_in": held})


def _add_backup(parser: ArgumentParser) -> None:
    parser.add_argument("backup", metavar="FILE", help="the file to write; it must not stand there yet")
    parser.add_argument("--for-recovery-key", action="store_true", help="make it for the printed key instead")


def _backup(options: Namespace) -> int:
    from wellfounded.store.backup import back_up
    from wellfounded.store.keys import is_recovery
    from wellfounded.store.places import check_has_vault
    from wellfounded.store.vault import open_vault

    check_has_vault(folder_of(options))
    secret = ask_secret(options)
    for_recovery = options.for_recovery_key or is_recovery(secret)
    with open_vault(folder_of(options), secret, how="command line") as vault:
        made = back_up(vault, Path(options.backup), passphrase=None if for_recovery else secret)
    opens = "the printed recovery key" if for_recovery else "the passphrase"
    text = f"Written: {made.place} ({len(made.cases)} cases). It opens with {opens}."
    return _say(options, text, {"backup": made.place, "at": made.at, "cases": len(made.cases), "opens_with": opens})


def _add_restore(parser: ArgumentParser) -> None:
    parser.add_argument("backup", metavar="FILE", help="a backup")


def _restore(options: Namespace) -> int:
    from wellfounded.store.backup import restore

    count = restore(Path(options.backup), ask_secret(options), folder_of(options))
    return _say(
        options,
        f"Restored: {count} cases, in {folder_of(options)}.",
        {"vault": str(folder_of(options)), "cases": count},
    )


def _verify(options: Namespace) -> int:
    with opened(options) as vault:
        faults, lines = vault.faults(), vault.log_lines()
    text = "\n".join(faults) if faults else f"All pages, entries and {len(lines)} log lines are sound."
    text += f"\nLast seal of the log: {lines[-1].hash}" if lines else ""
    _say(options, text, {"faults": list(faults), "log_lines": len(lines), "log_seal": lines[-1].hash if lines else ""})
    return 1 if faults else 0


def _log(options: Namespace) -> int:
    from wellfounded.store.audit import ACTS as NAMES

    with opened(options) as vault:
        lines = vault.log_lines()
    text = "\n".join(f"{line.at}  {NAMES[line.act]:<24} {line.subject} {line.detail}".rstrip() for line in lines)
    keys = [
        {"number": line.number, "at": line.at, "act": line.act, "case": line.subject, "detail": line.detail}
        for line in lines
    ]
    return _say(options, text, {"log": keys})


def _passphrase(options: Namespace) -> int:
    from wellfounded.store.errors import VaultError

    with opened(options) as vault:
        secret = ask_secret(options, "New passphrase (12 characters or more): ")
        if sys.stdin.isatty() and not options.passphrase_file and ask_secret(options, "Again: ") != secret:
            raise VaultError("The two passphrases differ.", remedy="The old one still holds.")
        vault.change_passphrase(secret)
    return _say(options, "The passphrase is changed. Backups made before open with the old one.", {"changed": True})


def _recovery(options: Namespace) -> int:
    with opened(options) as vault:
        recovery = vault.change_recovery()
    text = f"New recovery key; the one printed before no longer opens the vault:\n\n  {recovery}"
    return _say(options, text, {"recovery_key": recovery})


def _nothing(parser: ArgumentParser) -> None:
    """Add no further options."""


ACTS: dict[str, tuple[str, Callable[[Namespace], int], Add]] = {
    "new": ("make an empty vault and print its recovery key", _new, _nothing),
    "open": ("open the vault and list its cases", _open, _nothing),
    "import": ("record a claim file as a case", _import, _add_import),
    "export": ("write a case as a claim file, unencrypted", _export, _add_case),
    "delete": ("delete a case, and say which backups still hold it", _delete, _add_case),
    "backup": ("write an encrypted backup as one file", _backup, _add_backup),
    "restore": ("restore a backup into a new vault", _restore, _add_restore),
    "verify": ("check every page, entry and log line", _verify, _nothing),
    "log": ("list who opened and exported what", _log, _nothing),
    "passphrase": ("change the passphrase; the next line of --passphrase-file - is the new one", _passphrase, _nothing),
    "recovery": ("make a new recovery key in place of the printed one", _recovery, _nothing),
}
