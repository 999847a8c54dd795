"""Loaded by Python itself at the start of a program that a test of `tests/privacy` runs: puts a guard and a hand into it.

So the test runs the very command that a person's start runs, `python -m ism_desktop`, and the process that a lock puts in its place has a
guard and a hand too. Worker processes run with `-I` and never see this file.
"""

from tests.privacy import guard, remote_control

guard.stand()
remote_control.reach_in()
