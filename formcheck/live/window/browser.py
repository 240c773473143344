"""Opens a page in the user's browser."""

import threading
import webbrowser
from pathlib import Path
from typing import Final

# They would draw over the terminal that formcheck runs in.
_TEXT_BROWSERS: Final = {"www-browser", "links", "elinks", "lynx", "w3m"}


def open_page(path: Path) -> bool:
    """Open a page without waiting for the browser; return False if there is no browser.

    Args:
        path: of the page.
    """
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    if getattr(browser, "name", "") in _TEXT_BROWSERS:
        return False
    address = path.resolve().as_uri()
    threading.Thread(target=browser.open, args=(address,), name="browser", daemon=True).start()
    return True
