"""The house: who may import whom, what a pure folder may touch, and what no file may hold. Nothing is run, only read.

Rules
1. A room is a folder of softsell, or a file at its top. It imports rooms of a lower floor only, so nothing goes round.
2. A pure room imports what computes; it opens nothing and asks no clock.
3. Importing a module defines things and does nothing else.
"""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "softsell"
MODULES = sorted(HOUSE.rglob("*.py"))


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


FLOORS: tuple[frozenset[str], ...] = tuple(
    words(names)
    for names in (
        "__init__ values errors",
        "tokens config network advise voice measure",
        "core rulebook shelf listening",
        "shops mail store",
        "load writing report gather delivery dkim",
        "guard coaching copy draft intake threads",
        "ask worker doctor",
        "receiving",
        "serve web",
        "commands",
        "replay demo",
        "cli",
    )
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}

# What each of these rooms may import of ours; the others are held by their floor alone.
GROUND = frozenset({"values", "errors"})
MAY: dict[str, frozenset[str]] = {
    "values": frozenset(),
    "errors": frozenset(),
    "tokens": GROUND,
    "config": GROUND,
    "network": GROUND,
    "advise": GROUND,
    "voice": GROUND,
    "measure": GROUND,
    "core": GROUND | {"advise"},
    "rulebook": GROUND | {"voice"},
    "shelf": GROUND | {"advise"},
    "shops": GROUND | {"advise", "core"},
    "mail": GROUND | {"core", "network", "tokens"},
    "store": GROUND | {"core"},
    "copy": GROUND | {"rulebook", "voice"},
    "draft": GROUND | {"advise", "config", "core", "network", "store", "voice"},
}

COMPUTES = words(
    "abc array base64 bisect collections contextlib copy dataclasses datetime decimal difflib enum fractions functools "
    "hashlib heapq hmac itertools json math operator re statistics string struct textwrap types typing "
    "unicodedata zlib zoneinfo msgspec numpy"
)
PURE: dict[str, frozenset[str]] = {
    "advise": COMPUTES,
    "core": COMPUTES | {"html", "urllib.parse"},
    "measure": COMPUTES,
    "voice": COMPUTES | {"ahocorasick_rs", "babel", "fluent", "html", "tomllib"},
    "shops": COMPUTES | {"csv", "html", "html.parser", "io", "tomllib", "urllib.parse", "xml.parsers"},
    "values": COMPUTES,
    "errors": COMPUTES,
}
ACTS = words("open input print exec eval compile breakpoint __import__")
CLOCKS = words("now utcnow today monotonic perf_counter read_text read_bytes write_text write_bytes")
STARTS = words("connect open read_text read_bytes write_text now utcnow today getenv print run start mkdir")
MOST_LINES, MOST_OF_A_TEST = 350, 500  # a test may hold a table of cases


