"""SPF as its specification gives it in examples, against a plain reading of random records, and with hostile answers."""

import ipaddress
from collections.abc import Iterator
from typing import Any

import pytest
from dns_server import Nameserver, answering
from doctor_world import OURS, SELECTOR, by_check, good, settings_of
from hypothesis import given, settings
from hypothesis import strategies as st
from top_world import START

from softsell.config import Config, Dkim
from softsell.doctor import examine
from softsell.doctor.finding import record, shown, tags
from softsell.doctor.lookup import Broken, Names, Silent
from softsell.doctor.spf_read import FOLLOWED, STRANGER, Asked, PermError, Tally, evaluate, expand, parse
from softsell.errors import ConfigError

SENDER = "strong-bad@email.example.com"
# The zones of RFC 7208 appendix A.
ZONE: dict[str, Any] = {
    "example.com": {"MX": ["10 mail-a.example.com.", "20 mail-b.example.com."], "A": ["192.0.2.10", "192.0.2.11"]},
    "amy.example.com": {"A": ["192.0.2.65"]},
    "bob.example.com": {"A": ["192.0.2.66"]},
    "mail-a.example.com": {"A": ["192.0.2.129"]},
    "mail-b.example.com": {"A": ["192.0.2.130"]},
    "www.example.com": {"CNAME": ["example.com."]},
    "example.org": {"MX": ["10 mail-c.example.org."], "TXT": ["v=spf1 include:a.test include:b.test -all"]},
    "mail-c.example.org": {"A": ["192.0.2.140"]},
    "a.test": {"TXT": ["v=spf1 ip4:192.0.2.1 -all"]},
    "b.test": {"TXT": ["v=spf1 ip4:192.0.2.2 ~all"]},
    "3.2.0.192.in-addr._spf.example.com": {"A": ["127.0.0.2"]},
    "v6.test": {"AAAA": ["2001:db8::5"]},
    "ring.test": {"TXT": ["v=spf1 include:ring2.test"]},
    "ring2.test": {"TXT": ["v=spf1 redirect=ring.test"]},
    **{f"chain{n}.test": {"TXT": [f"v=spf1 include:chain{n + 1}.test -all"]} for n in range(60)},
    "many.test": {"MX": [f"10 m{n}.many.test." for n in range(11)]},
}


@pytest.fixture(scope="module")
def names() -> Iterator[Names]:
    with answering(ZONE) as server:
        yield Names(server.address)


def result(names: Names, text: str, ip: str, tally: Tally | None = None) -> str:
    return evaluate(Asked(names, ip, SENDER, tally or Tally()), "example.com", text)


@pytest.mark.parametrize(
    ("text", "passing", "failing"),
    [
        ("v=spf1 +all", ["192.0.2.129", "192.0.2.65"], []),
        ("v=spf1 a -all", ["192.0.2.10", "192.0.2.11"], ["192.0.2.129"]),
        ("v=spf1 a:www.example.com -all", ["192.0.2.10"], ["192.0.2.129"]),
        ("v=spf1 a:example.org -all", [], ["192.0.2.10", "192.0.2.140"]),
        ("v=spf1 mx -all", ["192.0.2.129", "192.0.2.130"], ["192.0.2.10"]),
        ("v=spf1 mx:example.org -all", ["192.0.2.140"], ["192.0.2.129"]),
        ("v=spf1 mx mx:example.org -all", ["192.0.2.129", "192.0.2.130", "192.0.2.140"], ["192.0.2.10"]),
        ("v=spf1 mx/30 mx:example.org/30 -all", ["192.0.2.128", "192.0.2.131", "192.0.2.143"], ["192.0.2.132"]),
        ("v=spf1 ip4:192.0.2.128/28 -all", ["192.0.2.129", "192.0.2.140"], ["192.0.2.65", "192.0.2.144"]),
        ("v=spf1 redirect=example.org", ["192.0.2.1", "192.0.2.2"], ["192.0.2.3"]),
        ("v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all", ["192.0.2.3"], ["192.0.2.4"]),
        ("v=spf1 a:v6.test//64 -all", ["2001:db8::5", "2001:db8::9"], ["2001:db8:1::5", "192.0.2.10"]),
        ("v=spf1 ip6:2001:db8::/32 -all", ["2001:db8:ffff::1"], ["2001:db9::1", "192.0.2.1"]),
        ("v=spf1 -ip4:192.0.2.7 ip4:192.0.2.0/24 -all", ["192.0.2.8"], ["192.0.2.7", "192.0.3.1"]),
        ("v=spf1 IP4:192.0.2.7 -ALL", ["192.0.2.7"], ["192.0.2.8"]),
        ("v=spf1 exp=why.%{d} unknown=%{i} a -all", ["192.0.2.10"], ["192.0.2.7"]),
    ],
)  # fmt: skip
def test_the_examples_of_the_specification_come_out_as_it_says(
    text: str, passing: list[str], failing: list[str], names: Names
) -> None:
    assert [result(names, text, ip) for ip in passing] == ["pass"] * len(passing)
    assert [result(names, text, ip) for ip in failing] == ["fail"] * len(failing)


