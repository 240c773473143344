"""MediaPipe without matplotlib, whose import took half of the time until the first picture."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType


@contextmanager
def matplotlib_when_used() -> Iterator[None]:
    """Put off the import of ``matplotlib.pyplot`` to its first use.

    MediaPipe imports it for a function that draws landmarks in three dimensions. That function
    still works, and so does every import of matplotlib later on.
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
