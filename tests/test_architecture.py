"""The house rules that a machine can hold: floors, caps, names, types, and that what exists is documented."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import run

ROOT = Path(__file__).resolve().parent.parent
APPS = ("actors", "briefings", "config", "records")
PYTHON = sorted(
    path
    for path in [
        *ROOT.glob("*.py"),
        *(path for app in (*APPS, "bench", "tests") for path in (ROOT / app).rglob("*.py")),
    ]
    if "migrations" not in path.parts
)
FOLDERS = "|".join((*APPS, "bench", "templates", "static", "tests", "docs"))
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
OPERATIONS = ROOT / "docs" / "operations.md"
# The rooms that ask for records by the adjectives of a QuerySet and never spell out a condition.
ASKING = ("views", "templatetags", "sections", "filters.py", "filters")
VAGUE = {"utils", "helpers", "services", "managers", "signals", "common", "misc"}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


every_module = pytest.mark.parametrize("path", PYTHON, ids=named)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_floor_or_room_imports_a_higher_one() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True) == 0


def test_a_module_that_calls_itself_pure_is_held_to_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    (pure,) = (one for one in project["tool"]["importlinter"]["contracts"] if one["id"] == "pure")
    said = {dotted(path) for path in PYTHON if named(path).startswith(APPS) and calls_itself_pure(path)}
    assert said - set(pure["source_modules"]) == set()


def dotted(path: Path) -> str:
    return named(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def calls_itself_pure(path: Path) -> bool:
    return bool(re.search(r"\bPure\b", ast.get_docstring(ast.parse(path.read_text())) or ""))


@every_module
def test_a_module_has_at_most_400_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400


@every_module
def test_a_function_has_at_most_40_lines(path: Path) -> None:
    long = [node.name for node in functions(path) if (node.end_lineno or 0) - node.lineno >= 40]
    assert long == []


@every_module
def test_a_module_is_named_after_what_it_holds(path: Path) -> None:
    assert path.stem not in VAGUE


@every_module
def test_nothing_happens_by_signal(path: Path) -> None:
    assert not re.search(r"django\.(dispatch|db\.models\.signals|core\.signals)|\.signals import", code(path))


@every_module
def test_imports_stand_at_the_top(path: Path) -> None:
    local = [
        inner.lineno
        for node in functions(path)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert local == []


@every_module
def test_every_signature_is_typed(path: Path) -> None:
    bare = [node.name for node in functions(path) if node.returns is None or untyped(node.args)]
    assert bare == []


def untyped(given: ast.arguments) -> list[str]:
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    return [one.arg for one in every if one and one.annotation is None and one.arg not in ("self", "cls")]


@pytest.mark.parametrize(
    "path", [path for path in PYTHON if path.parts[-2] in ASKING or path.name in ASKING], ids=named
)
def test_a_page_asks_by_the_adjectives_of_a_queryset(path: Path) -> None:
    assert not re.search(r"(?<!register)\.(filter|exclude)\(", code(path))


def code(path: Path) -> str:
    """The module without its strings, which may speak of anything."""
    return ast.unparse(WithoutStrings().visit(ast.parse(path.read_text())))


class WithoutStrings(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant("") if isinstance(node.value, str) else node


def test_every_environment_variable_is_documented() -> None:
    settings = (ROOT / "config" / "settings.py").read_text()
    read = set(re.findall(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"', settings))
    assert read
    assert {name for name in read if f"`{name}`" not in OPERATIONS.read_text()} == set()


def test_every_environment_variable_in_the_table_is_read() -> None:
    settings = (ROOT / "config" / "settings.py").read_text()
    rows = re.findall(r"^\| `([A-Z_]+)` \|", OPERATIONS.read_text(), re.MULTILINE)
    assert [name for name in rows if f'"{name}"' not in settings] == []


def test_every_management_command_is_documented() -> None:
    commands = {path.stem for app in APPS for path in (ROOT / app).glob("management/commands/[!_]*.py")}
    assert {name for name in commands if f"manage.py {name}" not in OPERATIONS.read_text()} == set()


def test_every_command_of_run_is_documented() -> None:
    commands = re.findall(r'commands\.add_parser\("(\w+)"', Path(run.__file__).read_text())
    assert [name for name in commands if f"run.py {name}" not in OPERATIONS.read_text()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_the_links_of_a_document_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_the_files_that_a_document_names_exist(document: Path) -> None:
    files = re.findall(rf"`((?:{FOLDERS})/[\w/.-]+)`", document.read_text())
    assert [file for file in files if not (ROOT / file).exists()] == []


def test_every_dependency_is_pinned_with_hashes_and_no_address() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = {re.split(r"[\[<>=]", one)[0] for one in project["project"]["dependencies"]}
    lock = (ROOT / "requirements.txt").read_text()
    assert wanted - set(re.findall(r"^([\w-]+)(?:\[[\w,]+\])?==\S+ .*\\$", lock, re.MULTILINE)) == set()
    assert "://" not in lock
