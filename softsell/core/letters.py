"""What the unasked letters about a cart mean: the first asks, its one follow-up brings new help."""

from datetime import datetime

from softsell.core import cart as carts
from softsell.core import facts, hours
from softsell.core.effects import Ask
from softsell.core.outreach import Ask as Decision
from softsell.core.shop import Shop
from softsell.core.shopper import Cart, Shopper
from softsell.values import Choice, Day, Meaning, Text

CHOICES = ("cost_total", "delivery_time", "recommend", "question", "something_else", "just_looking")
SERVICE_CHOICES = ("payment_methods", "something_else", "person", "just_looking")


def compose(shop: Shop, shopper: Shopper, cart: Cart, decision: Decision, arm: str, now: datetime) -> Ask:
    """The letter that was decided on: one question, a plain motive, a true freedom line, who reads the answers."""
    lang = facts.language(shop, shopper)
    service = decision.service
    return Ask(
        cart_id=cart.id,
        touch=decision.touch,
        arm=arm,
        basis=decision.basis,
        language=lang,
        meanings=_follow_up(shop, shopper, cart, lang, now)
        if decision.touch == 2
        else _first(shop, shopper, cart, service, lang, now),
        choices=tuple(Choice(c) for c in (SERVICE_CHOICES if service else CHOICES)),
    )


def _first(shop: Shop, shopper: Shopper, cart: Cart, service: bool, lang: str, now: datetime) -> tuple[Meaning, ...]:
    standing = carts.fold(cart, shopper.orders)
    failed = carts.trouble(cart, standing) if service else None
    kind = {"payment_declined": "-payment", "technical": "-technical"}.get(failed.trouble if failed else "", "")
    at = (failed.at if failed else standing.touched) or now
    local = at.astimezone(hours.zone(shopper.timezone, shop.policy.timezone))
    left = facts.meaning(
        f"ask-open{kind}",
        shop=Text(shop.policy.name),
        items=facts.items(shop, standing.lines, lang, now),
        day=Day(local.date(), source="cart", as_of=at),
    )
    last = shop.policy.follow_up_hours <= 0
    return (
        facts.meaning(f"subject-ask{kind}"),
        facts.meaning("greeting", name=Text(shopper.name)),
        left,
        facts.meaning("ask-trouble"),
        facts.meaning("how-to-answer", staff=_staff(shop)),
        facts.meaning(
            "freedom-last" if last else "freedom-once", days=facts.days(shop.policy.cart_days, "policy", now)
        ),
        facts.meaning("sign", staff=_staff(shop), shop=Text(shop.policy.name)),
    )


def _follow_up(shop: Shop, shopper: Shopper, cart: Cart, lang: str, now: datetime) -> tuple[Meaning, ...]:
    standing = carts.fold(cart, shopper.orders)
    cost = facts.cost_slots(shop, standing.lines, cart.postcode, now)
    time = facts.time_slots(shop, standing.lines, cart.postcode, lang)
    help_lines = [Meaning("fix-cost_total", cost)] if cost else []
    help_lines += [Meaning("fix-delivery_time", time)] if time else []
    return (
        facts.meaning("subject-follow-up"),
        facts.meaning("greeting", name=Text(shopper.name)),
        facts.meaning("ask-follow-up", shop=Text(shop.policy.name), items=facts.items(shop, standing.lines, lang, now)),
        *help_lines,
        facts.meaning("ask-trouble"),
        facts.meaning("freedom-last", days=facts.days(shop.policy.cart_days, "policy", now)),
        facts.meaning("sign", staff=_staff(shop), shop=Text(shop.policy.name)),
    )


def _staff(shop: Shop) -> Text:
    return Text(shop.policy.staff or shop.policy.name)
