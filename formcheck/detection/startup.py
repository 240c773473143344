"""How MediaPipe is started: without matplotlib, and without sending usage statistics."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from types import ModuleType


@contextmanager
def matplotlib_when_used() -> Iterator[None]:
    """Put off the import of ``matplotlib.pyplot`` until somebody uses it.

    MediaPipe imports it for one function that draws landmarks in three dimensions. The import
    takes half of the time until the first picture. The function still works, and so does every
    later import of matplotlib.
    """
    if "matplotlib" in sys.modules:
        yield
        return
    package, pyplot = ModuleType("matplotlib"), ModuleType("matplotlib.pyplot")
    vars(pyplot)["__getattr__"] = lambda name: getattr(import_module("matplotlib.pyplot"), name)
    vars(package)["pyplot"] = pyplot
    stand_ins = {module.__name__: module for module in (package, pyplot)}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]


@cache
def keep_offline() -> None:
    """Keep MediaPipe from sending usage statistics; the first call counts.

    Call it before other threads start: they may read the environment.

    MediaPipe's native library uploads statistics through libcurl and has no switch for it. libcurl
    asks the environment for a proxy before it looks up any host. Given a proxy of a kind that it
    does not know, it gives up there. `os.putenv` changes what native code sees and leaves
    `os.environ`, and with it Python's own networking, as it is.
    """
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        os.putenv(name, "none://formcheck-stays-offline")
    for name in ("no_proxy", "NO_PROXY"):
        os.unsetenv(name)
