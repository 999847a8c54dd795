"""Runs one verb and turns whatever happens into words on standard error and an exit status."""

from argparse import Namespace

from ism_desktop.bug_report import report_of
from ism_desktop.command_line.output import Output, fault, log_to_terminal, note, use_utf8
from ism_desktop.command_line.verbs import VERBS
from ism_desktop.errors import ExitStatus, IsmError
from ism_desktop.language import tr
from ism_desktop.progress import Cancelled

_BUG = 1
_INTERRUPTED = 130


def _status(status: int, output: Output) -> int:
    """The exit status of a verb that ended, with a sentence where its answers were lost on the way."""
    if output.lost is None:
        return status
    if isinstance(output.lost, BrokenPipeError):
        note(tr("Not all results were written, because the program that read them stopped. The work itself is done."))
    else:
        reason = output.lost.strerror or ""
        note(tr("Not all results could be written ({reason}). The work itself is done.", reason=reason))
    return status or ExitStatus.ANSWERS_LOST


def run(words: Namespace) -> int:
    """Run the verb of a parsed command line and return the exit status."""
    use_utf8()
    log_to_terminal()
    output = Output(as_json=words.json)
    try:
        return _status(int(VERBS[words.verb](words, output)), output)
    except IsmError as error:
        fault(error)
        return int(error.exit_status)
    except (Cancelled, KeyboardInterrupt):
        note(tr("Stopped. What was finished before is kept."))
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001  (the last place: anything that gets here is a bug of ours)
        note(
            tr(
                "Something in the program went wrong. What was saved before is safe."
                " The report below contains nothing that you wrote:"
            )
        )
        note(report_of(error))
        return _BUG
