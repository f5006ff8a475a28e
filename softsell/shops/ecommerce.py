"""Segment's e-commerce events (version 2, and version 1 by alias) as events of the core, with the few its list lacks.

Rules
1. Names match whatever their case and separators: "Product Added", "product_added" and "productAdded" are one.
2. An event with no meaning here gives nothing, and is counted under its name.
"""

import re
from collections.abc import Callable
from urllib.parse import unquote

from softsell.shops import carts, fields, orders
from softsell.shops.told import Events, Told, key

# Pages that tell what somebody wonders about, by words in a page's name or path, in both languages.
_PAGES = (
    (
        "returns",
        re.compile(r"\b(?:returns?|refunds?|skilar?éttur|skilarettur|skil|vöruskil|voruskil|endurgreiðsl\w*)\b"),
    ),
    ("sizes", re.compile(r"\b(?:sizes?|sizing|size-?(?:guide|chart)|stærð\w*|staerd\w*)\b")),
    (
        "terms",
        re.compile(r"\b(?:terms|privacy|cookies?|about|imprint|skilmál\w*|skilmal\w*|persónuvernd\w*|um-okkur)\b"),
    ),
    ("cart", re.compile(r"\b(?:cart|basket|bag|karfa|karfan|innkaupakarfa)\b")),
    ("list", re.compile(r"\b(?:collections?|category|categories|catalogue?|products|shop-all|flokk\w*|vörur|vorur)\b")),
)


def page(*names: str, url: str = "") -> str:
    """What kind of page it is ("page" when nothing tells), from its names and the path of its address."""
    path = unquote(re.sub(r"^https?://[^/]*", "", url)).replace("_", "-")
    words = " ".join((*names, path)).lower()
    return next((kind for kind, pattern in _PAGES if pattern.search(words)), "page")


def is_order(name: str) -> bool:
    """True for the events whose e-mail address is proved by an order."""
    return _ALIASES.get(key(name), key(name)) in ("ordercompleted", "orderupdated")


def translate(told: Told) -> Events:
    """The core events in one tracked event. Raises BadRequest, which names the property, where meaning is missing."""
    name = key(told.name)
    reader = _READERS.get(_ALIASES.get(name, name))
    found = reader(told) if reader else ()
    if not found:
        fields.note(told.notes, fields.clean(told.name, 80) or "(no name)")
    return found


_READERS: dict[str, Callable[[Told], Events]] = {
    "productviewed": carts.viewed,
    "productlistviewed": carts.listed,
    "productlistfiltered": carts.filtered,
    "productssearched": carts.searched,
    "productadded": carts.added,
    "wishlistproductaddedtocart": carts.added,
    "productremoved": carts.removed,
    "cartviewed": carts.cart_viewed,
    "cartupdated": carts.snapshot,
    "cartemptied": carts.emptied,
    "cartshared": carts.shared,
    "productshared": carts.shared,
    "productaddedtowishlist": carts.saved,
    "checkoutstarted": carts.started,
    "checkoutstepviewed": lambda told: carts.step(told, done=False),
    "checkoutstepcompleted": lambda told: carts.step(told, done=True),
    "paymentinfoentered": lambda told: carts.step(told, done=True, step="payment"),
    "shippingquoted": carts.quoted,
    "paymentfailed": orders.refused,
    "clienterror": orders.broke,
    "coupondenied": carts.denied,
    "ordercompleted": orders.ordered,
    "orderupdated": orders.ordered,
    "ordercancelled": orders.cancelled,
    "orderrefunded": orders.cancelled,
    "unsubscribed": orders.stopped,
    "emailbounced": orders.bounced,
    "emailmarkedasspam": orders.complained,
}

_ALIASES = {
    "viewedproduct": "productviewed",
    "viewedproductcategory": "productlistviewed",
    "viewedproductlist": "productlistviewed",
    "filteredproductlist": "productlistfiltered",
    "searchedproducts": "productssearched",
    "productsearched": "productssearched",
    "addedproduct": "productadded",
    "removedproduct": "productremoved",
    "viewedcart": "cartviewed",
    "cartcleared": "cartemptied",
    "sharedcart": "cartshared",
    "sharedproduct": "productshared",
    "addedproducttowishlist": "productaddedtowishlist",
    "startedcheckout": "checkoutstarted",
    "orderstarted": "checkoutstarted",
    "startedorder": "checkoutstarted",
    "viewedcheckoutstep": "checkoutstepviewed",
    "completedcheckoutstep": "checkoutstepcompleted",
    "enteredpaymentinfo": "paymentinfoentered",
    "deniedcoupon": "coupondenied",
    "completedorder": "ordercompleted",
    "updatedorder": "orderupdated",
    "cancelledorder": "ordercancelled",
    "canceledorder": "ordercancelled",
    "ordercanceled": "ordercancelled",
    "refundedorder": "orderrefunded",
    "emailunsubscribed": "unsubscribed",
}
