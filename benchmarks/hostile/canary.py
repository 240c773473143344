"""What no input may make formcheck touch: a file that was not named, and the network."""

import socket
from contextlib import suppress
from functools import cache


@cache
def listener() -> socket.socket:
    """Return a socket of this machine that waits for connections."""
    return socket.create_server(("127.0.0.1", 0))


def port() -> int:
    """Return the port that the socket listens at."""
    return int(listener().getsockname()[1])


def callers() -> int:
    """Return how many have connected since the last call."""
    listener().setblocking(False)
    count = 0
    with suppress(BlockingIOError):
        while True:
            listener().accept()[0].close()
            count += 1
    return count
