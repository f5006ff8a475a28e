"""Event logs as CSV: each row becomes a Segment call, read like any other.

Rules
1. Columns are found by their common names in any case and with any separators; a mapping goes before.
2. Rows of one order by one shopper that follow each other are one order with several lines.
3. A row with no id of its own has a digest of its content and its line.
"""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from softsell.core.events import Ordered
from softsell.core.identity import Arrival
from softsell.errors import BadRequest
from softsell.shops import carts, fields, segment
from softsell.shops.calls import Call, Reading, translate
from softsell.shops.segment import Dropped
from softsell.shops.told import key

# Our field -> the names its column commonly has, without case and separators; the first found is taken.
COLUMNS = {
    "event": "event eventname eventtype action type",
    "user_id": "userid customerid user customer",
    "anonymous_id": "anonymousid visitorid sessionid usersession session clientid deviceid",
    "timestamp": "timestamp eventtime occurredat createdat datetime time ts date",
    "received_at": "receivedat",
    "message_id": "messageid eventid",
    "product_id": "productid sku itemid aid",
    "name": "productname itemname title name",
    "price": "price unitprice",
    "quantity": "quantity qty",
    "currency": "currency currencycode",
    "order_id": "orderid ordernumber transactionid",
    "total": "total ordertotal revenue",
    "status": "status orderstatus",
    "cart_id": "cartid carttoken",
    "email": "email emailaddress mail",
    "marketing_consent": "consent marketingconsent acceptsmarketing",
    "locale": "locale language",
    "timezone": "timezone tz",
    "query": "query searchterm",
    "url": "url pageurl path",
}
_COLUMNS = {name: tuple(names.split()) for name, names in COLUMNS.items()}

# What logs call their events, beside Segment's own names.
_EVENTS = {
    "Product Viewed": "view viewitem click clicks productview detail",
    "Product Added": "addtocart cart carts add addcart basket",
    "Product Removed": "removefromcart remove removecart",
    "Cart Viewed": "viewcart",
    "Checkout Started": "begincheckout checkout startcheckout",
    "Order Completed": "purchase purchases order orders transaction buy sale",
    "Order Refunded": "refund",
    "Products Searched": "search",
    "Product Added to Wishlist": "addtowishlist wishlist",
}
_NAMES = {name: event for event, names in _EVENTS.items() for name in names.split()}
_PAGES = ("page", "pageview", "screen")
_YES, _NO = ("true", "yes", "1", "t", "y"), ("false", "no", "0", "f", "n")

Row = dict[str, str]


def columns(header: list[str], mapping: Mapping[str, str] | None = None) -> dict[str, int]:
    """Where each of our fields is. Raises BadRequest for a mapped column that is absent, or without event, time, who."""
    places = {key(name): place for place, name in reversed(list(enumerate(header)))}
    found: dict[str, int] = {}
    for name, column in (mapping or {}).items():
        if name not in _COLUMNS:
            raise BadRequest("is no field of ours: " + ", ".join(_COLUMNS), "mapping")
        if column not in header:
            raise BadRequest(f"the table has no such column for {name}", "mapping")
        found[name] = header.index(column)
    for name, known in _COLUMNS.items():
        place = next((places[word] for word in known if word in places), None)
        if name not in found and place is not None and place not in found.values():
            found[name] = place
    missing = [name for name in ("event", "timestamp") if name not in found]
    if not {"user_id", "anonymous_id"} & found.keys():
        missing.append("user_id")
    if missing:
        raise BadRequest("no column found for " + ", ".join(missing), "header")
    return found


def parse(
    lines: Iterable[bytes], number: int, reading: Reading, mapping: Mapping[str, str] | None, notes: fields.Notes
) -> Iterator[Arrival | Dropped]:
    """The arrivals of a table whose header is the first of `lines`, line `number` of its file. Raises BadRequest."""
    held: list[Arrival] = []
    for row in _rows(lines, number, reading, mapping, notes):
        if isinstance(row, Dropped):
            yield row
            continue
        for arrival in row:
            if held and _same_order(held[0], arrival):
                held = [_joined(held[0], arrival)]
            elif isinstance(arrival.event, Ordered):
                yield from held
                held = [arrival]
            else:
                if not any(isinstance(one.event, Ordered) for one in row):
                    yield from held  # what an order's row says of the person does not end the order
                    held = []
                yield arrival
    yield from held


