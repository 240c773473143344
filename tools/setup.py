"""Set up ``.venv`` with formcheck and everything that it needs, in the locked versions.

Run it with the Python that formcheck shall use: ``python tools/setup.py``. ``make`` runs it by
itself. It does nothing if the set-up is complete and up to date. It needs the standard library
only.
"""

from __future__ import annotations

import ctypes
import hashlib
import io
import os
import platform
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
VENV_PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "setup-done"
LOG = VENV / "setup.log"

OLDEST_PYTHON = (3, 11)

# Shared library: its package in Debian and Ubuntu, in Fedora, in Arch Linux.
LIBRARIES = {
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGLESv2.so.2": ("libgles2", "libglvnd-gles", "libglvnd"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
}
# The same for the window of `formcheck live`; nothing else needs these.
WINDOW_LIBRARIES = {"libSM.so.6": ("libsm6", "libSM", "libsm")}
INSTALLERS = {
    "apt-get": ["apt-get", "install", "--yes", "--no-install-recommends"],
    "dnf": ["dnf", "install"],
    "pacman": ["pacman", "-S", "--needed"],
}

# MediaPipe's memory allocator reads this file, and aborts the program if it does not exist.
CPU_LIST = Path("/sys/devices/system/cpu/possible")

NO_NETWORK_SIGNS = (
    "name resolution",
    "dns error",
    "name or service not known",
    "network is unreachable",
    "connection refused",
    "error sending request",
    "failed to fetch",
    "newconnectionerror",
    "timed out",
    "getaddrinfo failed",
)
NO_WHEEL_SIGNS = ("no matching distribution", "no solution found", "no usable wheels")


class SetupError(Exception):
    """The set-up cannot go on: one sentence that says why and what to do."""


def say(text: str) -> None:
    """Print a line without delay, also into a pipe."""
    print(text, flush=True)


