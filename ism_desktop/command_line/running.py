"""Runs one verb and turns whatever happens into words on standard error and an exit status."""

import os
import sys
from argparse import Namespace

from ism_desktop.bug_report import report_of
from ism_desktop.command_line.output import Output, fault, log_to_terminal, note, use_utf8
from ism_desktop.command_line.verbs import VERBS
from ism_desktop.errors import IsmError
from ism_desktop.progress import Cancelled

_BUG = 1
_INTERRUPTED = 130


def run(words: Namespace) -> int:
    """Run the verb of a parsed command line and return the exit status."""
    use_utf8()
    log_to_terminal()
    try:
        return int(VERBS[words.verb](words, Output(as_json=words.json)))
    except IsmError as error:
        fault(error)
        return int(error.exit_status)
    except (Cancelled, KeyboardInterrupt):
        note("Stopped. What was finished before stays.")
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read our answers has closed the pipe, as `head` does; Python must not complain about it at its end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001  (the last place: anything that gets here is a bug of ours)
        note(
            "Something in the program went wrong. What was saved before is safe. This report holds nothing of what you wrote:"
        )
        note(report_of(error))
        return _BUG
