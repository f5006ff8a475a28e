"""SQL as files: named queries, statements, and the few words that PostgreSQL wants otherwise.

The files are written for SQLite. For PostgreSQL these substitutions are made, and no others:
1. `?` becomes `%s` (a literal per cent sign may therefore not be used);
2. `/*pg: words */` becomes `words` (SQLite reads a comment);
3. `IN (SELECT value FROM json_each(?))`, our way to pass a list of texts, becomes
   `= ANY (ARRAY(SELECT jsonb_array_elements_text(%s::jsonb)))`, which an index can answer;
4. `INTEGER PRIMARY KEY AUTOINCREMENT` becomes `BIGSERIAL PRIMARY KEY`.
"""

import re
from importlib.resources import files

_LIST = "IN (SELECT value FROM json_each(?))"
_WORDS = re.compile(r"/\*pg: (.*?) \*/")


def text(name: str) -> str:
    """The text of a file of this room, such as "queries.sql"."""
    return files("softsell.store").joinpath(name).read_text(encoding="utf-8")


def queries() -> dict[str, str]:
    """Every query of queries.sql by its name: `-- name: x`, comments, one statement."""
    found: dict[str, str] = {}
    for part in text("queries.sql").split("-- name: ")[1:]:
        name, _, body = part.partition("\n")
        if name.strip() in found:
            raise ValueError(f"two queries are called {name.strip()}")
        found[name.strip()] = bare(body)
    return found


def statements(script: str) -> list[str]:
    """The statements of a script. A statement ends with a semicolon at the end of a line."""
    return [part for part in (bare(piece) for piece in re.split(r";[ \t]*(?:\n|$)", script)) if part]


def bare(body: str) -> str:
    """The statement without comment lines and without its semicolon."""
    lines = [line for line in body.splitlines() if line.strip() and not line.lstrip().startswith("--")]
    return "\n".join(lines).strip().removesuffix(";")


def as_sqlite(statement: str) -> str:
    """As written."""
    return statement


def as_postgres(statement: str) -> str:
    """With the four substitutions."""
    statement = statement.replace(_LIST, "= ANY (ARRAY(SELECT jsonb_array_elements_text(?::jsonb)))")
    statement = statement.replace("INTEGER PRIMARY KEY AUTOINCREMENT", "BIGSERIAL PRIMARY KEY")
    return _WORDS.sub(r"\1", statement).replace("?", "%s")
