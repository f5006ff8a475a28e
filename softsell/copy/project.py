"""The project file `softsell-lint.toml`, or `[tool.softsell-lint]` in pyproject.toml: what holds for a folder of texts.

Rules
1. The nearest file upwards from a text counts, alone; its globs are counted from its own folder.
2. An unknown key is refused with the nearest name that is known, and so are unknown rules and kinds.
3. A severity may be raised; it is lowered, and a finding is allowed, only with a reason.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from softsell.copy.allow import meant
from softsell.copy.document import KINDS
from softsell.errors import ConfigError
from softsell.voice.finding import RANK

NAME = "softsell-lint.toml"
INCLUDE = (
    "*.md", "*.markdown", "*.html", "*.htm", "*.mjml", "*.eml", "*.txt", "*.po", "*.pot", "*.ftl", "*.arb",
    "**/locales/**/*.json", "**/locale/**/*.json", "**/i18n/**/*.json", "**/lang/**/*.json", "**/translations/**/*.json",
    "**/messages/**/*.json", "en.json", "is.json", "en-*.json", "is-*.json", "*.en.json", "*.is.json",
)  # fmt: skip
EXCLUDE = (
    "**/node_modules/**", "**/__pycache__/**", "**/vendor/**", "**/*.egg-info/**", "requirements*.txt", "robots.txt",
    "CMakeLists.txt",
)  # fmt: skip


class Severity(Struct, frozen=True, forbid_unknown_fields=True):
    """What a rule's findings are here, and why when that is less than elsewhere."""

    to: Literal["block", "warn", "note"]
    reason: str = ""


class Allow(Struct, frozen=True, forbid_unknown_fields=True):
    """What is allowed, where (words, path, or both), and why."""

    rule: str
    reason: str
    words: str = ""
    path: str = ""


class Project(Struct, frozen=True, forbid_unknown_fields=True):
    """The settings of a project; `folder` is where they were found."""

    lang: Literal["", "en", "is"] = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    kinds: dict[str, Literal["letter", "subject", "body", "button"]] = {}
    severity: dict[str, Literal["block", "warn", "note"] | Severity] = {}
    allow: tuple[Allow, ...] = ()
    brands: tuple[str, ...] = ()
    fail_on: Literal["block", "warn"] = "block"
    max_warnings: int | None = None
    folder: str = ""


def find(folder: Path) -> Project:
    """The settings that hold in a folder. Raises ConfigError that says what is wrong and where."""
    return _found(folder.resolve())


def forget() -> None:
    """Read the project files again when they are next asked for."""
    _found.cache_clear()


@lru_cache(maxsize=1024)
def _found(folder: Path) -> Project:
    for name in (NAME, "pyproject.toml"):
        path = folder / name
        try:
            text = path.read_text(encoding="utf-8") if path.is_file() else ""
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: it cannot be read: {error}") from error
        if text and (name == NAME or "softsell-lint" in text):
            raw = _parsed(path, text)
            if name != NAME:
                raw = raw.get("tool", {}).get("softsell-lint")
            if isinstance(raw, dict):
                return project(raw, str(path))
    return Project() if folder.parent == folder else _found(folder.parent)


def load(path: Path) -> Project:
    """The settings of a named file. Raises ConfigError, and OSError when it is not there."""
    raw = _parsed(path, path.read_text(encoding="utf-8"))
    if path.name == "pyproject.toml":
        raw = raw.get("tool", {}).get("softsell-lint", {})
    return project(raw, str(path.resolve()))


