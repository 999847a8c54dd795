"""A process that is killed at any change of its files loses nothing that it reported as saved, and leaves nothing half-made."""

import pytest

from tests.faults.conftest import ForkServer
from tests.faults.scenarios import LIVES
from tests.rounds import LARGE, rounds

# One seed is one order of the life's actions and one size of what is written.
ROUNDS, SEEDS = rounds(5, 600), rounds(1, 8)


@pytest.mark.parametrize("life", LIVES)
def test_killed_at_any_change_nothing_reported_is_lost(fork_server: ForkServer, life: str) -> None:
    for seed in range(1, SEEDS + 1):
        found = fork_server.ask("kills", life, rounds=ROUNDS, seed=seed, thin=not LARGE)
        print(
            f"{life}, seed {seed}: {found['rounds']} kills over {found['changes']} changes in {found['seconds']:.1f} CPU s"
        )
        assert found["bad"] == 0, "\n".join(found["examples"])
        # The life ran to its end once, and then every blow fell; but two random file names may share a folder, and then there is one
        # change less than was counted.
        assert found["rounds"] - 1 - found["met"] <= max(2, 0.03 * found["rounds"])
        assert found["rounds"] >= min(90, 0.9 * ROUNDS)
        assert found["twice"] > min(2, ROUNDS // 12)
