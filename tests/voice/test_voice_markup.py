"""The scanner reads any source as a browser would, knows where everything stood, and never fails."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from softsell.voice.markup import Note, Raw, Tag, Words, looks, parents, scan

ODD = (
    "<a |<a href='|\"|'|>|</a>|<p>|</p>|<!--|-->|<![if !mso]>|<script>|</script>|<style>.x{display:none}</style>|&amp;|&#x41|&#|"
    "&notit;|=|/|<br/>|<div style='display:none'>|</div>|<td>|<tr>|</table>|text|\0|\ud800|<title>|</title>|<|&|æ|{|}"
)
PIECES = st.sampled_from(ODD.split("|"))
SOURCES = st.lists(PIECES | st.text(max_size=6), max_size=30).map("".join)
SIZE = 1_000_000


def words(source):
    return [node.text for node in scan(source) if isinstance(node, Words)]


def seen(source):
    nodes = scan(source)
    return "".join(
        n.text for n, look in zip(nodes, looks(nodes), strict=True) if isinstance(n, Words) and not look.hidden
    )


def tag(source):
    return next(node for node in scan(source) if isinstance(node, Tag))


@settings(deadline=None)
@given(SOURCES)
@example("<a href='x>b")
@example("&#" + "9" * 5000 + ";")
def test_the_spans_lie_in_the_source_in_its_order_and_nothing_fails(source):
    nodes, here = scan(source), 0
    for node in nodes:
        assert here <= node.start < node.end <= len(source)
        here = node.end
        match node:
            case Words(text=text, at=at):
                assert len(text) == len(at) and list(at) == sorted(at)
                assert all(node.start <= place < node.end for place in at)
            case Raw(text=text):
                assert text == source[node.start : node.end]
    assert "".join(source[node.start : node.end] for node in nodes) == source
    assert len(looks(nodes)) == len(parents(nodes)) == len(nodes)
    assert all(-1 <= parent < place for place, parent in enumerate(parents(nodes)))


@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", "&", "<!--", "<a b='", "<a b=\"'", "</", "&#1", "&ampx", "<a =", "<script>", "<style>a{", "{", "/*"],
)
@pytest.mark.parametrize("start", ["", "<a ", "<style>"])
def test_a_million_of_anything_takes_its_time_once(start, piece):
    source = start + piece * (SIZE // len(piece))
    begun = time.process_time()
    looks(scan(source))
    assert time.process_time() - begun < 5


def test_a_letter_keeps_the_place_of_its_entity():
    (node,) = scan("a &amp; &#64;&#x41; &eacute &notit; &x")
    assert node.text == "a & @A é ¬it; &x"
    assert node.at[2] == 2 and node.at[3] == 7 and node.at[4] == 8 and node.at[5] == 13
    assert node.text[9:] == "¬it; &x" and node.at[9] == 28 and node.at[10] == 32


@pytest.mark.parametrize(
    ("source", "attrs"),
    [
        ('<A HREF="x&amp;y" href=z Disabled>', {"href": "x&y", "disabled": ""}),
        ("<a href=/?a=1&copy=2>", {"href": "/?a=1&copy=2"}),
        ("<a title='it is \"so\"'>", {"title": 'it is "so"'}),
        ("<a href=x/>", {"href": "x/"}),
        ("<a b = c d= 'e'>", {"b": "c", "d": "e"}),
        ('<a href="never closed>', {"href": "never closed"}),
        ('<a b="1"c="2">', {"b": "1", "c": "2"}),
    ],
)
def test_attributes_are_read_as_a_browser_reads_them(source, attrs):
    assert tag(source).attrs == attrs


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("<p>", "open"),
        ("</P >", "close"),
        ("<br>", "void"),
        ("<path/>", "void"),
        ("<o:p />", "void"),
        ("<div/>", "open"),
    ],
)
def test_a_tag_knows_whether_it_opens_closes_or_stands_alone(source, role):
    assert tag(source).role == role


def test_words_after_a_quotation_mark_that_is_never_closed_are_not_lost():
    assert words('<a href="x>one</a> two') == ["one", " two"]


def test_a_stray_angle_or_ampersand_is_text():
    assert words("1 < 2 & 3 <> <3") == ["1 < 2 & 3 <> <3"]


def test_a_script_is_raw_to_its_end_and_a_title_is_words():
    assert [type(n).__name__ for n in scan("<script>if (a<b) '</b>'</SCRIPT ><title>a <b> &amp;</title>")] == [
        *("Tag", "Raw", "Tag"),
        *("Tag", "Words", "Tag"),
    ]
    assert words("<title>a <b> &amp;</title>") == ["a <b> &"]


def test_what_a_conditional_comment_shows_to_others_is_words():
    source = "<!--[if mso]>old<![endif]--><!--[if !mso]><!-->new<!--<![endif]--><![if !mso]>all<![endif]>"
    assert words(source) == ["new", "all"]
    assert next(n.text for n in scan(source) if isinstance(n, Note)) == "[if mso]>old<![endif]"


@pytest.mark.parametrize(
    "hiding",
    [
        'style="display:none"',
        'style="display : none !important"',
        'style="visibility:hidden"',
        'style="font-size:0"',
        'style="font-size:1px"',
        'style="opacity:0"',
        'style="mso-hide:all"',
        'style="max-height:0;overflow:hidden"',
        'style="position:absolute;left:-9999px"',
        'style="color:#fff;background:white"',
        'bgcolor="#ffffff" style="color:rgb(255, 255, 255)"',
        "hidden",
        'aria-hidden="true"',
        'class="pre"',
    ],
)
def test_what_is_hidden_is_known(hiding):
    assert seen(f"<style>.pre{{display:none}}</style>a<div {hiding}>b<i>c</i></div>d") == "ad"


@pytest.mark.parametrize(
    "source",
    [
        '<td style="font-size:0"><a style="font-size:16px">seen</a></td>',
        '<td style="visibility:hidden"><a style="visibility:visible">seen</a></td>',
        '<div style="background:#fff;color:#000">seen</div>',
        '<div style="background:#fff"><p style="background:#000;color:#fff">seen</p></div>',
        "<style>@media (max-width:600px){.gap{display:none}}</style><p class=gap>seen</p>",
        "<p hidden></p><p>seen</p>",
        "<p hidden><p>seen</p>",
        "<ul><li hidden><li>seen</ul>",
        '<p style="opacity:.8;max-height:0">seen</p>',
    ],
)
def test_what_only_looks_hidden_is_seen(source):
    assert seen(source) == "seen"


def test_who_holds_whom_survives_what_was_left_open():
    nodes = scan("<ul><li>a<li>b</ul><table><tr><td>c<td>d</table></i>e")
    held = parents(nodes)
    holder = {n.text: nodes[held[i]].name if held[i] >= 0 else "" for i, n in enumerate(nodes) if isinstance(n, Words)}
    assert holder == {"a": "li", "b": "li", "c": "td", "d": "td", "e": ""}
