"""A page as a tree: what each element holds, what it is called, which controls there are and how they look.

Rules
1. Looking into an element stops after MOST_NODES nodes, and a page's controls after MOST_CONTROLS of them, so that no
   nesting makes the time grow faster than the page.
2. Names of classes, ids and fields are taken apart into words: `cookieBanner`, `cookie-banner` and `cookie_banner` are one.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from msgspec import Struct

from softsell.voice.markup import Look, Node, Raw, Tag, Words, looks, parents, scan
from softsell.voice.normalise import bag
from softsell.voice.structure_style import contrast

MOST_NODES = 300
MOST_CONTROLS = 400
MOST_LABEL = 200  # characters


BUTTON_WORDS = bag("btn button cta hnappur")
PLAIN_WORDS = bag("link plain ghost")
CROSSES = bag("x × ✕ ✖ ✗ ✘ ⨯ ⨉ ╳ ❌")
WHOLE = bag("html body main")  # elements that hold a page rather than a part of it

_PART = re.compile(r"[^\W\d_]+|\d+")
# A class that makes words small or pale; `col-sm-6` and `sm:px-4` are about the page's width.
_SMALL = re.compile(
    r"(?:^|\s)(?:(?:text|btn|button|font|fs|link|type)[-_]{0,2}(?:xx?s|sm|small|tiny|mini|muted|faint)"
    r"|small|tiny|mini|muted|subtle|fine-?print|small-?print|faint)(?=\s|$)",
    re.IGNORECASE,
)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_EDGES = " \t\n\r\xa0.,:;!?…›»→>‹«←<|*_-–"


class Control(Struct, frozen=True):
    """Something to press: its place among the nodes, what it says, and whether it looks like a button."""

    place: int
    tag: Tag
    label: str
    pressed: bool  # a button, or a link that is dressed as one
    names: frozenset[str]
    cross: bool
    disabled: bool
    look: Look  # of its words

    @property
    def untold(self) -> bool:
        """Whether what it says is left to a template."""
        return "{{" in self.label or "{%" in self.label


class Tree(Struct, frozen=True):
    """The nodes, how they look, who holds whom, the last node that each holds, and the controls in their order."""

    source: str
    nodes: tuple[Node, ...]
    looks: tuple[Look, ...]
    parents: tuple[int, ...]
    last: tuple[int, ...]
    controls: tuple[Control, ...]
    places: tuple[int, ...]  # of the controls

    def tag(self, place: int) -> Tag:
        """The tag at a place that `above` or a control gave."""
        node = self.nodes[place]
        assert isinstance(node, Tag)
        return node

    def above(self, place: int) -> Iterator[int]:
        """The elements around a node, from the inside."""
        place = self.parents[place]
        while place >= 0:
            yield place
            place = self.parents[place]

    def inside(self, place: int) -> tuple[Control, ...]:
        """The controls that an element holds."""
        first, end = bisect_left(self.places, place), bisect_right(self.places, self.last[place])
        return self.controls[first:end]

    def words(self, place: int, most: int = MOST_NODES) -> Iterator[tuple[Words, Look]]:
        """The words among the first nodes that an element holds."""
        for at in range(place, min(self.last[place], place + most) + 1):
            node = self.nodes[at]
            if isinstance(node, Words):
                yield node, self.looks[at]

    def text(self, place: int, most: int = MOST_NODES) -> str:
        """What can be seen of an element's words."""
        return " ".join(words.text for words, look in self.words(place, most) if look.hidden in ("", "aria-hidden"))

    def tags(self, *names: str) -> Iterator[tuple[int, Tag]]:
        """The tags that open or stand alone; all of them when no name is given."""
        for place, node in enumerate(self.nodes):
            if isinstance(node, Tag) and node.role != "close" and (not names or node.name in names):
                yield place, node

    def raw(self, name: str) -> Iterator[Raw]:
        """The scripts or the style sheets."""
        return (node for node in self.nodes if isinstance(node, Raw) and node.name == name)


def parts(name: str) -> frozenset[str]:
    """The words of a class, an id or a field's name."""
    return frozenset(_PART.findall(_HUMP.sub(" ", name[:400]).replace("_", " ").lower()))


def named(tag: Tag) -> frozenset[str]:
    """The words of a tag's classes and id."""
    return parts(tag.attrs.get("class", "") + " " + tag.attrs.get("id", ""))


def is_small(tag: Tag) -> bool:
    """Whether the classes of a tag say that its words are small or pale."""
    return tag.name == "small" or _SMALL.search(tag.attrs.get("class", "")[:400]) is not None


