"""Where the passphrase comes from: a prompt that shows nothing, or the first line of an open file descriptor."""

import getpass
import os

from ism_desktop.errors import IsmError

_LONGEST = 64 * 1024


class NoPassphrase(IsmError):
    """No passphrase could be read."""

    title = "No passphrase was given"


def from_descriptor(descriptor: int) -> str:
    """The first line of an open file descriptor, without its line end. Raises NoPassphrase."""
    line = bytearray()
    try:
        while b"\n" not in line and len(line) < _LONGEST:
            piece = os.read(descriptor, 4096)
            if not piece:
                break
            line += piece
        passphrase = bytes(line).split(b"\n", 1)[0].removesuffix(b"\r").decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NoPassphrase(
            f"The file descriptor {descriptor} could not be read as UTF-8 text.",
            "Open it before starting the program, for example: … --passphrase-fd 3 3< file",
        ) from error
    if not passphrase:
        raise NoPassphrase(f"The first line of file descriptor {descriptor} is empty.", "Put the passphrase there.")
    return passphrase


def from_prompt(*, twice: bool) -> str:
    """Ask at the terminal; for a new vault twice. Raises NoPassphrase."""
    try:
        passphrase = getpass.getpass("Passphrase: ")
        if twice and getpass.getpass("The same again: ") != passphrase:
            raise NoPassphrase("The two passphrases are not the same.", "Run the command again. Nothing was made.")
    except EOFError as error:
        raise NoPassphrase("There is no terminal to ask at.", "Use --passphrase-fd N instead.") from error
    return passphrase


def get(descriptor: int | None, *, twice: bool = False) -> str:
    """The passphrase, from the descriptor if one is given. Raises NoPassphrase."""
    return from_prompt(twice=twice) if descriptor is None else from_descriptor(descriptor)


def get_if_wanted(descriptor: int | None) -> str | None:
    """The passphrase, or none if the person at the terminal gives none. Raises NoPassphrase for a descriptor that gives none."""
    if descriptor is not None:
        return from_descriptor(descriptor)
    try:
        return getpass.getpass("Passphrase (to open the restored vault; Enter to leave it closed): ") or None
    except EOFError:
        return None
