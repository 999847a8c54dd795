"""Nothing of the record is ever written plainly: a session with canaries in every field, document and picture, two kills among it.

Every file that was opened for writing is listed by the kernel itself; each must be one that may be, and none may hold a canary in any form.
"""

import base64
import gzip
import io
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.privacy import tracing
from tests.privacy.canaries import COLOUR, Canaries
from tests.privacy.program import Home, start
from tests.privacy.session import Session
from tests.privacy.verbs import Verbs, run_verbs
from tests.tools import needs

pytestmark = needs("strace")

KEY = bytes(range(7, 39))


# The search itself ------------------------------------------------------------------------------------------------------


def patch(mode: str = "RGB", size: tuple[int, int] = (120, 90)) -> Image.Image:
    """A page as it might be left behind: scaled, on white, the canary's colour on a part of it."""
    page = Image.new("RGB", (size[0] * 2, size[1] * 2), "white")
    page.paste(COLOUR, (0, size[1], size[0] * 2, size[1] * 2))
    return page.resize(size).convert(mode)


def file_of(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def pdf_of(picture: Image.Image, line: str = "") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1)
    canvas.drawImage(ImageReader(picture), 0, 0, 200, 200)
    canvas.drawString(72, 720, line)
    canvas.save()
    return out.getvalue()


PLANTED: dict[str, Callable[[Canaries], bytes]] = {
    "utf-8": lambda c: b"\0\1" + c.word("x").encode(),
    "utf-16, as Qt keeps it": lambda c: b"\0" + c.word("x").encode("utf-16-le"),
    "utf-16, as PDFs keep it": lambda c: c.word("x").encode("utf-16-be"),
    "utf-32": lambda c: c.word("x").encode("utf-32-le"),
    "base64": lambda c: base64.b64encode(b"ab" + c.word("x").encode() + b" and more"),
    "gzip": lambda c: b"junk" + gzip.compress(c.word("x").encode() * 3),
    "zlib": lambda c: b"junk" + zlib.compress(c.word("x").encode() * 3),
    "a PDF's text": lambda c: b"head" + pdf_of(Image.new("L", (9, 9)), c.word("x")),
    "the passphrase": lambda c: c.passphrase.encode(),
    "a key's bytes": lambda _: b"abc" + KEY + b"def",
    "a key in hexadecimal": lambda _: f"x'{KEY.hex()}'".encode(),
    "a key in base64": lambda _: base64.b64encode(KEY),
    "recovery digits": lambda _: b"123456 234567",
    "recovery digits on lines": lambda _: b"234567\n345678",
    "pixels, three to a colour": lambda _: patch().tobytes(),
    "pixels as Qt keeps them": lambda _: patch().convert("RGBA").tobytes("raw", "BGRA"),
    "pixels, grey": lambda _: patch("L").tobytes(),
    "packed pixels": lambda _: zlib.compress(patch().tobytes()),
    "a PNG inside another file": lambda _: b"head" + file_of(patch(), "PNG") + b"tail",
    "a JPEG": lambda _: file_of(patch(), "JPEG", quality=70),
    "a TIFF": lambda _: file_of(patch(), "TIFF", compression="tiff_lzw"),
    "a WebP": lambda _: file_of(patch(), "WEBP", quality=80),
}


@pytest.mark.parametrize("form", PLANTED)
def test_the_search_finds_what_is_planted(form: str, tmp_path: Path) -> None:
    canaries = Canaries(keys={"TEST": KEY.hex()}, digits=("123456", "234567", "345678"))
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "left behind").write_bytes(PLANTED[form](canaries))
    assert len(canaries.found_below(tmp_path)) >= 1


def test_the_search_finds_a_name_and_nothing_in_what_is_sound(tmp_path: Path) -> None:
    canaries = Canaries(keys={"TEST": KEY.hex()}, digits=("123456", "234567"))
    (tmp_path / "noise").write_bytes(
        zlib.compress(b"words of somebody else" * 99) + file_of(Image.new("RGB", (99, 99)), "PNG")
    )
    assert canaries.found_below(tmp_path) == []
    (tmp_path / f"scan {canaries.mark}.pdf").touch()
    [found] = canaries.found_below(tmp_path)
    assert "in its name" in found