def _parsed(path: Path, text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error


def project(raw: Mapping[str, Any], path: str) -> Project:
    """The settings from decoded TOML. Raises ConfigError that names the key."""
    _known(raw, {f.name for f in msgspec.structs.fields(Project)} - {"folder"}, f"{path}: ")
    for number, allow in enumerate(raw["allow"] if isinstance(raw.get("allow"), list) else ()):
        if isinstance(allow, Mapping):
            _known(allow, set(Allow.__struct_fields__), f"{path}: allow[{number}].")
            if not allow.get("reason") or not (allow.get("words") or allow.get("path")):
                raise ConfigError(f"{path}: allow[{number}]: a reason, and words or a path, are needed")
    for name, kind in raw["kinds"].items() if isinstance(raw.get("kinds"), Mapping) else ():
        if kind not in KINDS:
            raise ConfigError(f"{path}: kinds.{name}: there is no such kind: {kind}; known: {', '.join(KINDS)}")
    for name, setting in raw["severity"].items() if isinstance(raw.get("severity"), Mapping) else ():
        if (said := setting.get("to") if isinstance(setting, Mapping) else setting) not in RANK:
            raise ConfigError(f"{path}: severity.{name}: there is no such severity: {said}; known: {', '.join(RANK)}")
    try:
        return msgspec.convert({**raw, "folder": str(Path(path).parent)}, Project)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{path}: {error}") from error


def _known(raw: Mapping[str, Any], names: set[str], prefix: str) -> None:
    for key in raw:
        if key not in names:
            hint = meant(key, names) or f"known: {', '.join(sorted(names))}"
            raise ConfigError(f"{prefix}{key}: there is no such setting; {hint}")


def checked(project: Project, rules: Mapping[str, str]) -> Project:
    """The project, when its rules exist and nothing is lowered without a reason. `rules`: each rule's own severity."""
    for name in (*project.severity, *(allow.rule for allow in project.allow)):
        if name not in rules:
            hint = meant(name, rules)
            raise ConfigError(f"{project.folder}: there is no such rule: {name}{'; ' + hint if hint else ''}")
    for name, setting in project.severity.items():
        severity = _severity(setting)
        if RANK[severity.to] > RANK[rules[name]] and not severity.reason.strip():
            wanted = f'{name} = {{ to = "{severity.to}", reason = "..." }}'
            raise ConfigError(
                f"{project.folder}: severity.{name}: what is less than {rules[name]} needs a reason: {wanted}"
            )
    return project


def severity(project: Project, rule: str, severity: str) -> str:
    """The severity of a finding in this project."""
    if (setting := project.severity.get(rule)) is None:
        return severity
    wanted = _severity(setting)
    return wanted.to if wanted.reason.strip() or RANK[wanted.to] < RANK[severity] else severity


def _severity(setting: Literal["block", "warn", "note"] | Severity) -> Severity:
    return setting if isinstance(setting, Severity) else Severity(setting)


def inside(project: Project, path: Path) -> str:
    """A path as the project's globs see it."""
    folder = Path(project.folder) if project.folder else Path.cwd()
    try:
        return path.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return path.as_posix().lstrip("/")


def kind_for(project: Project, path: str) -> str:
    """The kind that the last glob that fits gives a file, "" for none."""
    return next((kind for glob, kind in reversed(project.kinds.items()) if fits(glob, path)), "")


def wanted(project: Project, path: str) -> bool:
    """Whether a file of a folder is to be read."""
    return any(fits(glob, path) for glob in project.include or INCLUDE) and not excluded(project, path)


def excluded(project: Project, path: str) -> bool:
    return any(fits(glob, path) for glob in (*project.exclude, *EXCLUDE))


def fits(glob: str, path: str) -> bool:
    """Whether a path fits a glob: `*` within a name, `**` over folders; a glob without a slash fits in any folder."""
    return bool(_glob(glob).fullmatch(path))


@lru_cache(maxsize=4096)
def _glob(glob: str) -> re.Pattern[str]:
    glob = glob if "/" in glob else f"**/{glob}"
    glob = f"{glob}**" if glob.endswith("/") else glob
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", glob.removeprefix("./").lstrip("/"))
    signs = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(signs.get(part) or re.escape(part) for part in parts))
