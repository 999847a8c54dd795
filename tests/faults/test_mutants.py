"""A test of the tests: bugs planted on purpose, one at a time, and every one is caught; without any, the same questions find nothing."""

import pytest

from tests.faults.conftest import ForkServer
from tests.faults.mutants import BUGS
from tests.rounds import one_of_each


def _ways(bug: str) -> set[object]:
    """By which questions it is caught, under which model of a disk."""
    return {(question["suite"], question.get("model", "")) for question in BUGS[bug].caught_by}


@pytest.mark.parametrize("bug", one_of_each([*BUGS], _ways))
def test_a_planted_bug_is_caught(fork_server: ForkServer, bug: str) -> None:
    caught = []
    for question in BUGS[bug].caught_by:
        found = fork_server.ask(**question, bug=bug, stop=True)
        caught += found["examples"]
        print(
            f"{bug}: {found['bad']} bad of {found['rounds']} in {found['seconds']:.1f} CPU s: {found['examples'][:1]}"
        )
    assert caught


def test_there_are_enough_and_damage_alone_finds_nothing_in_the_program_as_it_is(fork_server: ForkServer) -> None:
    assert len(BUGS) >= 20
    found = fork_server.ask("damage", "editing")
    assert found["bad"] == 0, found["examples"]
