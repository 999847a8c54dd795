"""Where passphrases come from: a prompt that shows nothing, or the first lines of an open file descriptor."""

import getpass
import os

from ism_desktop.errors import IsmError

_LONGEST = 64 * 1024


class NoPassphrase(IsmError):
    """No passphrase could be read."""

    title = "No passphrase was given"


def from_descriptor(descriptor: int) -> str:
    """The first line of an open file descriptor, without its line end. Raises NoPassphrase."""
    return _lines(descriptor, 1)[0]


def _lines(descriptor: int, count: int) -> list[str]:
    """The first lines of an open file descriptor, without their line ends; none may be empty. Raises NoPassphrase."""
    read = bytearray()
    try:
        while read.count(b"\n") < count and len(read) < _LONGEST:
            piece = os.read(descriptor, 4096)
            if not piece:
                break
            read += piece
        if read.count(b"\n") < count and len(read) >= _LONGEST:
            raise NoPassphrase(
                f"The lines of file descriptor {descriptor} are too long for a passphrase.", "Put the passphrase there."
            )
        lines = [line.removesuffix(b"\r").decode("utf-8") for line in bytes(read).split(b"\n")[:count]]
    except (OSError, UnicodeDecodeError) as error:
        raise NoPassphrase(
            f"The file descriptor {descriptor} could not be read as UTF-8 text.",
            "Open it before starting the program, for example: … --passphrase-fd 3 3< file",
        ) from error
    for number, name in enumerate(("first", "second")[:count]):
        if len(lines) <= number or not lines[number]:
            advice = (
                "Put the passphrase there."
                if count == 1
                else "Put the old passphrase on the first and the new one on the second."
            )
            raise NoPassphrase(f"The {name} line of file descriptor {descriptor} is empty.", advice)
    return lines


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


def get_change(descriptor: int | None, *, recovery: bool = False) -> tuple[str, str]:
    """The old passphrase, or the recovery sheet's digits, and the new one: two lines of the descriptor, if one is given.

    Raises:
        NoPassphrase.
    """
    if descriptor is not None:
        old, new = _lines(descriptor, 2)
        return old, new
    try:
        old = getpass.getpass("The 48 digits of the recovery sheet: " if recovery else "Present passphrase: ")
        new = getpass.getpass("New passphrase: ")
        if getpass.getpass("The same again: ") != new:
            raise NoPassphrase("The two passphrases are not the same.", "Run the command again. Nothing was changed.")
    except EOFError as error:
        raise NoPassphrase("There is no terminal to ask at.", "Use --passphrase-fd N instead.") from error
    return old, new


def get_if_wanted(descriptor: int | None) -> str | None:
    """The passphrase, or none if the person at the terminal gives none. Raises NoPassphrase for a descriptor that gives none."""
    if descriptor is not None:
        return from_descriptor(descriptor)
    try:
        return getpass.getpass("Passphrase (to open the restored vault; Enter to leave it closed): ") or None
    except EOFError:
        return None
