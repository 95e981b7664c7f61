"""What run.py decides before anything is installed or served; .ci/starts starts it for real."""

import ast
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

import run

Calls = list[list[str]]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder of one requirements file, with nothing installed."""
    (tmp_path / "var").mkdir()
    (tmp_path / "requirements.txt").write_text("django==5.2.19")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(run, "ROOT", tmp_path)
    for name, path in {
        "VENV": ".venv",
        "PYTHON": ".venv/bin/python",
        "REQUIREMENTS": "requirements.txt",
        "DATABASE": "var/chancery.sqlite3",
        "PREPARED": "var/prepared",
    }.items():
        monkeypatch.setattr(run, name, tmp_path / path)
    return tmp_path


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """The commands that would have been run; all succeed, and making a virtual environment makes one."""
    made: Calls = []

    def noted(command: list[Any], quiet: bool = False) -> int:
        made.append([str(part) for part in command])
        if "venv" in made[-1]:
            run.PYTHON.parent.mkdir(parents=True)
            run.PYTHON.touch()
        return 0

    monkeypatch.setattr(run, "run", noted)
    return made


def test_it_needs_the_standard_library_only() -> None:
    tree = ast.parse(Path(run.__file__).read_text())
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    modules |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in modules} <= sys.stdlib_module_names


def test_an_older_python_can_read_it_to_the_end() -> None:
    ast.parse(Path(run.__file__).read_text(), feature_version=(3, 8))


def test_an_older_python_is_told_which_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 6))
    with pytest.raises(run.Stop, match=r"needs Python 3\.11 or newer"):
        run.check_machine()


def test_a_newer_python_on_the_machine_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 6))
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/x" if name == "python3.12" else None)
    with pytest.raises(run.Stop, match=r"python3\.12 run\.py"):
        run.check_machine()


def test_a_python_without_venv_is_told_what_to_install(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(run.Stop, match="apt install python3-venv"):
        run.check_machine()


@pytest.mark.parametrize("made", [[], [".venv"], [".venv", "var"]], ids=["fresh", "installed", "prepared"])
def test_a_folder_that_cannot_be_written_to_is_told_apart_from_a_missing_package(
    made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in made:
        (tmp_path / folder).mkdir()
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    run.check_folder()
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(run.Stop, match="cannot be written to"):
        run.check_folder()


def test_a_taken_port_is_named_with_a_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(run.Stop, match=rf"Port {port} is taken.*--port"):
            run.check_port(port)


def test_a_free_port_is_taken_without_a_word() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    run.check_port(port)


def test_the_first_start_installs_by_hash(root: Path, calls: Calls) -> None:
    run.install(run.REQUIREMENTS)
    assert [command for command in calls if "--require-hashes" in command]


def test_the_second_start_installs_nothing(root: Path, calls: Calls) -> None:
    run.install(run.REQUIREMENTS)
    calls.clear()
    run.install(run.REQUIREMENTS)
    assert calls == []


def test_changed_requirements_are_installed(root: Path, calls: Calls) -> None:
    run.install(run.REQUIREMENTS)
    calls.clear()
    run.REQUIREMENTS.write_text("django==5.2.20")
    run.install(run.REQUIREMENTS)
    assert [command for command in calls if "--require-hashes" in command]


def test_another_python_installs_for_itself(root: Path, monkeypatch: pytest.MonkeyPatch, calls: Calls) -> None:
    run.install(run.REQUIREMENTS)
    calls.clear()
    monkeypatch.setattr(sys, "version_info", (3, 14, 0))
    run.install(run.REQUIREMENTS)
    assert [command for command in calls if "--require-hashes" in command]


def test_a_failed_installation_is_tried_again(root: Path, monkeypatch: pytest.MonkeyPatch, calls: Calls) -> None:
    run.make_venv()
    monkeypatch.setattr(run, "run", lambda command, quiet=False: 1 if "install" in command else 0)
    with pytest.raises(run.Stop):
        run.install(run.REQUIREMENTS)
    assert list(run.VENV.glob("installed-*")) == []


def test_the_first_start_migrates_fills_the_index_loads_the_sample_case_and_makes_accounts(
    root: Path, calls: Calls
) -> None:
    run.prepare()
    assert [command[2] for command in calls if command[1] == "manage.py"] == ["migrate", "search", "demo", "accounts"]


def test_the_second_start_leaves_the_database_alone(root: Path, calls: Calls) -> None:
    run.DATABASE.touch()
    run.prepare()
    calls.clear()
    run.prepare()
    assert calls == []


def test_a_database_that_was_removed_is_prepared_again(root: Path, calls: Calls) -> None:
    run.prepare()
    assert not run.is_prepared()


@pytest.mark.parametrize("address", ["sqlite:///kept/site.sqlite3", "sqlite:///{root}/kept/site.sqlite3"])
def test_a_file_named_by_the_environment_is_looked_for_from_the_project_s_folder(
    address: str, root: Path, monkeypatch: pytest.MonkeyPatch, calls: Calls
) -> None:
    monkeypatch.setenv("DATABASE_URL", address.format(root=root))
    run.prepare()
    assert not run.is_prepared()
    (root / "kept").mkdir()
    (root / "kept" / "site.sqlite3").touch()
    assert run.is_prepared()


def test_changed_code_prepares_the_database_again(root: Path, calls: Calls) -> None:
    run.DATABASE.touch()
    run.prepare()
    (root / "actors" / "migrations").mkdir(parents=True)
    (root / "actors" / "migrations" / "0002_new.py").touch()
    assert not run.is_prepared()


def test_a_database_server_is_asked_at_every_start(root: Path, monkeypatch: pytest.MonkeyPatch, calls: Calls) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://127.0.0.1/chancery")
    run.prepare()
    assert not run.is_prepared()


def test_new_passwords_are_asked_for_once(root: Path, calls: Calls) -> None:
    run.DATABASE.touch()
    run.prepare()
    calls.clear()
    run.passwords()
    assert [command[2:] for command in calls] == [["accounts", "--reset"]]


@pytest.mark.parametrize(
    ("given", "passed_on"),
    [
        ([], ["-n", "auto", "--dist", "loadfile"]),
        (["tests/records"], ["-n", "auto", "--dist", "loadfile", "tests/records"]),
        (["-n0", "-x"], ["-n0", "-x"]),
        (["--browser"], ["-m", "browser"]),
        (["--browser", "-k", "front"], ["-m", "browser", "-k", "front"]),
    ],
)
def test_the_tests_run_on_every_core_but_for_the_browser(
    given: list[str], passed_on: list[str], monkeypatch: pytest.MonkeyPatch, calls: Calls
) -> None:
    monkeypatch.setattr(run, "install", lambda requirements: None)
    run.test(given)
    assert calls[0][3:] == passed_on


def test_a_run_without_tests_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "install", lambda requirements: None)
    monkeypatch.setattr(run, "run", lambda command: pytest.ExitCode.NO_TESTS_COLLECTED)
    assert run.main(["test"]) == 5


def test_every_check_runs_and_says_how_it_went(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fails, passes = [sys.executable, "-c", "raise SystemExit('a finding')"], [sys.executable, "-c", ""]
    monkeypatch.setattr(run, "install", lambda requirements: None)
    monkeypatch.setattr(run, "checks", lambda: [("lint", fails), ("types", passes)])
    assert run.check() == 1
    said = capsys.readouterr().out
    assert [line.split() for line in said.splitlines() if line[:5].strip() in ("lint", "types")] == [
        ["lint", "failed"],
        ["types", "ok"],
    ]
    assert "a finding" in said


def test_an_unknown_argument_is_refused() -> None:
    with pytest.raises(SystemExit):
        run.main(["setup", "--quick"])
