"""The doctor reads the DNS as receivers do: a good shop passes, each fault by itself is found and its remedy is named."""

from pathlib import Path
from typing import Any

import pytest
from dns_server import answering
from doctor_world import (
    DMARC,
    OURS,
    SELECTOR,
    SPF,
    asked,
    by_check,
    good,
    private_key,
    public_text,
    settings_of,
    states,
)
from msgspec.structs import replace
from top_world import POLICY, START

from softsell import config as configs
from softsell.core.shop import Policy
from softsell.doctor import examine
from softsell.doctor.case import aligned, domain_of, is_own, organisation

DKIM = public_text(private_key())
LONG = {f"l{n}.test": {"TXT": [f"v=spf1 ip4:198.51.100.{n} -all"]} for n in range(11)}
PROVIDER = {"smtp": configs.Smtp(host="smtp.post.test")}


def txt(name: str, *texts: str) -> dict[str, Any]:
    """The records of a name with other texts."""
    return {name: {**(good().get(name) or {}), "TXT": list(texts)}}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> configs.Config:
    return settings_of(tmp_path_factory.mktemp("shop"))


def test_a_shop_in_order_is_told_so(installed: configs.Config) -> None:
    said = asked(installed, good())
    assert states(said) == {name: ["ok"] for name in ("sending", "spf", "dkim", "dmarc", "alignment", "mx", "ptr")}, (
        said
    )
    assert said["sending"] == [("ok", f"letters leave from {OURS}")], (
        "smtp.host is of our own domain: its address sends"
    )
    assert f"1 of 10 lookups, lets {OURS} send" in said["spf"][0][1]