def is_conditional(tag: Tag) -> bool:
    """Whether the tag is a template's, and what it says depends on the template."""
    return any(key.startswith(("{%", "{{", "<%", "<?")) for key in tag.attrs)


def clean(text: str) -> str:
    """A label as the lists have it: small letters, single blanks, nothing at its edges."""
    return " ".join(text[:MOST_LABEL].replace("\u2019", "'").lower().split()).strip(_EDGES)


def words_of(tree: Tree) -> Iterator[tuple[int, Words]]:
    """All words of a page that are seen."""
    for place, node in enumerate(tree.nodes):
        if isinstance(node, Words) and tree.looks[place].hidden in ("", "aria-hidden"):
            yield place, node


def ratio(look: Look) -> float | None:
    """The contrast of words with what is behind them, when both colours are known."""
    return contrast(look.colour, look.ground) if look.colour and look.ground else None


def grow(source: str) -> Tree:
    """The tree of a source."""
    nodes = scan(source)
    held, seen = parents(nodes), looks(nodes)
    last = list(range(len(nodes)))
    for place in range(len(nodes) - 1, -1, -1):
        if held[place] >= 0:
            last[held[place]] = max(last[held[place]], last[place])
    bare = Tree(source, nodes, seen, held, tuple(last), (), ())
    controls: list[Control] = []
    for place, tag in bare.tags():
        if len(controls) == MOST_CONTROLS:
            break
        if (not controls or place > last[controls[-1].place]) and _is_control(bare, place, tag):
            controls.append(_control(bare, place, tag))
    return Tree(source, nodes, seen, held, tuple(last), tuple(controls), tuple(c.place for c in controls))


def _is_control(tree: Tree, place: int, tag: Tag) -> bool:
    attrs = tag.attrs
    match tag.name:
        case "button" | "a" | "summary":
            return True
        case "input":
            return attrs.get("type", "").lower() in ("submit", "button", "image", "reset")
        case "div" | "span" | "p" | "td" | "small" | "i" | "b" | "svg" | "u":
            if attrs.get("role", "").lower() != "button" and "onclick" not in attrs:
                return False
            within = tree.nodes[place + 1 : min(tree.last[place], place + MOST_NODES) + 1]
            return not any(isinstance(node, Tag) and node.name in ("a", "button", "input") for node in within)
        case _:
            return False


def _control(tree: Tree, place: int, tag: Tag) -> Control:
    names, attrs, look = named(tag), tag.attrs, tree.looks[place]
    told = attrs.get("aria-label") or attrs.get("title") or attrs.get("alt") or ""
    written = attrs.get("value", "") if tag.name == "input" else tree.text(place) or _unseen(tree, place)
    if not written.strip():
        told = told or _pictured(tree, place)
    if tag.name != "input":
        look = next((seen for words, seen in tree.words(place) if words.text.strip()), look)
    label = clean(written) or clean(told)
    return Control(
        place,
        tag,
        label,
        _is_pressed(tree, place, tag, names),
        names,
        _is_cross(written, label, names),
        "disabled" in attrs or attrs.get("aria-disabled", "").lower() == "true" or "disabled" in names,
        look,
    )


def _unseen(tree: Tree, place: int) -> str:
    return " ".join(words.text for words, _ in tree.words(place))


def _is_pressed(tree: Tree, place: int, tag: Tag, names: frozenset[str]) -> bool:
    """Whether it looks like a button: it is one or is dressed as one, and nothing undresses it."""
    said = tree.looks[place].said
    ground = said.get("background", said.get("background-color", ""))
    if names >= {"link"} and names & BUTTON_WORDS:
        return False
    if ground in ("none", "transparent") and said.get("border", "none") in ("none", "0", "0px"):
        return False
    if tag.name in ("button", "input") or tag.attrs.get("role", "").lower() == "button" or names & BUTTON_WORDS:
        return True
    if ground or "border" in said:
        return True
    around = tree.parents[place]  # in letters the cell is the button
    if around < 0 or tree.tag(around).name != "td" or tree.last[around] > tree.last[place] + 2:
        return False
    cell = tree.looks[around].said
    return bool(named(tree.tag(around)) & BUTTON_WORDS) or "background" in cell or "background-color" in cell


def _pictured(tree: Tree, place: int) -> str:
    for at in range(place, min(tree.last[place], place + 20) + 1):
        match tree.nodes[at]:
            case Tag(attrs={"alt": told}) | Tag(attrs={"aria-label": told}) if told:
                return told
    return ""


def _is_cross(written: str, label: str, names: frozenset[str]) -> bool:
    shown = written.strip().lower()
    return shown in CROSSES or (
        not shown and bool(names & {"close", "loka", "dismiss"} or label.startswith(("close", "loka")))
    )
