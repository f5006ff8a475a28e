"""What is chosen for the reader: ticked boxes, added lines, questions that trip.

Rules
1. A box is judged by its label; without one by the words of its name. A box that is there to be kept (remember me, the
   same address) is nobody's trick.
2. A box that a template ticks under a condition is the reader's earlier answer.
"""

from collections.abc import Iterator

from softsell.voice.markup import Tag, Words
from softsell.voice.normalise import bag
from softsell.voice.structure_checks import Checks, Spot
from softsell.voice.structure_tree import Tree, clean, is_conditional, named, parts

EXTRA_WORDS = bag(
    "newsletter marketing subscribe subscription optin insurance warranty protection donation donate addon upsell giftwrap "
    "autorenew promo promotions promotional partners thirdparty tip"
)
LINE_WORDS = bag("insurance warranty protection donation donate addon upsell giftwrap tip trygging styrkur")
NO_LINE = bag("id token nonce campaign url step page form currency source type key")
FILTER_WORDS = bag("filter filters facet facets refine sía síur")
YES_VALUES = bag("1 yes true on y add já")
NEAR = 6  # nodes after a box in which its words begin


def boxes(tree: Tree, checks: Checks) -> Iterator[Spot]:
    """Every box, radio button, switch and hidden field that answers for the reader or asks so as to be misread."""
    labels = _labels(tree)
    for place, tag in tree.tags("input", "button", "div", "span"):
        kind = tag.attrs.get("type", "").lower() if tag.name == "input" else tag.attrs.get("role", "").lower()
        if kind in ("checkbox", "radio", "switch", "menuitemcheckbox"):
            label = clean(_label(tree, place, tag, labels))
            if _is_ticked(tag) and _is_extra(checks, tag, label, kind) and not _filters(tree, place):
                yield Spot("ticked-box", tag.start, tag.end)
            if kind != "radio":
                yield from _tripping(tag, checks, label)
        elif kind == "hidden" and _adds_a_line(tag):
            yield Spot("added-line", tag.start, tag.end)


def _labels(tree: Tree) -> dict[str, int]:
    return {tag.attrs["for"]: place for place, tag in tree.tags("label") if "for" in tag.attrs}


def _label(tree: Tree, place: int, tag: Tag, labels: dict[str, int]) -> str:
    """The words of a box: of the label around it or for it, its own, or those that follow."""
    for far, around in enumerate(tree.above(place)):
        if tree.tag(around).name == "label":
            return tree.text(around)
        if far == 3:
            break
    if (known := labels.get(tag.attrs.get("id", ""))) is not None:
        return tree.text(known)
    if told := tag.attrs.get("aria-label"):
        return told
    for node in tree.nodes[place + 1 : tree.last[place] + 1 + NEAR]:
        match node:
            case Words(text=text) if text.strip():
                return text
            case Tag(name="input" | "select" | "textarea"):
                return ""
    return ""


def _is_ticked(tag: Tag) -> bool:
    return ("checked" in tag.attrs or tag.attrs.get("aria-checked", "") == "true") and not is_conditional(tag)


def _filters(tree: Tree, place: int) -> bool:
    """Whether the box narrows a list down, as of goods on sale."""
    around = [place, *(up for _, up in zip(range(4), tree.above(place), strict=False))]
    return any((named(tree.tag(up)) | _names(tree.tag(up))) & FILTER_WORDS for up in around)


def _is_extra(checks: Checks, tag: Tag, label: str, kind: str) -> bool:
    """Whether what is ticked is more than what the reader came for."""
    if checks.has("kept", label) or checks.has("negation", label) or checks.says("decline", label):
        return False
    if kind == "radio":
        value = clean(tag.attrs.get("value", ""))
        if value in ("0", "no", "none", "false", "off", "nei"):
            return False
        return checks.has("extra", label) or (not label and bool(_names(tag) & EXTRA_WORDS))
    return checks.has("extra", label) or checks.has("terms", label) or bool(_names(tag) & EXTRA_WORDS)


def _names(tag: Tag) -> frozenset[str]:
    """The words of a field's name, and the name as one."""
    name = tag.attrs.get("name", "") + " " + tag.attrs.get("id", "")
    return parts(name) | parts(name.replace("-", "").replace("_", "").lower())


def _tripping(tag: Tag, checks: Checks, label: str) -> Iterator[Spot]:
    """A label that says no twice, or that must be ticked to say no."""
    about = checks.has("extra", label) or checks.has("sending", label)
    negations = sum(1 for _ in checks.words["negation"].finditer(label))
    reversed_ = checks.has("untick", label)
    if (about and negations + reversed_ >= 2) or (reversed_ and negations):
        yield Spot("double-negative", tag.start, tag.end)
    elif about and (reversed_ or (negations and checks.has("tick", label))):
        yield Spot("opt-out-box", tag.start, tag.end)
    elif checks.says("optout", label):
        yield Spot("opt-out-box", tag.start, tag.end, "warn")


def _adds_a_line(tag: Tag) -> bool:
    names, value = _names(tag), clean(tag.attrs.get("value", ""))
    counts = value.isascii() and value.isdigit() and len(value) <= 3 and value.strip("0") != ""
    return bool(names & LINE_WORDS) and not names & NO_LINE and (value in YES_VALUES or counts)
