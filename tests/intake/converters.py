"""Two public sample shops, written as the feeds that this project reads. Nothing of them is kept here."""

import csv
import json
from pathlib import Path


def tau_products(source: Path, target: Path) -> Path:
    """The products of tau-bench's retail shop as Shopify would list them: options by their names, a variant each."""
    shop = []
    for product in json.loads(source.read_text("utf-8")).values():
        variants = list(product["variants"].values())
        # Shopify has three options at most; this shop has up to five, so the rest are tags of one-variant products.
        names = list(variants[0]["options"])
        for one in variants:
            tags = [f"{name}:{one['options'][name]}" for name in names[3:] if one["options"].get(name)]
            shop.append(
                {
                    "id": f"{product['product_id']}-{one['item_id']}", "title": product["name"],
                    "handle": one["item_id"], "product_type": product["name"], "vendor": "", "tags": tags,
                    "options": [{"name": name} for name in names[:3]],
                    "variants": [
                        {
                            "id": one["item_id"], "price": str(one["price"]), "available": one["available"],
                            **{f"option{n}": one["options"].get(name) for n, name in enumerate(names[:3], 1)},
                        }
                    ],
                }
            )  # fmt: skip
    target.write_text(json.dumps({"products": shop}), "utf-8")
    return target


def magento_feed(folder: Path, target: Path) -> Path:
    """The simple products of Magento's sample clothes shop as a feed in Google's form."""
    with target.open("w", encoding="utf-8", newline="") as out:
        feed = csv.writer(out, delimiter="\t", lineterminator="\n")
        feed.writerow(
            ["id", "title", "description", "price", "availability", "product_type", "item_group_id", "product_detail"]
        )
        with (folder / "configurable_products.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["product_type"] != "simple":
                    continue
                paths = [path.removeprefix("Default Category/") for path in row["categories"].split(",")]
                path = next((one for one in paths if one.startswith(("Men/", "Women/"))), "")
                pairs = (pair.partition("=") for pair in row["additional_attributes"].split(","))
                details = [
                    f'General:{name}:"{value.replace("|", "/")}"'
                    for name, _, value in pairs
                    if value and name not in ("has_options", "required_options", "sale", "new")
                ]
                feed.writerow([
                    row["sku"], row["name"], " ".join(row["description"].split()), f"{row['price']} USD", "in_stock",
                    path.replace("/", " > "), row["sku"].partition("-")[0], ",".join(details),
                ])  # fmt: skip
    return target
