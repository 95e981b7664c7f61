#!/usr/bin/env python3
"""Chancery's one entry: install, start, test and check it. Standard library only; `python3 run.py --help` tells.

Readable by older Pythons too, so that they can say that they are too old.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import platform
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import unquote, urlsplit

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
REQUIREMENTS = ROOT / "requirements.txt"
REQUIREMENTS_DEV = ROOT / "requirements-dev.txt"
DATABASE = ROOT / "var" / "chancery.sqlite3"
# The content of the database that a start has already brought up to date.
PREPARED = ROOT / "var" / "prepared"
DEFAULT_PORT = 8000
LONGEST_START = 60


class Stop(Exception):
    """What is wrong and what helps, in words for the person at the keyboard."""


def check_machine() -> None:
    """Stops where this Python is too old or cannot make a virtual environment."""
    if sys.version_info < OLDEST:
        raise Stop(f"Chancery needs Python 3.11 or newer; this is {sys.version.split()[0]}.{_newer_python()}")
    if not PYTHON.exists() and not importlib.util.find_spec("ensurepip"):
        raise Stop("This Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv")


def check_folder() -> None:
    """Stops where packages and database cannot be kept: they stand in the project's own folder."""
    for folder in (VENV, ROOT / "var"):
        there = folder if folder.exists() else ROOT
        if not os.access(str(there), os.W_OK):
            raise Stop(
                f"{there} cannot be written to, and Chancery keeps its packages and its database there. "
                "Copy the project to a folder of your own and start it in the copy."
            )


def _newer_python() -> str:
    names = (f"python3.{minor}" for minor in range(19, 10, -1))
    found = next((name for name in names if shutil.which(name)), "")
    return f" Here is one: {found} run.py" if found else ""


def check_port(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            # Connections of a server just stopped linger; they do not hold the port.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Stop(
                f"Port {port} is taken or not allowed ({error.strerror}). "
                f"Choose another one: python3 run.py --port {8001 if port == DEFAULT_PORT else DEFAULT_PORT}"
            ) from error