FAULTS: list[tuple[str, dict[str, Any], str, str, str]] = [
    ("no SPF", txt("garn.is", "x=y"), "spf", "stop", f'publish: garn.is. TXT "v=spf1 ip4:{OURS} -all"'),
    ("two SPF", txt("garn.is", SPF, "v=spf1 -all"), "spf", "stop", "has 2 SPF records"),
    ("another host", txt("garn.is", "v=spf1 ip4:203.0.113.1 ~all"), "spf", "stop",
     f'publish: garn.is. TXT "v=spf1 ip4:203.0.113.1 ip4:{OURS} ~all"'),
    ("no term", txt("garn.is", "v=spf1 ipv4:1.2.3.4 -all"), "spf", "stop", "'ipv4:1.2.3.4' is no term of SPF"),
    ("no address", txt("garn.is", "v=spf1 ip4:1.2.3 -all"), "spf", "stop", "ip4:1.2.3 is no address"),
    ("everybody", txt("garn.is", "v=spf1 +all"), "spf", "stop", "lets everybody send in your name; end it with -all"),
    ("open end", txt("garn.is", f"v=spf1 ip4:{OURS} ?all"), "spf", "warn",
     f'publish: garn.is. TXT "v=spf1 ip4:{OURS} -all"'),
    ("no end", txt("garn.is", f"v=spf1 ip4:{OURS}"), "spf", "warn", "does not say no to strangers"),
    ("behind all", txt("garn.is", f"v=spf1 ip4:{OURS} -all ip4:1.2.3.4"), "spf", "warn", "put `all` last"),
    ("ptr", txt("garn.is", f"v=spf1 ip4:{OURS} ptr -all"), "spf", "warn", "uses ptr"),
    ("dear", LONG | txt("garn.is", f"v=spf1 ip4:{OURS} {' '.join(f'include:{n}' for n in LONG)} -all"), "spf", "stop",
     "11 terms ask the DNS, and more than 10 are refused"),
    ("in vain", txt("garn.is", f"v=spf1 ip4:{OURS} a:no1.test a:no2.test a:no3.test -all"), "spf", "stop", "3 of its terms"),
    ("include of nobody", txt("garn.is", f"v=spf1 ip4:{OURS} include:no.test -all"), "spf", "stop",
     "include:no.test leads to no SPF record"),
    ("a ring", {"ring.test": {"TXT": ["v=spf1 include:garn.is"]}} | txt("garn.is", "v=spf1 include:ring.test -all"), "spf",
     "stop", "garn.is includes itself"),
    ("SPF unread", {"spf.post.test": "SERVFAIL"}, "spf", "stop",
     "TXT of spf.post.test cannot be read: the nameserver says SERVFAIL"),
    ("no DKIM", {SELECTOR: {}}, "dkim", "stop", f'publish: {SELECTOR}. TXT "v=DKIM1; k=rsa; p={DKIM[18:200]}'),
    ("two DKIM", txt(SELECTOR, DKIM, "v=DKIM1; p="), "dkim", "stop", "has 2 records"),
    ("another key", txt(SELECTOR, public_text(private_key(name="other"))), "dkim", "stop", "holds another key than dkim.key"),
    ("revoked", txt(SELECTOR, "v=DKIM1; p="), "dkim", "stop", "is revoked"),
    ("wrapped", txt(SELECTOR, DKIM[:300]), "dkim", "stop", "p= is no public key; it may have been cut"),
    ("no key", txt(SELECTOR, "v=DKIM1; k=rsa"), "dkim", "stop", "it has no p="),
    ("no tag", txt(SELECTOR, DKIM + "; nonsense"), "dkim", "stop", "'nonsense' is no tag=value"),
    ("a test", txt(SELECTOR, DKIM + "; t=s:y"), "dkim", "warn", "take t=y out"),
    ("not for mail", txt(SELECTOR, DKIM + "; s=tlsrpt"), "dkim", "stop", "not meant for mail"),
    ("sha1", txt(SELECTOR, DKIM + "; h=sha1"), "dkim", "stop", "signed with sha256"),
    ("no DMARC", {"_dmarc.garn.is": {}}, "dmarc", "stop",
     'publish: _dmarc.garn.is. TXT "v=DMARC1; p=none; rua=mailto:dmarc@garn.is"'),
    ("two DMARC", txt("_dmarc.garn.is", DMARC, "v=DMARC1; p=none"), "dmarc", "stop", "has 2 DMARC records"),
    ("no policy", txt("_dmarc.garn.is", "v=DMARC1; rua=mailto:a@garn.is"), "dmarc", "stop", "p= is none of none, quarantine"),
    ("wrong policy", txt("_dmarc.garn.is", "v=DMARC1; p=block"), "dmarc", "stop", "p=block is none of"),
    ("no reports", txt("_dmarc.garn.is", "v=DMARC1; p=none"), "dmarc", "warn", "has no rua="),
    ("reports afar", txt("_dmarc.garn.is", "v=DMARC1; p=none; rua=mailto:a@far.test"), "dmarc", "warn",
     'they must publish: garn.is._report._dmarc.far.test. TXT "v=DMARC1;"'),
    ("reports nowhere", txt("_dmarc.garn.is", "v=DMARC1; p=none; rua=a@garn.is"), "dmarc", "warn", "is no mailto: address"),
    ("a part", txt("_dmarc.garn.is", DMARC + "; pct=20"), "dmarc", "warn", "pct=20"),
    ("no MX", {"garn.is": {"TXT": [SPF], "A": ["203.0.113.10"]}}, "mx", "warn", "publish: garn.is. MX 10 mail.garn.is."),
    ("no mail", {"garn.is": {"TXT": [SPF]}}, "mx", "stop", "neither an MX record nor an address"),
    ("null MX", {"garn.is": {"TXT": [SPF], "MX": ["0 ."]}}, "mx", "stop", "null MX"),
    ("MX alias", {"garn.is": {"TXT": [SPF], "MX": ["5 mx.garn.is."]}, "mx.garn.is": {"CNAME": ["mail.garn.is."]}}, "mx", "warn",
     "is an alias of mail.garn.is"),
    ("MX nowhere", {"garn.is": {"TXT": [SPF], "MX": ["5 mx.garn.is."]}}, "mx", "stop", "mx.garn.is has no address"),
    ("MX address", {"garn.is": {"TXT": [SPF], "MX": ["5 203.0.113.25."]}}, "mx", "stop", "must be the name of a host"),
    ("no PTR", {"25.113.0.203.in-addr.arpa": {}}, "ptr", "stop", "publish: 25.113.0.203.in-addr.arpa. PTR mail.garn.is."),
    ("PTR elsewhere", {"25.113.0.203.in-addr.arpa": {"PTR": ["old.garn.is."]}}, "ptr", "stop",
     f"publish: old.garn.is. A {OURS}"),
    ("home line", {"25.113.0.203.in-addr.arpa": {"PTR": ["dsl-203-0-113-25.isp.test."]},
                   "dsl-203-0-113-25.isp.test": {"A": [OURS]}}, "ptr", "warn", "looks like a home line"),
    ("PTR unread", {"25.113.0.203.in-addr.arpa": "REFUSED"}, "ptr", "stop", "the nameserver says REFUSED"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "check", "state", "words"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS]
)
def test_each_fault_by_itself_is_found_with_its_remedy(
    zone: dict[str, Any], check: str, state: str, words: str, installed: configs.Config
) -> None:
    said = asked(installed, good() | zone)
    assert any(s == state and words in what for s, what in said[check]), said[check]
    assert "ok" not in states(said)[check] or state == "warn", "what stops is not fine at the same time"
    others = {name: found for name, found in states(said).items() if name != check}
    assert all(found == ["ok"] for found in others.values()), said


