"""The keys of an open vault, for the tests that look where they must not be."""

from ism_desktop.vault import Vault, keys


def every_key(vault: Vault) -> dict[str, str]:
    """The vault's key and every one derived from it, in hexadecimal, by name."""
    key = vault._key
    assert key is not None
    # The derived salts are no secrets: they stand at the beginning of the databases.
    labels = {
        name: value for name, value in vars(keys).items() if str(value).startswith("ismv1/") and "SALT" not in name
    }
    return {"VAULT": key.secret.hex()} | {name: key.derive(label).hex() for name, label in labels.items()}
