"""What schema.org says of the terms of a sale: the label of a way of delivery, and how a thing can be returned."""

from collections.abc import Callable, Iterable
from typing import Any

from softsell.shops import fields
from softsell.shops.item import Returns

Word = Callable[[Any], str]


def shipping_label(details: Iterable[Any], word: Word) -> str:
    """The label that OfferShippingDetails without a rate of their own name; the shop says elsewhere what it costs."""
    labels = (
        word(one.get("shippingLabel")) for one in details if isinstance(one, dict) and not one.get("shippingRate")
    )
    return next((fields.clean(label, 100) for label in labels if label), "")


def return_policy(policy: dict[str, Any], word: Word) -> Returns | None:
    """What a MerchantReturnPolicy says of days and who pays; None when it says neither."""
    category = word(policy.get("returnPolicyCategory")).rpartition("/")[2]
    days = fields.whole(word(policy.get("merchantReturnDays")))
    if category == "MerchantReturnNotPermitted":
        days = 0
    elif category == "MerchantReturnUnlimitedWindow":
        days = None
    fees = word(policy.get("returnFees")).rpartition("/")[2]
    payer = {"FreeReturn": "shop", "ReturnFeesCustomerResponsibility": "buyer", "ReturnShippingFees": "buyer"}.get(
        fees, ""
    )
    found = Returns(days=days, payer=payer, url=fields.link(word(policy.get("merchantReturnLink"))))
    return found if days is not None or payer else None
