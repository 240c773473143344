"""A page in Firefox, driven by WebDriver BiDi.

Playwright drives Firefox from version 154 on. Debian's is older, and no package has its driver.
"""

import asyncio
import json
import re
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from tornado.websocket import WebSocketClientConnection, websocket_connect

_READY = re.compile(rb"WebDriver BiDi listening on (ws://\S+)")
_T = TypeVar("_T")


class FirefoxPage:
    """A page that is open in Firefox.

    Attributes:
        requests: the addresses that were asked for, in order.
        errors: messages of the console at level "error", and uncaught exceptions.
    """

    def __init__(self, socket: WebSocketClientConnection) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        self._socket = socket
        self._commands = 0

    async def open(self, path: Path) -> None:
        """Open a file, and wait until it is loaded."""
        await self._command("session.new", capabilities={})
        events = ["log.entryAdded", "network.beforeRequestSent"]
        await self._command("session.subscribe", events=events)
        tree = await self._command("browsingContext.getTree")
        self._context = tree["contexts"][0]["context"]
        target = {"context": self._context, "url": path.as_uri(), "wait": "complete"}
        await self._command("browsingContext.navigate", **target)

    async def evaluate(self, script: str) -> Any:  # noqa: ANN401
        """Return what a script gives, or the promise that it gives resolves to."""
        target = {"context": self._context}
        answer = await self._command(
            "script.evaluate", expression=script, target=target, awaitPromise=True
        )
        assert answer["type"] == "success", answer
        return answer["result"].get("value")

    async def wait_until(self, script: str) -> None:
        """Wait until a script gives a true value."""
        await self.evaluate(
            "new Promise((resolve) => {"
            f"  const look = () => ({script}) ? resolve() : setTimeout(look, 20);"
            "  look();"
            "})"
        )

    async def press(self, key: str) -> None:
        """Press a key and let it go."""
        actions = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": actions}
        await self._command("input.performActions", context=self._context, actions=[keyboard])

    async def _command(self, method: str, **params: Any) -> Any:  # noqa: ANN401
        self._commands += 1
        message = {"id": self._commands, "method": method, "params": params}
        await self._socket.write_message(json.dumps(message))
        while True:
            answer = json.loads(await self._socket.read_message() or "")
            if answer.get("id") == self._commands:
                assert answer["type"] == "success", answer
                return answer["result"]
            self._note(answer)

    def _note(self, event: dict[str, Any]) -> None:
        if event.get("method") == "network.beforeRequestSent":
            self.requests.append(event["params"]["request"]["url"])
        elif event.get("method") == "log.entryAdded" and event["params"]["level"] == "error":
            self.errors.append(event["params"]["text"])


@asynccontextmanager
async def opened_in_firefox(program: str, path: Path) -> AsyncIterator[FirefoxPage]:
    """Open a page from disk in a new Firefox without a window; close both at the end."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"]
        process = await asyncio.create_subprocess_exec(
            program, *options, stdout=DEVNULL, stderr=PIPE
        )
        assert process.stderr
        try:
            while not (ready := _READY.search(line := await process.stderr.readline())):
                assert line, "Firefox ended before it could be driven"
            socket = await websocket_connect(f"{ready[1].decode()}/session")
            page = FirefoxPage(socket)
            await page.open(path)
            yield page
        finally:
            process.terminate()
            await process.communicate()


def run_apart(work: Callable[[], Coroutine[Any, Any, _T]], within_s: float = 120.0) -> _T:
    """Return what a coroutine gives; it runs in a thread of its own, with its own event loop.

    Playwright's event loop runs in the thread of the tests.
    """

    async def limited() -> _T:
        return await asyncio.wait_for(work(), within_s)

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, limited()).result()
