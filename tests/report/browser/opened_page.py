"""A page opened from disk in a browser, and what it asked for and complained about."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Page


@dataclass
class OpenedPage:
    """A page, with every request it made and every error it reported.

    Attributes:
        page: the page, for Playwright.
        folder: the folder of the page; other files must not be asked for.
        requests: the addresses that were asked for, in order.
        errors: messages of the console at level "error", and uncaught exceptions.
    """

    page: Page
    folder: Path
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def requests_elsewhere(self) -> list[str]:
        """Return the requests for anything but the files beside the page."""
        return elsewhere(self.requests, self.folder)


def elsewhere(requests: list[str], folder: Path) -> list[str]:
    """Return the requests for anything but files of a folder, and what is in the page itself."""
    allowed = (f"{folder.as_uri()}/", "data:", "blob:")
    return [address for address in requests if not address.startswith(allowed)]


def open_from_disk(context: BrowserContext, path: Path) -> OpenedPage:
    """Open a file in a new page; log its requests and errors from the first one on."""
    path = path.resolve()
    opened = OpenedPage(context.new_page(), path.parent)

    def note_error(message: ConsoleMessage) -> None:
        if message.type == "error":
            opened.errors.append(message.text)

    opened.page.on("request", lambda request: opened.requests.append(request.url))
    opened.page.on("console", note_error)
    opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.page.goto(path.as_uri())
    return opened