def test_a_paper_left_behind_is_noticed_though_its_letters_are_numbers_of_glyphs(tmp_path: Path) -> None:
    (tmp_path / "left.tmp").write_bytes(pdf_of(Image.new("L", (9, 9))))
    [found] = Canaries().found_below(tmp_path)
    assert found.endswith("it is a PDF")


def test_a_program_that_leaks_is_caught(home: Home, tmp_path: Path) -> None:
    """The whole apparatus against a program that writes a secret and opens a socket past Python."""
    canaries = Canaries()
    running = start(home, before=tracing.tracer(tmp_path / "trace"))
    try:
        stray = home.root / "cache" / "stray"
        refused = running.order("leak", path=str(stray), secret=canaries.mark)
    finally:
        running.close()
    assert refused == ["socket", "lookup", "urllib", "another program", "a shell"]
    assert len(home.refusals.read_text().splitlines()) >= len(refused)
    traced = tracing.read(tmp_path / "trace")
    assert str(stray) in traced.written
    assert any(call.leaves_computer for call in traced.sockets)
    assert not may_be_written(str(stray), home, vaults=[], outputs=[])
    assert [found.split(":")[0] for found in canaries.found_below(home.root)] == [str(stray)]


# The session ------------------------------------------------------------------------------------------------------------


MOMENTS = ("at the lock screen", "after the first kill", "after the second kill", "after an ordinary end")


@pytest.mark.parametrize("moment", MOMENTS)
def test_nothing_that_was_written_holds_a_canary(session: Session, moment: str) -> None:
    assert session.found[moment] == []


def test_the_session_did_what_it_was_to_do(session: Session) -> None:
    """Otherwise finding nothing would mean nothing."""
    assert set(session.found) == set(MOMENTS)
    assert session.told["take_in"] == 3
    assert session.told["unlock_pdf"] == 4
    assert any(session.canaries.mark in hit for hit in session.told["search"])
    assert session.told["drafts"] == ["care_team"]
    assert session.told["drafts after the kill"][:1] == ["care_team"]
    assert session.told["quit"] == 0
    assert len(session.canaries.keys) >= 10
    assert len(session.canaries.digits) == 8
    for name, path in session.outputs.items():
        assert path.exists(), name
    for name in ("card", "binder"):
        assert session.canaries.mark in "".join(
            page.extract_text() for page in pypdf.PdfReader(session.outputs[name]).pages
        )
    assert "the picture, packed" in session.canaries.found_in(session.outputs["binder"].read_bytes())


def config_files(home: Home) -> re.Pattern[str]:
    """What the program keeps beside its settings: notes of vaults and windows, named by ids; never by words of a person."""
    return re.compile(re.escape(str(home.config)) + r"(/[.\w-]+(/[.\w-]+)?)?")


def may_be_written(path: str, home: Home, vaults: list[Path], outputs: list[Path]) -> bool:
    """Whether this is a file that the program has reason to write."""
    if path in {"/dev/null", str(home.refusals)} or config_files(home).fullmatch(path):
        return True
    if any(path == str(vault) or path.startswith(f"{vault}/") for vault in vaults):
        return True
    if path in map(str, outputs):
        return True
    # A paper under way beside the place that was chosen for it, and the private folder in memory while something is printed.
    beside = {str(output.parent) for output in outputs}
    own = re.fullmatch(r"(.*)/(?:#\d+(?: \(deleted\))?|\.paper-\w+\.part)", path)
    printing = re.fullmatch(re.escape(home.variables()["XDG_RUNTIME_DIR"]) + r"/print-\w+(/.*)?", path)
    return printing is not None or (own is not None and own[1] in beside)


def test_every_file_opened_for_writing_is_one_that_may_be(session: Session) -> None:
    traced = session.traces()
    assert traced.threads > 20, "the processes of the program were not followed"
    vault, chosen = session.vault, [*session.outputs.values(), session.outputs["card"].with_name("cut short.pdf")]
    wrong = [path for path in sorted(traced.written) if not may_be_written(path, session.home, [vault], chosen)]
    assert wrong == []
    assert any(path.endswith("records.db-wal") for path in traced.written), "the list of written files is not complete"
    assert traced.in_memory == set()


