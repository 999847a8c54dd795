"""Opening, making and filling a vault, as Qt-free functions for the background.

The vault's room is imported inside these functions: SQLAlchemy and its neighbours take most of a second to load, and the page that asks
for the passphrase must be usable before that. `look` runs first and loads them while the person types.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ism_desktop import settings
from ism_desktop.progress import Portion, Progress

if TYPE_CHECKING:
    from ism_desktop.vault import Vault, VaultSummary
    from ism_desktop.vault.elsewhere import Computer

DEMO_PASSPHRASE = "only a demonstration"  # noqa: S105  (it protects an invented person, and is shown on the screen)


@cache
def computer() -> Computer:
    """This computer and its notes of vaults, beside the settings: one for the whole program."""
    from ism_desktop.vault.elsewhere import Computer  # noqa: PLC0415

    return Computer(settings.config_folder())


def look(path: Path, progress: Progress) -> VaultSummary:
    """See whether a vault is there and sound, before a passphrase is asked. Raises VaultMissing, VaultDamaged, VaultTooNew."""
    from ism_desktop import vault  # noqa: PLC0415

    progress(0, 0, "Looking for the vault")
    return vault.look(path, computer=computer())


def unlock(path: Path, passphrase: str, progress: Progress) -> Vault:
    """Open a vault. Raises WrongPassphrase and everything that `vault.unlock` raises."""
    from ism_desktop import vault  # noqa: PLC0415

    return vault.unlock(path, passphrase, progress, computer=computer())


def create(path: Path, passphrase: str, progress: Progress) -> Vault:
    """Make a new vault. Raises PassphraseTooShort, VaultExists, VaultNotWritable."""
    from ism_desktop import vault  # noqa: PLC0415

    return vault.create(path, passphrase, progress, computer=computer())


def open_demo(path: Path, progress: Progress) -> Vault:
    """Open the demo vault in this folder, or make it and fill it with the invented patient."""
    from ism_desktop import demo, vault  # noqa: PLC0415
    from ism_desktop.worker import Workers  # noqa: PLC0415

    if path.exists():
        return vault.unlock(path, DEMO_PASSPHRASE, progress, computer=computer())
    made = vault.create(path, DEMO_PASSPHRASE, Portion(progress, 0, 20, 100), computer=computer())
    try:
        with Workers() as workers:
            demo.fill(made, workers, Portion(progress, 20, 80, 100))
    except BaseException:
        made.close()
        raise
    return made