def fingerprint() -> str:
    """Return a hash of the files that the set-up depends on."""
    digest = hashlib.sha256()
    for path in (LOCK, ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stamped() -> list[str]:
    """Return fingerprint and folder of the last complete set-up; empty if there is none."""
    return STAMP.read_text(encoding="utf-8").splitlines() if STAMP.is_file() else []


def is_usable() -> bool:
    """Return True if ``.venv`` was completed, has not been moved, and still runs."""
    return stamped()[1:] == [str(ROOT)] and runs([str(VENV_PYTHON), "-c", ""])


def runs(command: list[str]) -> bool:
    """Return True if a command ends without an error."""
    try:
        done = subprocess.run(command, check=False, capture_output=True, stdin=subprocess.DEVNULL)
    except OSError:
        return False
    return done.returncode == 0


def run_logged(command: list[str], environment: dict[str, str] | None = None) -> str | None:
    """Run a command with its output in the log; return the output if it failed, else None."""
    done = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if VENV.is_dir():
        with LOG.open("a", encoding="utf-8") as log:
            log.write(f"$ {' '.join(command)}\n{done.stdout}\n")
    return done.stdout if done.returncode else None


# --- the machine ---------------------------------------------------------------------------------


def check_machine() -> None:
    """Stop early if this Python is too old or MediaPipe has no build for this machine."""
    if sys.version_info < OLDEST_PYTHON:
        found = platform.python_version()
        raise SetupError(f"Python 3.11 or newer is needed, and this one is {found}.")
    machine = platform.machine().lower()
    supported = {
        "linux": ("x86_64", "aarch64"),
        "darwin": ("arm64",),
        "win32": ("amd64",),
    }.get(sys.platform, ())
    if machine not in supported or struct.calcsize("P") != 8:
        raise SetupError(
            "MediaPipe and OpenCV have no ready-made build for this machine "
            f"({platform.system()} on {platform.machine()}): formcheck runs with a 64-bit Python "
            "on Linux (x86_64, aarch64), macOS 14 or newer (Apple silicon) and Windows (x86_64)."
        )
    if sys.platform == "linux" and platform.libc_ver()[0] != "glibc":
        raise SetupError(
            "MediaPipe has no build for this Linux's C library: it needs glibc 2.28 or newer."
        )


def ensure_cpu_list() -> None:
    """Write the list of processors if /sys is not mounted, as in a bare chroot."""
    if sys.platform != "linux" or CPU_LIST.exists():
        return
    highest = max(*os.sched_getaffinity(0), (os.cpu_count() or 1) - 1)
    try:
        CPU_LIST.parent.mkdir(parents=True, exist_ok=True)
        CPU_LIST.write_text(f"0-{highest}\n", encoding="ascii")
    except OSError:
        raise SetupError(
            f"MediaPipe reads {CPU_LIST}, and /sys is not mounted here; mount it with\n"
            "    sudo mount -t sysfs sysfs /sys\nand run the set-up again."
        ) from None
    say(f"No /sys is mounted here: wrote {CPU_LIST}, which MediaPipe reads.")


def missing_libraries(needed: Iterable[str] = tuple(LIBRARIES)) -> list[str]:
    """Return the shared libraries that OpenCV and MediaPipe need and this Linux lacks."""
    missing = []
    if sys.platform == "linux":
        for name in needed:
            try:
                ctypes.CDLL(name)
            except OSError:
                missing.append(name)
    return missing


def packages(libraries: list[str], installer: str) -> list[str]:
    """Return the packages that contain these libraries, for this package manager."""
    column = list(INSTALLERS).index(installer)
    known = LIBRARIES | WINDOW_LIBRARIES
    return sorted({known[name][column] for name in libraries})


def install_command(libraries: list[str], installer: str) -> str:
    """Return the command that a person would type."""
    words = [word for word in INSTALLERS[installer] if not word.startswith("--")]
    return " ".join(["sudo", *words, *packages(libraries, installer)])


def ensure_libraries() -> None:
    """Install the missing system libraries if that is allowed; otherwise say how to do it."""
    missing = missing_libraries()
    if not missing:
        return
    if shutil.which("apt-get"):
        install_with_apt(packages(missing, "apt-get"))
        missing = missing_libraries()
        if not missing:
            return
    present = [name for name in INSTALLERS if shutil.which(name)]
    ways = [install_command(missing, name) for name in present or INSTALLERS]
    raise SetupError(
        f"OpenCV and MediaPipe need {', '.join(missing)} from the system; install with\n    "
        + "\n    ".join(ways)
        + "\nand start again."
    )


def ensure_window_libraries() -> None:
    """Do the same for the live window. Nothing else needs these, so a failure is only reported."""
    missing = missing_libraries(WINDOW_LIBRARIES)
    if not missing:
        return
    if shutil.which("apt-get"):
        install_with_apt(packages(missing, "apt-get"))
        missing = missing_libraries(WINDOW_LIBRARIES)
    if missing:
        present = next((name for name in INSTALLERS if shutil.which(name)), "apt-get")
        say(f"The window of formcheck live needs more: {install_command(missing, present)}")


def install_with_apt(names: list[str]) -> bool:
    """Install Debian packages, as root or with a sudo without password; return True if done."""
    if os.geteuid() == 0:
        prefix = []
    elif shutil.which("sudo") and runs(["sudo", "-n", "true"]):
        prefix = ["sudo", "-n"]
    else:
        return False
    say(f"Installing the system packages {' '.join(names)}…")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    apt += ["-o", "DPkg::Lock::Timeout=120"]
    if run_logged([*apt, "update"]):
        say("The package lists could not be updated; trying with the present ones.")
    failure = run_logged([*apt, "install", "--yes", "--no-install-recommends", *names])
    if failure:
        reasons = [line for line in failure.splitlines() if line.startswith("E:")]
        say("apt-get did not succeed" + (f": {reasons[0][2:].strip()}" if reasons else "."))
    return failure is None


# --- the environment -----------------------------------------------------------------------------


def working_uv() -> str | None:
    """Return the path of a uv that runs, or None."""
    uv = shutil.which("uv")
    return uv if uv and runs([uv, "--version"]) else None


def ensure_venv_module() -> None:
    """Make sure that this Python can make environments; on Debian that takes a package."""
    check = [sys.executable, "-c", "import ensurepip, venv"]
    if runs(check):
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if shutil.which("apt-get"):
        install_with_apt([package])
        if runs(check):
            return
        raise SetupError(
            f"This Python cannot make virtual environments; install {package} with\n"
            f"    sudo apt-get install {package}\nand start again."
        )
    raise SetupError(
        "This Python cannot make virtual environments: its modules venv and ensurepip are missing."
    )


def explained(output: str, doing: str) -> SetupError:
    """Return an error that says in one sentence why an installer failed."""
    text = output.lower()
    if any(sign in text for sign in NO_NETWORK_SIGNS):
        reason = "the package index could not be reached: check the network and start again"
    elif "no space left" in text:
        reason = "the disk is full: the set-up needs about 1.5 GB"
    elif "hash" in text and "match" in text:
        reason = "a downloaded package differs from the one in requirements.lock: start again"
    elif any(sign in text for sign in NO_WHEEL_SIGNS):
        reason = (
            f"a package has no ready-made build for Python {platform.python_version()} on this "
            "machine: try another Python (3.11 to 3.13)"
        )
    else:
        lines = [line.strip() for line in output.splitlines() if line.strip()]
        reason = lines[-1] if lines else "the installer gave no reason"
    return SetupError(f"{doing} failed: {reason}. (The full output is in {LOG.relative_to(ROOT)})")


def make_venv(uv: str | None) -> None:
    """Make a new, empty ``.venv`` for the Python that runs this script."""
    if VENV.exists():
        shutil.rmtree(VENV)
    if uv:
        command = [uv, "venv", "--quiet", "--python", sys.executable, str(VENV)]
    else:
        ensure_venv_module()
        command = [sys.executable, "-m", "venv", str(VENV)]
    failure = run_logged(command)
    if failure is not None:
        raise explained(failure, "Making .venv")


def install(uv: str | None) -> None:
    """Install the locked packages, checked by hash, then formcheck itself from this folder."""
    if uv:
        pip = [uv, "pip", "install", "--quiet", "--python", str(VENV_PYTHON)]
    else:
        if not runs([str(VENV_PYTHON), "-m", "pip", "--version"]):  # made by uv, now gone
            make_venv(uv)
        pip = [str(VENV_PYTHON), "-m", "pip", "install", "--quiet", "--no-input"]
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    wheels_only = ["--only-binary", ":all:"]
    failure = run_logged([*pip, "--require-hashes", *wheels_only, "-r", str(LOCK)], quiet)
    if failure is not None:
        raise explained(failure, "Installing the packages")
    failure = run_logged([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], quiet)
    if failure is not None:
        raise explained(failure, "Installing formcheck")


def set_up() -> None:
    """Bring ``.venv`` up to date, if it is not."""
    check_machine()
    ensure_libraries()
    ensure_cpu_list()
    usable = is_usable()
    if usable and stamped()[0] == fingerprint():
        STAMP.touch()
        return
    ensure_window_libraries()
    uv = working_uv()
    if usable:
        say(f"Updating {VENV.name}…")
        STAMP.unlink()
    else:
        say(f"Setting up {VENV.name} (once, about a minute)…")
        make_venv(uv)
    install(uv)
    STAMP.write_text(f"{fingerprint()}\n{ROOT}\n", encoding="utf-8")
    command = BIN.relative_to(ROOT) / "formcheck"
    say(f"Ready: {command} --help lists the commands.")


def main() -> int:
    """Set up; print a failure as one sentence and return 1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that cannot write every character
    try:
        set_up()
    except SetupError as error:
        print(f"formcheck: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("formcheck: the set-up was stopped; run it again to continue.", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"formcheck: the set-up failed: {error}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