@pytest.mark.parametrize(
    ("text", "ip", "filled"),
    [
        ("%{s}", "192.0.2.3", SENDER),
        ("%{o}", "192.0.2.3", "email.example.com"),
        ("%{d4}", "192.0.2.3", "email.example.com"),
        ("%{d2}", "192.0.2.3", "example.com"),
        ("%{d1}", "192.0.2.3", "com"),
        ("%{dr}", "192.0.2.3", "com.example.email"),
        ("%{d2r}", "192.0.2.3", "example.email"),
        ("%{l}", "192.0.2.3", "strong-bad"),
        ("%{l-}", "192.0.2.3", "strong.bad"),
        ("%{lr-}", "192.0.2.3", "bad.strong"),
        ("%{l1r-}", "192.0.2.3", "strong"),
        ("%{ir}.%{v}._spf.%{d2}", "192.0.2.3", "3.2.0.192.in-addr._spf.example.com"),
        ("%{lr-}.lp._spf.%{d2}", "192.0.2.3", "bad.strong.lp._spf.example.com"),
        ("%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}", "192.0.2.3", "3.2.0.192.in-addr.strong.lp._spf.example.com"),
        ("%{ir}.%{v}._spf.%{d2}", "2001:db8::cb01",
         "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com"),
        ("%%%_%-", "192.0.2.3", "% %20"),
    ],
)  # fmt: skip
def test_macros_are_filled_as_the_specification_shows(text: str, ip: str, filled: str, names: Names) -> None:
    assert expand(text, Asked(names, ip, SENDER, Tally()), "email.example.com") == filled


@pytest.mark.parametrize(
    "text",
    [
        "v=spf1 ip4:1.2.3.4/33 -all", "v=spf1 ip6:::1/129 -all", "v=spf1 include -all", "v=spf1 include: -all", "v=spf1 all:x",
        "v=spf1 redirect=a.test redirect=b.test", "v=spf1 a:%{x}.test -all", "v=spf1 a:100%.test", "v=spf1 include:ring.test",
        "v=spf1 include:none.test -all", "v=spf1 mx:many.test -all", "v=spf1 =x", "v=spf1 -", "v=spf1 include:chain0.test",
        "v=spf1 redirect=none.test",
    ],
)  # fmt: skip
def test_what_receivers_refuse_is_refused(text: str, names: Names) -> None:
    with pytest.raises(PermError):
        result(names, text, "203.0.113.1")


def test_every_lookup_is_counted_also_behind_a_match(names: Names) -> None:
    tally = Tally()
    text = "v=spf1 ip4:192.0.2.9 a mx include:example.org exists:none.test redirect=a.test"
    assert result(names, text, "192.0.2.9", tally) == "pass"
    assert (tally.lookups, tally.voids) == (7, 1), tally
    with pytest.raises(PermError):
        result(names, "v=spf1 include:chain0.test", STRANGER, tally := Tally())
    assert tally.lookups == FOLLOWED + 1, "a chain without an end is followed no further"


SIGNS = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral", "": "pass"}


@given(
    st.lists(st.tuples(st.sampled_from(sorted(SIGNS)), st.integers(0, 2**32 - 1), st.integers(0, 32)), max_size=8),
    st.sampled_from(sorted(SIGNS)),
    st.integers(0, 2**32 - 1),
    st.data(),
)
def test_the_first_network_that_holds_the_address_decides(
    nets: list[tuple[str, int, int]], last: str, number: int, data: st.DataObject
) -> None:
    if nets and data.draw(st.booleans()):
        number = nets[-1][1]
    text = " ".join(["v=spf1", *(f"{s}ip4:{ipaddress.ip_address(n)}/{bits}" for s, n, bits in nets), f"{last}all"])
    held = [sign for sign, net, bits in nets if net >> (32 - bits) == number >> (32 - bits)]
    asked = Asked(Names("127.0.0.1:9"), str(ipaddress.IPv4Address(number)), SENDER, Tally())
    assert evaluate(asked, "example.com", text) == SIGNS[[*held, last][0]]
    assert asked.tally.lookups == 0


# -- hostile answers ----------------------------------------------------------------------------------------------------------