def room(path: Path) -> str:
    first = path.relative_to(HOUSE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that is imported anywhere in a file, with its line; `from softsell import x` is softsell.x."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from ((name.name, node.lineno) for name in names)
            case ast.ImportFrom(module=module, names=names, level=0):
                assert module is not None
                whole = module == "softsell" or (module.count(".") == 1 and module.startswith("softsell."))
                yield from ((f"{module}.{n.name}" if whole else module, node.lineno) for n in names)
            case ast.ImportFrom():
                raise AssertionError(f"{path}:{node.lineno}: a relative import")


def ours(path: Path) -> set[str]:
    found = {name.split(".")[1] for name, _ in imports(path) if name.startswith("softsell.")}
    return {name for name in found if name in FLOOR} - {room(path)}


def calls(tree: ast.AST) -> Iterator[tuple[str, bool, int]]:
    """Every call: the last name, whether it is called on something, the line."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)):
                yield name, False, node.lineno
            case ast.Call(func=ast.Attribute(attr=name)):
                yield name, True, node.lineno


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


def files() -> list[Path]:
    """Every file that belongs to the project: what git knows or would take in; without git, what is not hidden or built."""
    asked = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    try:
        told = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True, text=True).stdout
        found = [ROOT / name for name in told.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        built = ("__pycache__", "build", "dist")
        found = [
            path
            for path in ROOT.rglob("*")
            if not any(x.startswith(".") or x in built or x.endswith(".egg-info") for x in path.relative_to(ROOT).parts)
        ]
    return [path for path in found if path.is_file()]


# -- who may import whom --------------------------------------------------------------------------------------------------


def test_every_room_has_its_floor() -> None:
    assert {room(path) for path in MODULES} == set(FLOOR)


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_rooms_import_lower_floors_only(path: Path) -> None:
    here = room(path)
    for there in ours(path):
        assert FLOOR[there] < FLOOR[here], f"{here} imports {there}"
    if here in MAY:
        assert ours(path) <= MAY[here]


def test_only_the_command_line_knows_the_demonstration() -> None:
    assert {room(path) for path in MODULES if "demo" in ours(path)} == {"cli"}


def test_no_module_imports_itself_by_a_detour() -> None:
    """Depth first over the modules; an import inside a function counts too."""
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in MODULES}
    graph = {
        name: {
            known
            for told, _ in imports(path)
            for known in (told, told.rpartition(".")[0])
            if known in names and known not in (name, "softsell")
        }
        for name, path in names.items()
    }
    done: set[str] = set()

    def walk(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " -> ".join((*way[way.index(name) :], name))
        if name not in done:
            for inner in sorted(graph[name]):
                if not inner.startswith(f"{name}."):  # a package's own face
                    walk(inner, (*way, name))
            done.add(name)

    for name in graph:
        walk(name, ())


# -- what a pure room may touch ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [p for p in MODULES if room(p) in PURE], ids=ids)
def test_pure_rooms_import_what_computes(path: Path) -> None:
    allowed = PURE[room(path)]
    for name, line in imports(path):
        parts = name.split(".")
        known = parts[0] == "softsell" or parts[0] in allowed or ".".join(parts[:2]) in allowed
        assert known, f"line {line}: {name}"


@pytest.mark.parametrize("path", [p for p in MODULES if room(p) in PURE], ids=ids)
def test_pure_rooms_open_nothing_and_ask_no_clock(path: Path) -> None:
    for name, on_something, line in calls(ast.parse(path.read_text(encoding="utf-8"))):
        acts = name in CLOCKS if on_something else name in ACTS
        assert not acts, f"line {line}: {name}()"


def test_only_one_module_reads_the_data_of_the_package() -> None:
    """Phrases, tables and frames come in through load.py; the store reads its SQL, pages and demo their own."""
    readers = {
        room(path) for path in MODULES if any(name.startswith("importlib.resources") for name, _ in imports(path))
    }
    assert readers <= {"load", "store", "web", "demo"}
    assert "load" in readers


# -- what happens at an import -----------------------------------------------------------------------------------------------


def defines(node: ast.stmt) -> bool:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Import() | ast.ImportFrom():
            return True
        case ast.Assign() | ast.AnnAssign():
            return True
        case ast.AugAssign(target=ast.Name(id="__all__")):
            return True
        case ast.Expr(value=ast.Constant(value=str())):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.If(test=ast.Compare(left=ast.Name(id="__name__"))):
            return True
    return False


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_an_import_defines_things_and_does_nothing_else(path: Path) -> None:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        assert defines(node), f"line {node.lineno}: {ast.unparse(node)[:80]}"
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            inside = {id(n) for lam in ast.walk(node.value) if isinstance(lam, ast.Lambda) for n in ast.walk(lam.body)}
            now = [n for n in ast.walk(node.value) if isinstance(n, ast.Call) and id(n) not in inside]
            started = {name for call in now for name, _, _ in calls(ast.Expression(call))} & STARTS
            assert started == set(), f"line {node.lineno}"


# -- what no file may hold ---------------------------------------------------------------------------------------------------


def test_no_file_of_code_is_longer_than_it_may_be() -> None:
    long = {}
    for path in files():
        most = MOST_OF_A_TEST if ids(path).startswith("tests/") else MOST_LINES
        if path.suffix == ".py" and (lines := len(path.read_text(encoding="utf-8").splitlines())) > most:
            long[ids(path)] = lines
    assert long == {}


def test_every_module_says_what_it_is() -> None:
    silent = [ids(path) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert silent == []


def test_no_file_names_this_machine_or_a_package_registry() -> None:
    homes = ["/ho" + "me/", "/Us" + "ers/", "/ro" + "ot/", "/work" + "space"]
    registries = [
        "py" + "pi.org",
        "python" + "hosted.org",
        "npm" + "js.",
        "index" + "-url",
        "artif" + "actory",
        "devp" + "i.",
    ]
    if len(ROOT.parts) > 2:
        homes.append(str(ROOT))
    pattern = re.compile("|".join(map(re.escape, homes + registries)))
    found = []
    for path in files():
        body = path.read_bytes()
        if b"\0" in body[:4096]:
            continue
        for number, line in enumerate(body.decode("utf-8", "replace").splitlines(), 1):
            if hit := pattern.search(line):
                found.append(f"{ids(path)}:{number}: {hit[0]}")
    assert found == []
