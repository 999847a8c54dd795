"""A disk that is full or fails at any change is named in a sentence, costs nothing that was saved, and reading goes on."""

import pytest

from tests.faults.conftest import ForkServer
from tests.faults.scenarios import LIVES
from tests.rounds import LARGE, rounds

ROUNDS, SEEDS = rounds(3, 2000), rounds(1, 3)


@pytest.mark.parametrize("life", LIVES)
def test_a_full_or_failing_disk_costs_nothing(fork_server: ForkServer, life: str) -> None:
    for seed in range(1, SEEDS + 1):
        found = fork_server.ask("disks", life, rounds=ROUNDS, seed=seed)
        print(
            f"{life}, seed {seed}: {found['rounds']} rounds, {found['errors']} errors in {found['seconds']:.1f} CPU s"
        )
        assert found["bad"] == 0, "\n".join(found["examples"])
        # A disk that was full where nobody wrote shows nothing; of a dozen rounds a few must have met a write.
        assert found["met"] >= found["rounds"] // 6


@pytest.mark.parametrize("life", ["importing", "editing", "backing_up"])
def test_a_limit_on_the_size_of_files_costs_nothing(fork_server: ForkServer, life: str) -> None:
    sizes = range(98_304, 600_000, 8192 if LARGE else 131_072)
    found = fork_server.ask("limits", life, sizes=list(sizes))
    assert found["bad"] == 0, "\n".join(found["examples"])
    assert found["errors"]
