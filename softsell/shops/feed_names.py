"""The names of Google's product data: what says something of the thing itself, what is quiet, what has parts."""

_TRAITS = (
    "color size material pattern age_group gender size_type size_system condition energy_efficiency_class "
    "product_weight product_length product_width product_height multipack"
)
TRAITS = tuple(_TRAITS.split())

# What is known and says nothing that helps a buyer to choose.
_QUIET = (
    "image_link additional_image_link mobile_link gtin mpn identifier_exists google_product_category adult ads_redirect "
    "shipping_weight shipping_length shipping_width shipping_height tax tax_category "
    "promotion_id excluded_destination included_destination shopping_ads_excluded_country pause cost_of_goods_sold "
    "expiration_date unit_pricing_base_measure is_bundle display_ads_id display_ads_title display_ads_link "
    "display_ads_similar_ids display_ads_value lifestyle_image_link video_link virtual_model_link canonical_link "
    "sell_on_google_quantity auto_pricing_min_price installment subscription_cost loyalty_points loyalty_program "
    "transit_time_label ships_from_country min_energy_efficiency_class max_energy_efficiency_class short_title "
    "min_handling_time max_handling_time feed_label content_language target_country channel external_seller_id "
    "free_shipping_threshold structured_title structured_description certification link_template mobile_link_template"
)
QUIET = frozenset(_QUIET.split())

_SHIPPING = "country region service price min_handling_time max_handling_time min_transit_time max_transit_time"
SHIPPING = _SHIPPING.split()
DETAIL = ["section_name", "attribute_name", "attribute_value"]
PARTED = {"shipping": SHIPPING, "product_detail": DETAIL}

_READ = (
    "id title description link price sale_price sale_price_effective_date availability availability_date brand sku "
    "item_group_id product_type product_highlight product_detail shipping unit_pricing_measure quantity inventory "
    "return_days benefit drawback shipping_label return_policy_label"
)
KNOWN = QUIET | frozenset(TRAITS) | frozenset(_READ.split())
