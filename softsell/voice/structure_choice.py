"""Whether no is as easy as yes: in a dialog, a consent banner, an offer or a form that asks for one of two.

Rules
1. A yes is a control whose label is on the list `accept`, a no one on the list `decline`; `leave` is a way out too, yet as
   nobody's answer it is not compared.
2. A no is missed only where a dialog or a consent banner asks; a form in a page may be left alone.
3. A no is compared with the yes nearest around it: hidden, disabled, far smaller or hard to see is a block, plainer is not.
"""

from collections.abc import Iterator

from softsell.voice.normalise import bag
from softsell.voice.structure_checks import Checks, Spot
from softsell.voice.structure_tree import PLAIN_WORDS, WHOLE, Control, Tree, is_small, named, ratio

DIALOG_WORDS = bag("modal popup dialog lightbox interstitial gluggi sprettigluggi")
CONSENT_WORDS = bag("cookie cookies cookiebanner cookiebar cookieconsent vafrakökur vafrakokur")
BOXES = bag("div section aside form dialog article table td p footer header fieldset")
FAR = 6  # elements around a control in which its opposite is looked for
BRIEF = 1500  # characters of a banner
MOST_AROUND = 10  # controls of an element that still is one question
SMALLER, TINY, FAINT, UNSEEN = (
    0.87,
    0.7,
    3.0,
    1.5,
)  # of sizes, of sizes, of contrasts (WCAG 1.4.3, large text), of contrasts


def choices(tree: Tree, checks: Checks) -> Iterator[Spot]:
    """Every place where no is harder than yes."""
    yes = [c for c in tree.controls if _accepts(checks, c)]
    asked: set[int] = set()
    for control in yes:
        for place, is_consent in _scope(tree, checks, control):
            if place not in asked:
                asked.add(place)
                yield from _absent(tree, checks, place, is_consent, control)
    for control in tree.controls:
        declines, shames = checks.says("decline", control.label), _shames(checks, control.label)
        if not (declines or shames):
            continue
        other = _opposite(tree, control, yes)
        if shames and (declines or other):
            yield Spot("confirmshaming", control.tag.start, _end(tree, control))
        if other:
            yield from _compared(tree, control, other)


def _shames(checks: Checks, label: str) -> bool:
    """Whether a label runs its reader down: by its words, or by disowning what anyone would want."""
    return checks.has("shame", label) or (checks.has("disown", label) and checks.has("benefit", label))


def _accepts(checks: Checks, control: Control) -> bool:
    return checks.says("accept", control.label) and not checks.says("decline", control.label)


def _end(tree: Tree, control: Control) -> int:
    return tree.nodes[tree.last[control.place]].end


# -- no is not there ----------------------------------------------------------------------------------------------------------


def _scope(tree: Tree, checks: Checks, yes: Control) -> Iterator[tuple[int, bool]]:
    """The dialog or the consent banner that a yes stands in."""
    dialog = banner = -1
    for far, place in enumerate(tree.above(yes.place)):
        tag = tree.tag(place)
        if tag.name in WHOLE:
            break
        if tag.name not in BOXES:
            continue
        names = named(tag)
        is_dialog = tag.name == "dialog" or tag.attrs.get("role", "").lower() in ("dialog", "alertdialog")
        if is_dialog or "aria-modal" in tag.attrs or names & DIALOG_WORDS or {"exit", "intent"} <= names:
            dialog = place  # the outermost
        if far < FAR and checks.says("consent", yes.label) and len(tree.inside(place)) <= MOST_AROUND:
            text = tree.text(place)
            if (len(text) <= BRIEF and checks.has("cookies", text)) or (names & CONSENT_WORDS and banner < 0):
                banner = place if banner < 0 or not _is_answered(tree, checks, banner) else banner
    if banner >= 0:
        yield banner, True
    elif dialog >= 0:
        yield dialog, False


def _is_answered(tree: Tree, checks: Checks, place: int) -> bool:
    return any(checks.says("decline", c.label) and not _is_gone(tree, c) for c in tree.inside(place))


def _absent(tree: Tree, checks: Checks, place: int, is_consent: bool, yes: Control) -> Iterator[Spot]:
    """A dialog or banner with a yes and no equal way out."""
    inside = [c for c in tree.inside(place) if c.place != yes.place]
    shown = [c for c in inside if not (_is_gone(tree, c) and not _is_gone(tree, yes))]
    declines = any(checks.says("decline", c.label) or _shames(checks, c.label) or c.untold for c in inside)
    leaves = [c for c in shown if c.cross or not c.label or checks.says("leave", c.label)]
    start, end = yes.tag.start, _end(tree, yes)
    match declines, is_consent:
        case True, _:
            return
        case _, True:
            yield Spot("consent-without-reject", start, end)
        case _ if not leaves:
            yield Spot("no-way-out", start, end)
        case _ if all(c.cross or not c.label for c in leaves):
            yield Spot("only-a-cross", start, end)


def _is_gone(tree: Tree, control: Control) -> bool:
    return tree.looks[control.place].hidden not in ("", "aria-hidden") or control.look.hidden not in ("", "aria-hidden")


# -- no is not equal ----------------------------------------------------------------------------------------------------------


def _opposite(tree: Tree, no: Control, yes: list[Control]) -> Control | None:
    """The yes in the smallest element that holds both."""
    known = {c.place for c in yes}
    for far, place in enumerate(tree.above(no.place)):
        if far == FAR or len(inside := tree.inside(place)) > MOST_AROUND:
            return None
        if found := [c for c in inside if c.place in known]:
            return next((c for c in found if c.pressed), found[0])
        if tree.tag(place).name in (*WHOLE, "nav"):
            return None
    roots = [c for c in tree.controls if tree.parents[c.place] < 0]  # of a piece of a page
    return next((c for c in roots if c.place in known), None) if no in roots and len(roots) <= MOST_AROUND else None


def _compared(tree: Tree, no: Control, yes: Control) -> Iterator[Spot]:
    start, end = no.tag.start, _end(tree, no)
    if _is_gone(tree, no) and not _is_gone(tree, yes):
        yield Spot("decline-hidden", start, end)
        return
    if no.disabled and not yes.disabled:
        yield Spot("decline-hidden", start, end)
        return
    if "autofocus" in yes.tag.attrs and not no.pressed:
        yield Spot("focus-on-yes", yes.tag.start, yes.tag.end)
    told, other = ratio(no.look), ratio(yes.look)
    if told is not None and told < FAINT and (other is None or other > told):
        yield Spot("decline-faint", start, end, "block" if told < UNSEEN else "")
    size = no.look.size / max(yes.look.size, 1)
    if size <= TINY:
        yield Spot("decline-small", start, end)
    elif size < SMALLER or (is_small(no.tag) and not is_small(yes.tag)):
        yield Spot("decline-small", start, end, "warn")
    elif yes.pressed and (not no.pressed or (no.names & PLAIN_WORDS and not yes.names & PLAIN_WORDS)):
        yield Spot("decline-plain", start, end)
