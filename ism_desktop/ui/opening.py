"""Opening, making and filling a vault, as Qt-free functions for the background.

The vault's room is imported inside these functions: SQLAlchemy and its neighbours take most of a second to load, and the page that asks
for the passphrase must be usable before that. `look` runs first and loads them while the person types.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ism_desktop.progress import Portion, Progress

if TYPE_CHECKING:
    from ism_desktop.vault import Vault

DEMO_PASSPHRASE = "only a demonstration"  # noqa: S105  (it protects an invented person, and is shown on the screen)


def look(path: Path, progress: Progress) -> None:
    """See whether a vault is there and sound, before a passphrase is asked. Raises VaultMissing, VaultDamaged, VaultTooNew."""
    from ism_desktop import vault  # noqa: PLC0415

    progress(0, 0, "Looking for the vault")
    vault.look(path)


def unlock(path: Path, passphrase: str, progress: Progress) -> Vault:
    """Open a vault. Raises WrongPassphrase and everything that `vault.unlock` raises."""
    from ism_desktop import vault  # noqa: PLC0415

    return vault.unlock(path, passphrase, progress)


def create(path: Path, passphrase: str, progress: Progress) -> Vault:
    """Make a new vault. Raises PassphraseTooShort, VaultExists, VaultNotWritable."""
    from ism_desktop import vault  # noqa: PLC0415

    return vault.create(path, passphrase, progress)


def open_demo(path: Path, progress: Progress) -> Vault:
    """Open the demo vault in this folder, or make it and fill it with the invented patient."""
    from ism_desktop import demo, vault  # noqa: PLC0415
    from ism_desktop.worker import Workers  # noqa: PLC0415

    if path.exists():
        return vault.unlock(path, DEMO_PASSPHRASE, progress)
    made = vault.create(path, DEMO_PASSPHRASE, Portion(progress, 0, 20, 100))
    try:
        with Workers() as workers:
            demo.fill(made, workers, Portion(progress, 20, 80, 100))
    except BaseException:
        made.close()
        raise
    return made
