"""The project file: found upwards, refused when it is wrong, and what it changes."""

from pathlib import Path

import pytest
from copy_samples import VOICE, linted

from softsell.copy.examine import examine, rules_of
from softsell.copy.project import Project, checked, excluded, find, fits, inside, kind_for, load, project, wanted
from softsell.copy.read import read
from softsell.errors import ConfigError

REASON = 'reason = "the law asks for it"'


def made(text: str, folder: Path) -> Project:
    path = folder / "softsell-lint.toml"
    path.write_text(text, encoding="utf-8")
    return checked(load(path), rules_of(VOICE))


def test_the_nearest_file_upwards_counts_alone(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert find(inner) == find(tmp_path.parent)
    (tmp_path / "pyproject.toml").write_text('[tool.softsell-lint]\nlang = "is"\n', encoding="utf-8")
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\n", encoding="utf-8")
    find.__globals__["_found"].cache_clear()
    assert (find(inner).lang, find(inner).folder) == ("is", str(tmp_path))
    (tmp_path / "a" / "softsell-lint.toml").write_text('fail_on = "warn"\n', encoding="utf-8")
    find.__globals__["_found"].cache_clear()
    assert (find(inner).lang, find(inner).fail_on) == ("", "warn")


@pytest.mark.parametrize(
    ("text", "clear"),
    [
        ('langs = "is"', "langs: there is no such setting; did you mean lang?"),
        ("zzzz = 1", "zzzz: there is no such setting; known: allow, brands, exclude,"),
        ('lang = "de"', "$.lang"),
        ('fail_on = "never"', "$.fail_on"),
        ('max_warnings = "many"', "$.max_warnings"),
        ('[kinds]\n"*.txt" = "mail"', "kinds.*.txt: there is no such kind: mail"),
        ('[[allow]]\nrule = "scarcity"\nwords = "x"', "allow[0]: a reason, and words or a path, are needed"),
        (f'[[allow]]\nrule = "scarcity"\n{REASON}', "allow[0]: a reason, and words or a path, are needed"),
        (
            f'[[allow]]\nrule = "scarcity"\nword = "x"\n{REASON}',
            "allow[0].word: there is no such setting; did you mean words?",
        ),
        (
            f'[[allow]]\nrule = "scarcty"\nwords = "x"\n{REASON}',
            "there is no such rule: scarcty; did you mean scarcity?",
        ),
        ('[severity]\nurgent = "warn"', "there is no such rule: urgent"),
        ('[severity]\nscarcity = "warn"', "severity.scarcity: what is less than block needs a reason"),
        ('[severity]\nscarcity = "mild"', "severity.scarcity: there is no such severity: mild"),
        ('[severity]\nscarcity = { to = "warn", why = "x" }', "why"),
        ("lang =", "Invalid value"),
    ],
)
def test_a_wrong_file_is_refused_by_name(text: str, clear: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as told:
        made(text, tmp_path)
    assert clear in str(told.value)
    assert str(tmp_path) in str(told.value)


def test_a_severity_is_raised_freely_and_lowered_with_a_reason(tmp_path: Path) -> None:
    raised = made('[severity]\nbutton-now = "block"\n', tmp_path)
    assert linted("See it now", kind="button").verdict != "block"
    assert linted("See it now", kind="button", project=raised).verdict == "block"
    lowered = made(f'[severity]\nscarcity = {{ to = "note", {REASON} }}\n', tmp_path)
    assert linted("Only 2 left.", project=lowered).verdict == "ok"


def test_words_are_allowed_where_they_stand_whole(tmp_path: Path) -> None:
    allowed = made(f'[[allow]]\nrule = "urgency"\nwords = "Last Chance Records"\n{REASON}\n', tmp_path)
    report = linted("At Last\nChance Records we press records. Last chance!", project=allowed)
    assert [(one.line, one.allowed) for one in report.allowed] == [(1, "the law asks for it")]
    assert [one.line for one in report.findings] == [2]


def test_a_path_is_allowed(tmp_path: Path) -> None:
    allowed = made(f'[[allow]]\nrule = "scarcity"\npath = "legal/**"\n{REASON}\n', tmp_path)
    for path, verdict in [("legal/a/b.txt", "ok"), ("b.txt", "block")]:
        assert examine(read(path, "Only 2 left."), VOICE, project=allowed, path=path).verdict == verdict


def test_brands_are_no_shouting() -> None:
    text = "From GARNBUÐIN and ULLARGULL in the north."
    assert [one.rule for one in linted(text).findings] == ["capitals"]
    assert linted(text, project=Project(brands=("GARNBUÐIN", "ULLARGULL"))).findings == ()


def test_the_language_of_a_project_is_that_of_texts_that_do_not_show_theirs() -> None:
    icelandic = Project(lang="is")
    assert [one.lang for one in linted("TAKMARKAÐ!! TILBOÐ!!", project=icelandic).findings][:1] == ["is"]
    assert [one.lang for one in linted("Wow!!", project=icelandic).findings][:1] == ["is"]
    assert [one.lang for one in linted("Only 2 left of these.", project=icelandic).findings] == ["en"]


def test_globs_fit_as_expected() -> None:
    for glob, path, fit in [
        ("*.md", "a/b/c.md", True), ("/*.md", "a.md", True), ("a/*.md", "a/b/c.md", False), ("a/**", "a/b/c.md", True),
        ("**/x/*.json", "x/a.json", True), ("a?.txt", "ab.txt", True), ("a.b", "axb", False), ("vendor/", "vendor/a/b", True),
        ("[x].md", "x.md", False),
    ]:  # fmt: skip
        assert fits(glob, path) is fit, (glob, path)


def test_the_last_glob_that_fits_gives_the_kind() -> None:
    some = Project(kinds={"*.txt": "body", "letters/*.txt": "letter"})
    assert [kind_for(some, path) for path in ("a.txt", "letters/a.txt", "a.md")] == ["body", "letter", ""]


def test_what_is_not_for_people_is_left_out_of_a_folder() -> None:
    none = Project()
    assert [wanted(none, path) for path in ("a.md", "package.json", "locales/shop.json", "is.json")] == [
        True,
        False,
        True,
        True,
    ]
    assert excluded(none, "a/node_modules/b/c.md") and not wanted(none, "requirements-dev.txt")
    some = Project(include=("*.json",), exclude=("old/**",))
    assert [wanted(some, path) for path in ("a.md", "a.json", "old/a.json")] == [False, True, False]


def test_a_path_outside_of_the_project_is_its_own(tmp_path: Path) -> None:
    some = project({}, str(tmp_path / "a" / "softsell-lint.toml"))
    assert inside(some, tmp_path / "a" / "b" / "c.md") == "b/c.md"
    assert inside(some, tmp_path / "c.md").endswith("c.md")
