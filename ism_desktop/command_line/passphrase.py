"""Where passphrases come from: a prompt that shows nothing, or the first lines of an open file descriptor."""

import getpass
import os

from ism_desktop.errors import IsmError
from ism_desktop.language import tr, tr_lazy

_LONGEST = 64 * 1024


class NoPassphrase(IsmError):
    """No passphrase could be read."""

    title = tr_lazy("No passphrase given")


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
                tr("The text from file descriptor {name} is too long for a passphrase.", name=str(descriptor)),
                _what_to_give(count),
            )
        lines = [line.removesuffix(b"\r").decode("utf-8") for line in bytes(read).split(b"\n")[:count]]
    except (OSError, UnicodeDecodeError) as error:
        raise NoPassphrase(
            tr("File descriptor {name} could not be read as UTF-8 text.", name=str(descriptor)),
            tr("Open it when you start the program, for example: {example}", example="… --passphrase-fd 3 3< file"),
        ) from error
    empty = next((number for number in range(count) if len(lines) <= number or not lines[number]), None)
    if empty is not None:
        what = (
            tr("The first line of file descriptor {name} is empty.", name=str(descriptor))
            if empty == 0
            else tr("The second line of file descriptor {name} is empty.", name=str(descriptor))
        )
        raise NoPassphrase(what, _what_to_give(count))
    return lines


def pdf_passwords(descriptor: int) -> list[str]:
    """Passwords of locked PDFs: every line of an open file descriptor that is not empty. Raises NoPassphrase."""
    read = bytearray()
    try:
        while len(read) < _LONGEST and (piece := os.read(descriptor, 4096)):
            read += piece
        return [line for line in read.decode("utf-8").splitlines() if line]
    except (OSError, UnicodeDecodeError) as error:
        raise NoPassphrase(
            tr("File descriptor {name} could not be read as UTF-8 text.", name=str(descriptor)),
            tr("Open it when you start the program, for example: {example}", example="… --pdf-passwords-fd 4 4< file"),
        ) from error


def pdf_password() -> str | None:
    """The password of locked PDFs, asked at the terminal; None where there is none, or the person at it gives none."""
    try:
        return _ask(tr("Password of the locked PDFs (press Enter to leave them out):")) or None
    except (EOFError, KeyboardInterrupt):
        return None


def _what_to_give(lines: int) -> str:
    if lines == 1:
        return tr("Put the passphrase there.")
    return tr("Put the present passphrase on the first line and the new one on the second.")


def _no_terminal() -> NoPassphrase:
    return NoPassphrase(tr("There is no terminal to type it in."), tr("Use --passphrase-fd N instead."))


def _ask(question: str) -> str:
    return getpass.getpass(f"{question} ")


def from_prompt(*, twice: bool) -> str:
    """Ask at the terminal; for a new vault twice. Raises NoPassphrase."""
    try:
        passphrase = _ask(tr("Passphrase:"))
        if twice and _ask(tr("The same again:")) != passphrase:
            raise NoPassphrase(
                tr("The two passphrases are not the same."), tr("Run the command again. Nothing was created.")
            )
    except EOFError as error:
        raise _no_terminal() from error
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
        old = _ask(tr("The 48 digits of the recovery sheet:") if recovery else tr("Present passphrase:"))
        new = _ask(tr("New passphrase:"))
        if _ask(tr("The same again:")) != new:
            raise NoPassphrase(
                tr("The two passphrases are not the same."), tr("Run the command again. Nothing was changed.")
            )
    except EOFError as error:
        raise _no_terminal() from error
    return old, new


def get_if_wanted(descriptor: int | None) -> str | None:
    """The passphrase, or none if the person at the terminal gives none. Raises NoPassphrase for a descriptor that gives none."""
    if descriptor is not None:
        return from_descriptor(descriptor)
    try:
        return _ask(tr("Passphrase (to open the restored vault; press Enter to leave it closed):")) or None
    except EOFError:
        return None