def test_nothing_is_left_of_printing(session: Session) -> None:
    variables = session.home.variables()
    assert list(Path(variables["XDG_RUNTIME_DIR"]).glob("print-*")) == []
    assert list(Path(variables["TMPDIR"]).iterdir()) == []
    assert session.outputs["printed"].stat().st_size > 10_000


def test_a_paper_that_was_cut_short_leaves_nothing(session: Session) -> None:
    """The program was killed while it wrote a binder: not even a hidden half of it is left."""
    assert {path.name for path in session.outputs["binder"].parent.iterdir()} == {
        path.name for path in session.outputs.values()
    }
    assert session.told["cut short"], "the program was not killed in the middle of it"


def test_no_list_of_recent_files_or_settings_of_qt_are_kept(session: Session) -> None:
    names = {path.name for path in session.home.root.rglob("*")}
    assert "QtProject.conf" not in names
    assert not any("recently-used" in name for name in names)
    assert set((session.home.root / "share").iterdir()) | set((session.home.root / "state").iterdir()) == set()


@pytest.mark.parametrize("where", ["window", "background"])
def test_the_report_of_a_bug_quotes_nothing(session: Session, where: str) -> None:
    told = session.told[f"go_wrong {where}"]
    assert "builtins.ValueError" in told
    assert session.canaries.mark not in told


def test_the_log_names_every_bug_and_quotes_none(session: Session) -> None:
    log = (session.home.config / "ism-desktop.log").read_text("utf-8")
    assert log.count("builtins.ValueError") >= 3  # in the window, in a thread, at an object's end
    assert session.canaries.mark not in log


def test_without_a_place_for_the_log_nothing_is_printed_either(home: Home, tmp_path: Path) -> None:
    """Desktops keep what a program prints, in a file that is not encrypted."""
    canaries = Canaries()
    blocked = tmp_path / "blocked"
    blocked.touch()
    running = start(home, more={"XDG_CONFIG_HOME": str(blocked)})
    try:
        for where in ("window", "thread", "end"):
            assert canaries.mark not in running.order("go_wrong", where=where, secret=canaries.mark)
    finally:
        running.close()
    assert canaries.mark not in (tmp_path / "output").read_text()


def test_the_titles_of_windows_say_nothing(session: Session) -> None:
    """Desktops show and remember them."""
    titles = [*session.told["visit"], *session.told["visit again"]]
    assert "ISM Desktop" in titles
    assert not any(session.canaries.mark in title for title in titles)


def test_commands_and_environments_say_nothing(session: Session) -> None:
    """Other programs can read them."""
    started = session.traces().programs
    assert len(started) >= 8
    assert not any(session.canaries.mark in line or session.canaries.passphrase in line for line in started)


# The command line -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def command_line(tmp_path_factory: pytest.TempPathFactory) -> Verbs:
    """Every verb that works on a vault, one after the other, each under strace and with the guard."""
    return run_verbs(tmp_path_factory.mktemp("verbs"))


def test_the_verbs_write_nothing_plain(command_line: Verbs) -> None:
    assert {verb: status for verb, status in command_line.statuses.items() if status != 0} == {}
    assert command_line.canaries.found_below(command_line.home.root, *command_line.vaults) == []
    traced = command_line.traces()
    wrong = [
        path
        for path in sorted(traced.written)
        if not may_be_written(path, command_line.home, command_line.vaults, command_line.outputs)
        and not f"{path}/".startswith(f"{command_line.exported}/")
    ]
    assert wrong == []
    assert traced.in_memory == set()
    assert not any(command_line.canaries.passphrase in line for line in traced.programs)
    workers = [line for line in traced.programs if "worker.process" in line]
    assert workers
    assert not any(command_line.canaries.mark in line for line in workers)


def test_the_verbs_reach_no_network_and_start_nothing_else(command_line: Verbs) -> None:
    traced = command_line.traces()
    assert [call.line for call in (*traced.sockets, *traced.addresses) if call.leaves_computer] == []
    assert not command_line.home.refusals.exists() or command_line.home.refusals.read_text() == ""