@pytest.mark.parametrize(
    ("sections", "check", "state", "words"),
    [
        ({"dkim": configs.Dkim()}, "dkim", "warn", "letters go unsigned unless your mail server signs"),
        ({"dkim": configs.Dkim()}, "alignment", "warn", "only SPF vouches"),
        ({"dkim": configs.Dkim("", "s1", private_key())}, "dkim", "ok", "s1._domainkey.garn.is is published"),
        ({"dkim": configs.Dkim("", "s1")}, "alignment", "ok", "garn.is, garn.is, garn.is"),
        ({"dkim": configs.Dkim("garn.is", "s1", "no key")}, "dkim", "stop", "no private key in PEM"),
        ({"dkim": configs.Dkim("post.test", "s1")}, "alignment", "stop", "set dkim.domain to garn.is"),
        ({"inbound": configs.Inbound("", 0, "svar@garn.is", "b@post.test")}, "alignment", "warn",
         "set inbound.bounce_address to an address at garn.is"),
        ({"inbound": configs.Inbound("", 0, "svar@gone.test")}, "mx", "stop", "gone.test (answers) takes no mail"),
        (PROVIDER, "sending", "ok", "is a server of post.test"),
        ({"smtp": configs.Smtp(host="smtp.far.test")}, "spf", "warn", "belongs to far.test"),
        ({"smtp": configs.Smtp(host="127.0.0.1")}, "sending", "warn", "softsell doctor --from-ip ADDRESS"),
        ({"smtp": configs.Smtp(host="10.0.0.1")}, "sending", "warn", "has no public address"),
    ],
)  # fmt: skip
def test_settings_that_do_not_fit_the_dns_are_found(
    sections: dict[str, Any], check: str, state: str, words: str, installed: configs.Config
) -> None:
    said = asked(replace(installed, **sections), good())
    assert any(s == state and words in what for s, what in said[check]), said[check]


def test_a_relay_of_others_is_not_asked_for_its_addresses(installed: configs.Config) -> None:
    said = asked(replace(installed, **PROVIDER), good())
    assert {name: found for name, found in states(said).items() if found != ["ok"]} == {}, said
    assert "ptr" not in said


def test_an_address_that_is_told_counts_for_spf_and_ptr(installed: configs.Config) -> None:
    said = asked(installed, good(), sending=("198.51.100.7", "2001:db8::1"))
    assert [state for state, _ in said["ptr"]] == ["stop", "stop"]
    ((state, what),) = said["spf"]
    assert state == "stop" and "does not let 2001:db8::1 send" in what and "ip6:2001:db8::1 -all" in what


def test_a_strict_dmarc_record_wants_the_very_same_domain(installed: configs.Config) -> None:
    below = replace(
        installed,
        dkim=configs.Dkim("mail.garn.is", "s1", private_key()),
        inbound=replace(installed.inbound, bounce_address="b@mail.garn.is"),
    )
    more = {"s1._domainkey.mail.garn.is": {"TXT": [DKIM]}}
    assert states(asked(below, good() | more))["alignment"] == ["ok"]
    strict = good() | more | txt("_dmarc.garn.is", DMARC + "; adkim=s; aspf=s")
    said = asked(below, strict)["alignment"]
    assert [state for state, _ in said] == ["stop", "stop"]
    assert "adkim=s" in said[0][1] and "aspf=s" in said[1][1]


