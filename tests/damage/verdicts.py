"""What must come out of a damaged vault: the file named, its document by its title, all others readable, no wrong byte."""

from ism_desktop.vault.integrity import Fault, Severity
from tests.damage.sample_vault import NOTHING_LOST, Subject, Verdict
from tests.vault.paths import DATABASE

LOG = f"{DATABASE}-wal"


def require_sound(subject: Subject, said: Verdict) -> None:
    assert said.findings == (), said.findings
    assert said.sentences == (), said.sentences
    assert said.opened
    assert said.records_whole
    assert said.wrong == ()
    assert said.unreadable == frozenset()


def require_unharmed(subject: Subject, said: Verdict, blow: str) -> None:
    """Whatever was hit: nothing wrong comes out, and no document but those hit is unreadable."""
    assert said.wrong == (), blow
    assert said.opened, blow
    assert said.records_whole, blow
    assert said.unreadable == frozenset(), blow


def require_named(subject: Subject, said: Verdict, hit: set[str], blow: str) -> None:
    """The files that were hit are named, and no others; what they hold is the only thing that is lost."""
    assert said.wrong == (), blow
    documents = {file_id for name in hit if (file_id := subject.file_id(name))}
    assert said.unreadable <= documents, blow
    for name in hit:
        if name == LOG:
            whole = said.opened and said.records_whole
            assert said.older or said.names(DATABASE) or whole, f"unnoticed: {blow}"
        elif not name.startswith(NOTHING_LOST):
            assert said.names(name), f"unnoticed: {blow}: {said}"
    about = {finding.file for finding in said.findings if finding.fault is not Fault.UNFILED}
    others = about - hit - ({DATABASE} if LOG in hit else set())
    assert not others, f"wrongly named {others}: {blow}"
    if DATABASE not in hit and LOG not in hit:
        assert said.opened, blow
        assert said.records_whole, blow
    for finding in said.findings:
        assert finding.what.endswith("."), finding.what
        assert finding.advice.endswith("."), finding.advice
        file_id = subject.file_id(finding.file)
        if said.opened and file_id is not None and file_id in subject.titles and not said.older:
            # By its title, as the person knows it, and not only by a name full of digits.
            if DATABASE not in about:
                assert finding.title == subject.titles[file_id], blow
            assert finding.severity is Severity.DAMAGED, blow
