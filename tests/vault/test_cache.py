"""The cache: encrypted, rebuilt when it does not open, lost without harm."""

import shutil
from pathlib import Path

import pytest

from ism_desktop.errors import VaultInUse
from ism_desktop.vault import Vault, create, unlock
from tests.conftest import CHEAP, PASSPHRASE
from tests.vault.paths import every_file, flip


def test_a_cache_database_is_kept_and_searches_text(vault: Vault, vault_path: Path) -> None:
    cache = vault.connect_cache("search")
    cache.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')")
    cache.execute("BEGIN")
    cache.execute("INSERT INTO words VALUES ('Tryptase résult')")
    cache.execute("COMMIT")
    cache.close()
    vault.close()
    reopened = unlock(vault_path, PASSPHRASE)
    cache = reopened.connect_cache("search")
    assert cache.execute("SELECT count(*) FROM words WHERE words MATCH 'result'").fetchone() == (1,)
    cache.close()
    reopened.close()


@pytest.mark.parametrize("blow", ["empty", "flipped", "foreign", "gone"])
def test_a_cache_that_does_not_open_is_made_afresh(vault: Vault, vault_path: Path, tmp_path: Path, blow: str) -> None:
    cache = vault.connect_cache("search")
    cache.execute("CREATE TABLE words (text)")
    cache.close()
    path = vault_path / "cache" / "search.db"
    if blow == "foreign":
        other = create(tmp_path / "other", PASSPHRASE, cost=CHEAP)
        other.connect_cache("search").close()
        other.close()
        shutil.copy(tmp_path / "other/cache/search.db", path)
    elif blow == "flipped":
        flip(path, 1000)
    elif blow == "gone":
        shutil.rmtree(path.parent)
    else:
        path.write_bytes(b"")
    cache = vault.connect_cache("search")
    cache.execute("CREATE TABLE words (text)")
    cache.close()


def test_a_cache_is_held_by_one_connection_and_not_thrown_away_for_it(vault: Vault) -> None:
    cache = vault.connect_cache("search")
    cache.execute("CREATE TABLE words (text)")
    with pytest.raises(VaultInUse):
        vault.connect_cache("search")
    vault.connect_cache("pages").close()
    assert cache.execute("SELECT count(*) FROM words").fetchone() == (0,)
    cache.close()
    vault.discard_cache("search")
    cache = vault.connect_cache("search")
    cache.execute("CREATE TABLE words (text)")
    cache.close()


def test_a_cache_has_a_plain_name(vault: Vault) -> None:
    for name in ("", "../records", "Search", "a/b", "a.b"):
        with pytest.raises(ValueError, match="name of a cache"):
            vault.connect_cache(name)


def test_cache_files_come_back_until_they_are_damaged(vault: Vault, vault_path: Path) -> None:
    files = vault.cache_files
    assert files.get("thumbnail/1") is None
    for content in (b"", b"picture", b"another" * 100_000):
        files.put("thumbnail/1", content)
        files.put("thumbnail/2", b"second")
        assert files.get("thumbnail/1") == content
    (one, two) = (path for path in every_file(vault_path / "cache") if path.suffix == ".ismd")
    assert not any("thumbnail" in str(path) for path in (one, two))
    # Swapped, flipped, cut and lost: none is ever shown, and each can be put again.
    aside = one.with_suffix(".aside")
    one.rename(aside)
    shutil.copy(two, one)
    shutil.copy(aside, two)
    assert files.get("thumbnail/1") is None
    assert files.get("thumbnail/2") is None
    blows = (
        lambda: flip(one, 90),
        lambda: one.write_bytes(one.read_bytes()[:-1]),
        one.unlink,
        lambda: shutil.rmtree(vault_path / "cache"),
    )
    for blow in blows:
        for key in ("thumbnail/1", "thumbnail/2"):
            files.put(key, b"again")
            assert files.get(key) == b"again"
        blow()
        assert [files.get(key) for key in ("thumbnail/1", "thumbnail/2")].count(None) >= 1


def test_a_cache_that_cannot_be_written_is_done_without(vault: Vault, vault_path: Path) -> None:
    shutil.rmtree(vault_path / "cache")
    (vault_path / "cache").write_bytes(b"a file in the way")
    vault.cache_files.put("thumbnail/1", b"picture")
    assert vault.cache_files.get("thumbnail/1") is None