def test_a_record_of_the_organisation_holds_for_what_is_below_it(tmp_path: Path) -> None:
    config = settings_of(tmp_path, replace(POLICY, sender="bref@shop.garn.is"))
    zone = good() | {"shop.garn.is": {"MX": ["10 mail.garn.is."]}}
    ((state, what),) = asked(config, zone)["dmarc"]
    assert state == "ok" and "_dmarc.garn.is: quarantine" in what
    ((state, what),) = asked(config, zone | txt("_dmarc.garn.is", DMARC + "; sp=none"))["dmarc"]
    assert state == "ok" and "_dmarc.garn.is: none; it only watches" in what


@pytest.mark.parametrize(
    ("bits", "state", "words", "last"),
    [
        (1024, "warn", "1024 bits are weak", "stop"),
        (0, "warn", "Ed25519", "ok"),
    ],  # we sign with no RSA key of so few bits
)
def test_a_weak_key_is_named(bits: int, state: str, words: str, last: str, installed: configs.Config) -> None:
    config = replace(installed, dkim=configs.Dkim("garn.is", "s1", private_key(bits)))
    said = asked(config, good() | txt(SELECTOR, public_text(private_key(bits))))["dkim"]
    assert said[0][0] == state and words in said[0][1]
    assert said[-1][0] == last


def test_a_key_that_nobody_verifies_stops() -> None:
    from cryptography.hazmat.primitives.asymmetric import rsa

    from softsell.doctor.dkim import _strength

    small = rsa.RSAPublicNumbers(65537, (1 << 767) | 1).public_key()
    (found,) = _strength(SELECTOR, small)
    assert found.state == "stop" and "768 bits are too few" in found.what


def test_no_nameserver_is_said_once_and_the_other_checks_go_on(installed: configs.Config) -> None:
    silent = {"*.is": "SILENT", "*.arpa": "SILENT", "garn.is": "SILENT", "mail.garn.is": "SILENT"}
    with answering(silent) as server:
        found = examine(installed, START, only=("dns", "letter"), nameserver=server.address)
        assert len({name for name, _, _ in server.asked}) == 1, "one question, and no more after it went unheard"
    said = by_check(found)
    assert said["dns"] == [("warn", said["dns"][0][1])] and "no nameserver answers" in said["dns"][0][1]
    assert said.keys() == {"dns", "letter"}


def test_a_sender_that_is_not_the_shops_own_is_not_looked_up(tmp_path: Path) -> None:
    for policy in (None, Policy(), replace(POLICY, sender="nobody")):
        folder = tmp_path / str(id(policy))
        folder.mkdir()
        config = replace(settings_of(folder, policy), inbound=configs.Inbound())
        with answering({}) as server:
            said = by_check(examine(config, START, only=("dns",), nameserver=server.address))
            assert server.asked == []
        assert states(said) == {"dns": ["warn"]}


@pytest.mark.parametrize(
    ("domain", "whole"),
    [
        ("garn.is", "garn.is"), ("a.b.garn.is", "garn.is"), ("mail.wool.co.uk", "wool.co.uk"), ("is", "is"),
        ("www.wool.com.au", "wool.com.au"), ("Shop.Garn.IS.", "garn.is"), ("co.com", "co.com"),
    ],
)  # fmt: skip
def test_the_organisation_of_a_domain_is_guessed(domain: str, whole: str) -> None:
    assert organisation(domain) == whole
    assert aligned(domain.rstrip("."), whole) and not aligned(domain, "other.test")


def test_only_domains_that_can_be_in_the_dns_are_looked_up() -> None:
    assert domain_of("Garn <a@GARN.is>") == "garn.is"
    assert domain_of("a@þorpið.is") == "xn--orpi-qra3k.is" or domain_of("a@þorpið.is").startswith("xn--")
    for odd in ("", "a", "a@", "a@localhost", "a@b..is", f"a@{'x' * 64}.is", "a@b.is\x00", "a@-.is"):
        assert domain_of(odd) == "", odd
    assert is_own("garn.is") and not is_own("mail.example.com") and not is_own("")