WORDS = st.sampled_from([
    "v=spf1", "v=DKIM1", "v=DMARC1", "include:garn.is", "include:x.hostile.test", "redirect=garn.is", "a:%{l9999}.%{ir}", "mx",
    "ptr", "exists:%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{s}", "ip4:999.1.1.1", "ip6:::/0", "-all", "all", "%{", "p=", "p=AAAA", "k=rsa",
    "k=ed25519", "rua=mailto:a@hostile.test!10m", "rua=mailto:@,", "p=none", "pct=9999999999", "pct=\u0663", "t=y", ";", " ", "=",
    "\x1b[2J", "\x00", "é", "..", "a" * 300, "adkim=s", "sp=x", "h=", "s=", "/" * 50, "ip4:1.1.1.1//////", "a/99//999",
])  # fmt: skip
TEXTS = st.one_of(
    st.lists(WORDS, max_size=12).map(" ".join), st.text(max_size=80), st.lists(WORDS, max_size=12).map("; ".join)
)
NAMES = st.sampled_from(
    ["garn.is.", "x.hostile.test.", ".", "mail.garn.is.", "a\\032b.test.", "\\000.test.", "\\255.is."]
)
HOSTILE = st.fixed_dictionaries(
    {},
    optional={
        "TXT": st.lists(TEXTS, min_size=1, max_size=3),
        "MX": st.lists(NAMES.map(lambda name: f"1 {name}"), min_size=1, max_size=3),
        "CNAME": NAMES.map(lambda name: [name]),
        "PTR": st.lists(NAMES, min_size=1, max_size=2),
        "A": st.just(["0.0.0.0"]),
    },
)
PLACES = [
    "garn.is",
    "mail.garn.is",
    SELECTOR,
    "_dmarc.garn.is",
    "25.113.0.203.in-addr.arpa",
    "x.hostile.test",
    "*.test",
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Config, Nameserver]]:
    with answering(good()) as server:
        keyless = Dkim("garn.is", "s1")  # reading a private key takes longer than all the rest
        yield settings_of(tmp_path_factory.mktemp("shop"), dkim=keyless), server


@given(zone=st.dictionaries(st.sampled_from(PLACES), st.one_of(HOSTILE, st.sampled_from(["SERVFAIL", "REFUSED"]))))
@settings(max_examples=120)
def test_whatever_a_nameserver_answers_becomes_findings(
    zone: dict[str, Any], hostile: tuple[Config, Nameserver]
) -> None:
    config, server = hostile
    server.zone = good() | zone
    said = by_check(examine(config, START, only=("dns",), sending=(OURS,), nameserver=server.address))
    assert {"sending", "spf", "dkim", "dmarc", "mx", "ptr"} <= said.keys()
    assert not any("Error" in what for found in said.values() for _, what in found), said
    assert all(len(what) < 4000 for found in said.values() for _, what in found)


@pytest.mark.parametrize("how", ["NONSENSE", "CUT", "OTHER", "BARE", "SILENT"])
def test_one_name_that_is_not_answered_is_that_names_finding(how: str) -> None:
    with answering({"good.test": {"TXT": ["x"]}, "bad.test": how}) as server:
        names = Names(server.address, seconds=0.5)
        assert names.txt("good.test") == ("x",)
        for _ in range(2):
            with pytest.raises(Broken, match=r"no answer for TXT of bad\.test"):
                names.txt("bad.test")
        assert not names.silent


def test_a_large_answer_comes_by_tcp_whole() -> None:
    text = "v=spf1 " + "é" * 3000 + '"\\'
    with answering({"big.test": {"TXT": [text]}}) as server:
        assert Names(server.address).txt("big.test") == (text,)
        assert {how for _, _, how in server.asked} == {"udp", "tcp"}


def test_a_ring_of_aliases_is_broken_and_an_alias_is_followed() -> None:
    with answering({"a.test": {"CNAME": ["b.test."]}, "b.test": {"CNAME": ["a.test."]}, "c.test": {"CNAME": ["d.test."]},
                    "d.test": {"TXT": ["here"]}}) as server:  # fmt: skip
        names = Names(server.address)
        assert names.txt("c.test") == ("here",)
        with pytest.raises(Broken):
            names.txt("a.test")


def test_where_nobody_listens_every_question_ends_at_once_after_the_first() -> None:
    with answering({}) as server:
        address = server.address
    names = Names(address, seconds=0.5)
    for _ in range(100):
        with pytest.raises(Silent):
            names.txt("garn.is")


@pytest.mark.parametrize("given", ["nameserver", "1.2.3.4:99999", "1.2.3", "[::1", "::1:x", "1.2.3.4:"])
def test_a_nameserver_that_is_no_address_is_refused_in_words(given: str) -> None:
    with pytest.raises(ConfigError, match="IP or IP:PORT is expected"):
        Names(given)


def test_nameservers_are_taken_with_and_without_a_port() -> None:
    for good_one in ("127.0.0.1", "127.0.0.1:5353", "::1", "[::1]:53", "[2001:db8::1]"):
        Names(good_one)


@given(st.text())
def test_what_strangers_say_is_shown_without_what_steers_a_terminal(text: str) -> None:
    line = shown(text, 40)
    assert line.isascii() and line.isprintable() and len(line) < 70


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126, exclude_characters='"'), max_size=900))
def test_a_record_to_publish_holds_the_text_in_strings_that_fit(text: str) -> None:
    line = record("x.test", "TXT", text)
    strings = line.removeprefix("x.test. TXT ")[1:-1].split('" "') if '" "' not in text else []
    assert not strings or ("".join(strings) == text and all(len(one) <= 255 for one in strings))


@given(st.text())
def test_tags_are_read_or_refused(text: str) -> None:
    try:
        found = tags(text)
    except ValueError as error:
        assert str(error).isprintable()
    else:
        assert all(name == name.lower() for name in found)


@given(st.text())
def test_a_record_is_read_or_refused_in_words(text: str) -> None:
    try:
        parse("v=spf1 " + text)
    except PermError as error:
        assert str(error).isprintable() and str(error).isascii()