def digest(*paths: Path, also: str = "") -> str:
    """One hash of the names and contents of the files and of the text."""
    whole = hashlib.sha256(also.encode())
    for path in sorted(paths):
        whole.update(f"{path.relative_to(ROOT).as_posix()}\0".encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()


def install(requirements: Path) -> None:
    """The pinned packages in .venv; nothing is done, and no network needed, while the list is the same."""
    stamp = VENV / f"installed-{requirements.stem}"
    # Another Python has its own packages, though .venv be the same folder.
    wanted = digest(requirements, also=f"Python {sys.version_info[0]}.{sys.version_info[1]}")
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    make_venv()
    say(f"Installing the packages of {requirements.name} into .venv (once, about half a minute) …")
    pip: list[str | Path] = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    done = run([*pip, "install", "--quiet", "--require-hashes", "-r", requirements])
    if done:
        raise Stop("The packages could not be installed: see above. Is the package registry reachable?")
    stamp.write_text(wanted)


def make_venv() -> None:
    if PYTHON.exists() and not run([PYTHON, "-c", "import pip"], quiet=True):
        return
    if run([sys.executable, "-m", "venv", "--clear", VENV]):
        raise Stop("No virtual environment could be made. On Debian and Ubuntu: apt install python3-venv")


def state() -> str:
    """What the database must have been prepared from for a start to leave it alone: lock, code, address."""
    code = [
        path
        for app in ("config", "records", "actors", "briefings")
        for path in ROOT.glob(f"{app}/**/*")
        if path.is_file() and path.suffix != ".pyc"
    ]
    return digest(REQUIREMENTS, *code, also=os.environ.get("DATABASE_URL", ""))


def is_prepared() -> bool:
    """False for a database server: only the server knows what it holds."""
    if os.environ.get("DATABASE_URL_FILE"):
        return False
    url = urlsplit(os.environ.get("DATABASE_URL", ""))
    if url.scheme not in ("", "sqlite"):
        return False
    file = ROOT / unquote(url.path)[1:] if url.scheme else DATABASE
    return file.is_file() and PREPARED.is_file() and PREPARED.read_text() == state()


def prepare(reset: bool = False) -> None:
    """Tables, sample case and accounts; new passwords are printed here and nowhere else."""
    install(REQUIREMENTS)
    if not is_prepared():
        PREPARED.unlink(missing_ok=True)
        say("Preparing the database …")
        manage("migrate", "--verbosity", "0")
        manage("search", "fill")
        manage("demo", "--verbosity", "0")
        manage("accounts", *(["--reset"] if reset else []))
        PREPARED.parent.mkdir(exist_ok=True)
        PREPARED.write_text(state())
    elif reset:
        manage("accounts", "--reset")
    else:
        say("Accounts: analyst, editor, curator, admin. New passwords: python3 run.py passwords")


def serve(port: int) -> None:
    check_port(port)
    prepare()
    server = subprocess.Popen(server_command(port), cwd=ROOT)
    try:
        wait_until_it_answers(server, port)
        say(f"\nChancery is at http://127.0.0.1:{port}/  (sign in at http://127.0.0.1:{port}/sign-in/)")
        say("Ctrl-C stops it.")
        server.wait()
        raise Stop("The server has stopped: see above.")
    finally:
        end(server)


def server_command(port: int) -> list[str | Path]:
    if platform.system() == "Linux":
        gunicorn: list[str | Path] = [PYTHON, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
        work = ["--workers", "2", "--worker-class", "gthread", "--threads", "4"]
        return [*gunicorn, *work, "--no-control-socket", "--preload", "--log-level", "warning"]
    # Elsewhere forking is missing or has traps; whitenoise serves the static files here too.
    return [PYTHON, "manage.py", "runserver", "--noreload", "--nostatic", f"127.0.0.1:{port}"]


def wait_until_it_answers(server: subprocess.Popen[bytes], port: int) -> None:
    started = time.monotonic()
    while not answers(port):
        if server.poll() is not None:
            raise Stop("The server did not start: see above.")
        if time.monotonic() - started > LONGEST_START:
            raise Stop(f"The server does not answer after {LONGEST_START} seconds.")
        time.sleep(0.05)


def answers(port: int) -> bool:
    # No proxy: the address is this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        opener.open(f"http://127.0.0.1:{port}/health/live", timeout=LONGEST_START).close()
    except urllib.error.HTTPError:
        return True  # it answers, if only to say that this is not one of its names
    except OSError:
        return False
    return True


def end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()


def test(arguments: list[str]) -> int:
    """pytest's own exit code: 5, "no tests", is a failure too."""
    install(REQUIREMENTS_DEV)
    chosen = ["-m", "browser"] if "--browser" in arguments else []
    given = [argument for argument in arguments if argument != "--browser"]
    # The browser tests share one Chromium; the others run on every core.
    cores = [] if chosen or any(one.startswith("-n") for one in given) else ["-n", "auto", "--dist", "loadfile"]
    return run([PYTHON, "-m", "pytest", *cores, *chosen, *given])


def checks() -> list[tuple[str, list[str | Path]]]:
    templates = sorted(ROOT.glob("templates/**/*.html"))
    django: list[str | Path] = [PYTHON, "manage.py"]
    return [
        ("lint", [PYTHON, "-m", "ruff", "check", "."]),
        ("format", [PYTHON, "-m", "ruff", "format", "--check", "."]),
        ("types", [PYTHON, "-m", "mypy"]),
        ("layers", [BIN / "lint-imports", "--no-logo"]),
        ("template format", [BIN / "djade", "--check", *templates]),
        ("template lint", [PYTHON, "-m", "djlint", "--lint", "--quiet", "templates"]),
        ("migrations", [*django, "makemigrations", "--check", "--dry-run"]),
        ("deployment", [*django, "check", "--deploy", "--fail-level", "WARNING"]),
    ]


def check() -> int:
    """Runs every check, whatever the ones before it found; prints the findings of those that fail."""
    install(REQUIREMENTS_DEV)
    production = {"SECRET_KEY": secrets.token_urlsafe(64), "ALLOWED_HOSTS": "chancery.example", "HTTPS": "1"}
    environment = {**os.environ, **production, "DEBUG": "0"}
    failed = []
    for name, command in checks():
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        say(f"{name:16}  {'failed' if done.returncode else 'ok'}")
        if done.returncode:
            failed.append(name)
            say(f"{done.stdout}{done.stderr}")
    say(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def say(text: str) -> None:
    print(text, flush=True)


def run(command: list[str | Path], quiet: bool = False) -> int:
    silence = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, cwd=ROOT, stdout=silence, stderr=silence, check=False).returncode


def manage(*arguments: str) -> None:
    if run([PYTHON, "manage.py", *arguments]):
        raise Stop(f"`manage.py {arguments[0]}` failed: see above.")


def setup() -> int:
    prepare()
    say("Ready. python3 run.py starts the site.")
    return 0


def passwords() -> int:
    prepare(reset=True)
    return 0


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="run.py", description="Installs, starts, tests and checks Chancery.")
    whole.add_argument("--port", type=int, default=DEFAULT_PORT, help="where to serve (default: 8000)")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND")
    serving = commands.add_parser("serve", help="install, prepare and serve; what run.py does without a command")
    serving.add_argument("--port", type=int, default=argparse.SUPPRESS)
    commands.add_parser("setup", help="all of that but serving")
    commands.add_parser("passwords", help="new passwords for the four accounts")
    commands.add_parser("test", help="run the tests; pytest's arguments may follow, --browser runs those in Chromium")
    commands.add_parser("check", help="lint, format, types, layers, templates, migrations, deployment")
    commands.add_parser("bench", help="measure pages and searching; the benchmark's arguments may follow")
    return whole


def main(arguments: list[str]) -> int:
    # What the first start has compiled is what makes the second one quick.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    given, rest = parser().parse_known_args(arguments)
    if rest and given.command not in ("test", "bench"):
        parser().error(f"unknown: {' '.join(rest)}")
    check_machine()
    check_folder()
    if given.command == "test":
        return test(rest)
    if given.command == "bench":
        install(REQUIREMENTS_DEV)
        return run([PYTHON, "-m", "bench", *rest])
    if given.command in ("setup", "passwords", "check"):
        return {"setup": setup, "passwords": passwords, "check": check}[given.command]()
    serve(given.port)
    return 0


def _interrupted(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _interrupted)
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        print(stop, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(0)
