"""`import`: locked PDFs, which come in with a password that is asked for at the terminal or read from a file descriptor."""

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ism_desktop.command_line import passphrase
from ism_desktop.command_line.output import note, on_one_line, progress
from ism_desktop.documents import ImportResult, import_locked, locked_in, opened_by
from ism_desktop.language import tr, tr_n
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers


@dataclass(frozen=True, slots=True)
class Passwords:
    """Where passwords come from: those of a descriptor, or a person at the terminal, or nowhere. Kept while the command runs."""

    given: tuple[str, ...]
    asks: bool

    @classmethod
    def of(cls, words: Namespace) -> "Passwords":
        """As the command says; with a passphrase from a descriptor nobody is asked. Raises NoPassphrase."""
        if words.pdf_passwords_fd is not None:
            return cls(tuple(passphrase.pdf_passwords(words.pdf_passwords_fd)), asks=False)
        return cls((), asks=words.passphrase_fd is None)

    def each(self, left: Sequence[ImportResult]) -> Iterator[str]:
        """One after the other, as long as there is one."""
        yield from self.given
        if not self.asks:
            return
        note(tr_n("{number} PDF is locked with a password:", "{number} PDFs are locked with a password:", len(left)))
        for result in left:
            note(f"    {on_one_line(str(result.path))}")
        while (password := passphrase.pdf_password()) is not None:
            yield password


def take_in(
    passwords: Passwords,
    opened: Vault,
    workers: Workers,
    locked: Sequence[ImportResult],
    say: Callable[[ImportResult], None],
) -> list[ImportResult]:
    """Try each password on all files that are left; `say` hears of those that it opens. The files that no password opened.

    Raises as `import_documents` does.
    """
    left = list(locked)
    if not left:
        return []
    for password in passwords.each(left):
        with progress() as shown:
            found = opened_by(opened, workers, left, password, shown)
            left = [result for result in left if not any(result is one for one in found)]
            results = import_locked(opened, workers, found, password, shown) if found else []
        for result in results:
            if result.locked is None:
                say(result)
        left += locked_in(results)  # a locked PDF inside of a locked one
        if not left:
            break
        if passwords.asks and not found:
            note(tr("This password opens none of them."))
    return left


def advice() -> str:
    """What can be done about a file that is left out."""
    return tr("Import it again at a terminal, or give its password with --pdf-passwords-fd N.")
