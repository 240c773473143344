"""Print a page to PDF with the Chromium, Chrome or Edge of this machine."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from formcheck.errors import BrowserError
from formcheck.system.files import replacing, write_pieces

TIME_LIMIT_S: Final = 90.0  # it takes 2 s; a machine under load takes longer
_COMMANDS: Final = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)
_MAC: Final = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_WINDOWS: Final = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
# The page asks for nothing from elsewhere; with these the browser itself does not either.
_OFFLINE: Final = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-default-apps",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pings",
)


def find_browser(platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> Path:
    """Return the program of a browser that can print to PDF.

    Args:
        platform: as `sys.platform` names it.
        environment: the variables of the process; on Windows they say where programs are.

    Raises:
        BrowserError: there is none.
    """
    for path in _places(platform, environment):
        if path.is_file():
            return path
    raise BrowserError(
        "no Chromium, Chrome or Edge is installed to make the PDF with:"
        " install one, or open the page in your browser and print it there"
    )


def print_to_pdf(html: Iterable[str], path: Path, program: Path) -> None:
    """Print a page that has everything inside it.

    The browser has an empty profile of its own and no network.

    Args:
        html: the pieces of the page.
        path: of the PDF.
        program: of the browser, see `find_browser`.

    Raises:
        BrowserError: it did not print.
        OSError: the PDF cannot be written.
    """
    # Windows keeps files of the profile open for a moment after the browser has ended.
    with TemporaryDirectory(prefix="formcheck-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        page, printed = folder / "review.html", folder / "review.pdf"
        write_pieces(page, html)
        _run([*_command(program, folder), f"--print-to-pdf={printed}", page.as_uri()], program)
        if not printed.is_file():
            raise BrowserError(f"{program} made no PDF: open the page and print it there")
        with replacing(path) as part:
            shutil.copyfile(printed, part)


def _command(program: Path, folder: Path) -> list[str]:
    """Return the command line of a browser without a window, whose profile is in a folder."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium refuses its sandbox to root
    return [
        str(program),
        "--headless",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--user-data-dir={folder / 'profile'}",
        *_OFFLINE,
        *(["--no-sandbox"] if root else []),
    ]


def _run(command: list[str], program: Path) -> None:
    """Run a browser; end it with all of its processes if it takes too long.

    Raises:
        BrowserError: it cannot be started, takes too long, or fails.
    """
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise BrowserError(
            f"{program} cannot be started ({error.strerror or error}):"
            " open the page in your browser and print it there"
        ) from None
    try:
        code = process.wait(TIME_LIMIT_S)
    except subprocess.TimeoutExpired:
        _end(process)
        raise BrowserError(
            f"{program} did not print within {TIME_LIMIT_S:.0f} s: open the page and print it there"
        ) from None
    except BaseException:
        _end(process)
        raise
    if code:
        raise BrowserError(f"{program} failed with code {code}: open the page and print it there")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a browser and the processes that it has started."""
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, 9)
    process.wait()


def _places(platform: str, environment: Mapping[str, str]) -> Iterator[Path]:
    """Yield where the program of a browser may be."""
    if platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield from (folder / name for name in _MAC)
    elif platform == "win32":
        for variable in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData"):
            if folder_name := environment.get(variable):
                yield from (Path(folder_name) / name for name in _WINDOWS)
    for name in _COMMANDS:
        if found := shutil.which(name, path=environment.get("PATH")):
            yield Path(found)
