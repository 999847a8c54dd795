"""After a power cut at any moment the vault opens and holds what was reported as saved, whatever of the unsynced rest the disk kept."""

import pytest

from tests.faults.conftest import ForkServer
from tests.faults.replay import EXT4, STRICT
from tests.faults.scenarios import LIVES
from tests.rounds import LARGE, covering, rounds

ROUNDS, SEEDS = rounds(7, 1000), rounds(1, 8)


@pytest.mark.parametrize(("life", "model"), covering([*LIVES], [STRICT, EXT4], hits=1))
def test_a_power_cut_costs_nothing_reported(fork_server: ForkServer, life: str, model: str) -> None:
    for seed in range(1, SEEDS + 1):
        found = fork_server.ask("cuts", life, rounds=ROUNDS, seed=seed, model=model, thin=not LARGE)
        print(f"{life}, {model}, seed {seed}: {found['rounds']} states in {found['seconds']:.1f} CPU s")
        assert found["bad"] == 0, "\n".join(found["examples"])
        assert found["rounds"] >= ROUNDS