def _rows(
    lines: Iterable[bytes], number: int, reading: Reading, mapping: Mapping[str, str] | None, notes: fields.Notes
) -> Iterator[list[Arrival] | Dropped]:
    reader = csv.reader(line.decode("utf-8", "surrogateescape").replace("\0", "") for line in lines)
    try:
        header = [name.strip() for name in next(reader)]
    except csv.Error as error:
        raise BadRequest("is not CSV", "header") from error
    places = columns(header, mapping)
    while True:
        at = number + reader.line_num
        try:
            cells = next(reader)
            if any(cell.strip() for cell in cells):
                yield _row(cells, header, places, at, reading, notes)
        except StopIteration:
            return
        except csv.Error:
            yield Dropped(at, "", f"line {at}", "is not CSV")
        except BadRequest as error:
            yield segment.refusal(at, None, error, f"line {at}")


def _row(
    cells: list[str], header: list[str], places: dict[str, int], number: int, reading: Reading, notes: fields.Notes
) -> list[Arrival]:
    if len(cells) != len(header):
        raise BadRequest(f"has {len(cells)} cells, the header has {len(header)}")
    if not all(cell.isascii() or _readable(cell) for cell in cells):
        raise BadRequest("is not valid UTF-8")
    row = {name: cells[place].strip() for name, place in places.items()}
    at = _moment(row, "timestamp")
    received = _moment(row, "received_at") if row.get("received_at") else at
    sent = row["event"]
    kind = "page" if key(sent) in _PAGES else "identify" if key(sent) == "identify" else "track"
    values: dict[str, Any] = {name: row[name] for name in _PROPERTIES if row.get(name)}
    if row.get("marketing_consent"):
        values["marketing_consent"] = _consent(row["marketing_consent"])
    event = _NAMES.get(key(sent), sent)
    if event == "Order Completed" and kind == "track":
        values = _order(values, row, at)
    call = Call(
        event=event,
        user_id=row.get("user_id") or None,
        anonymous_id=row.get("anonymous_id") or None,
        timestamp=row["timestamp"],
        properties=values,
        traits=values,
        context={name: row[name] for name in ("locale", "timezone") if row.get(name)},
    )
    return translate(call, kind, row.get("message_id") or _digest(number, cells), reading, received, "", notes)


_PROPERTIES = ("product_id", "name", "price", "quantity", "currency", "order_id", "total", "status", "cart_id", "email",
               "query", "url")  # fmt: skip


def _order(values: dict[str, Any], row: Row, at: datetime) -> dict[str, Any]:
    """One row of an order as an order with that line; without a number the moment makes one."""
    known = {name: value for name, value in values.items() if name not in ("product_id", "name", "price", "quantity")}
    line = {name: value for name, value in values.items() if name in ("product_id", "name", "price", "quantity")}
    if "product_id" in line:
        known["products"] = [line]
    if "order_id" not in known:
        who = row.get("user_id") or row.get("anonymous_id") or ""
        known["order_id"] = "at-" + hashlib.blake2b(f"{who}\0{at:%Y%m%d%H%M%S}".encode(), digest_size=8).hexdigest()
    return known


def _same_order(one: Arrival, other: Arrival) -> bool:
    match one.event, other.event:
        case Ordered(order_id=a), Ordered(order_id=b):
            return a == b and one.who == other.who
    return False


def _joined(one: Arrival, other: Arrival) -> Arrival:
    """One order of two rows. A total that is stated for the whole order is on each row: it is not added up."""
    match one.event, other.event:
        case Ordered() as a, Ordered() as b:
            summed = a.total == carts.worth(a.lines) and b.total == carts.worth(b.lines)
            event = msgspec.structs.replace(
                a,
                total=a.total + b.total if summed else max(a.total, b.total),
                lines=a.lines + b.lines if a.lines and b.lines else (),
                cart_id=a.cart_id or b.cart_id,
                discount=max(a.discount, b.discount),
            )
            return Arrival(one.who, event, max(one.received, other.received))
    raise AssertionError("only orders are joined")


def _moment(row: Row, name: str) -> datetime:
    try:
        return fields.moment(row[name])
    except ValueError as error:
        raise BadRequest(str(error), name) from error


def _consent(sent: str) -> bool:
    word = sent.lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise BadRequest("must be true or false", "consent")


def _readable(cell: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in cell)


def _digest(number: int, cells: list[str]) -> str:
    content = "\0".join((str(number), *cells)).encode()
    return "l-" + hashlib.blake2b(content, digest_size=16).hexdigest()
