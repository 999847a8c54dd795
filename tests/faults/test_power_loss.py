"""After a power cut at any moment the vault opens and holds what was reported as saved, whatever of the unsynced rest the disk kept."""

import pytest

from tests.faults.conftest import ForkServer
from tests.faults.replay import EXT4, STRICT
from tests.faults.scenarios import LIVES
from tests.rounds import LARGE, covering, rounds

# The recorder writes as editing does: its own states are looked at in the large setting.
CUT = [life for life in LIVES if LARGE or life != "recording"]
ROUNDS, SEEDS = rounds(8, 1000), rounds(1, 8)


@pytest.mark.parametrize(("life", "model"), covering(CUT, [STRICT, EXT4], hits=1))
def test_a_power_cut_costs_nothing_reported(fork_server: ForkServer, life: str, model: str) -> None:
    for seed in range(1, SEEDS + 1):
        found = fork_server.ask("cuts", life, rounds=ROUNDS, seed=seed, model=model)
        print(f"{life}, {model}, seed {seed}: {found['rounds']} states in {found['seconds']:.1f} CPU s")
        assert found["bad"] == 0, "\n".join(found["examples"])
        assert found["rounds"] >= ROUNDS
