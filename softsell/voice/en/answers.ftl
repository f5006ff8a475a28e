# Answers to trouble: plain, exact, no jokes. The figures are slots with a source.

fix-cost_total = With everything included it comes to { $total } { $total_includes }. { $delivery_n ->
        [0] Delivery there costs nothing.
       *[other] Delivery is { $delivery } of that.
    } The place: { $place }. { $pickup_given ->
        [yes] It costs nothing to pick it up: { $pickup }.
       *[no] {""}
    }
    .b = The whole sum is { $total } { $total_includes }. { $delivery_n ->
        [0] The delivery costs nothing.
       *[other] The delivery is { $delivery } of it.
    } That is for this place: { $place }. { $pickup_given ->
        [yes] Picking it up costs nothing: { $pickup }.
       *[no] {""}
    }
    .c = All told, you would pay { $total } { $total_includes }. { $delivery_n ->
        [0] Nothing is added for delivery.
       *[other] Of this, { $delivery } is for delivery.
    } I went by this place: { $place }. { $pickup_given ->
        [yes] There is no charge for picking it up: { $pickup }.
       *[no] {""}
    }
    .d = The price for all of it is { $total } { $total_includes }. { $delivery_n ->
        [0] No delivery fee is in it.
       *[other] The delivery fee in it is { $delivery }.
    } Where you would get it: { $place }. { $pickup_given ->
        [yes] Pick-up is without charge: { $pickup }.
       *[no] {""}
    }
fix-delivery_time = { $method }: usually { $min } to { $days }. Sent to: { $place }.
    .b = It usually takes { $min } to { $days } to get to { $place }. The way: { $method }.
    .c = To { $place } it mostly takes { $min } to { $days }. That is with this delivery: { $method }.
    .d = As a rule it takes { $min } to { $days }. The delivery is this one: { $method }. The postcode: { $place }.
fix-delivery_time-exact = { $method }: usually { $days }. Sent to: { $place }.
    .b = It usually takes { $days } to get to { $place }. The way: { $method }.
    .c = To { $place } it mostly takes { $days }. That is with this delivery: { $method }.
    .d = As a rule it takes { $days }. The delivery is this one: { $method }. The postcode: { $place }.
fix-payment_methods = You can pay in any of these ways: { $methods }.
    .b = These all work: { $methods }.
    .c = Each of these is fine for the payment: { $methods }.
    .d = We take all of these: { $methods }.
fix-payment_declined = The bank turned the payment down, so nothing was charged. These also work: { $methods }.
    .b = The payment was refused by the bank, and nothing was charged. There are other ways to pay: { $methods }.
fix-returns = You have { $days } to send it back. The return postage is paid by { $payer }.
    .b = It can come back within { $days }, and the return postage is paid by { $payer }.
    .c = Returns are possible for { $days }. The postage back is paid by { $payer }.
    .d = If it is not right, it can be returned within { $days }, with the postage paid by { $payer }.
fix-account_wall = No account is needed. Write back with what you would like, and a person takes the order with you.
    .b = It can be done without an account: reply with what you would like, and a person sees to the rest.
    .c = You can order without opening an account. Reply and say what you want, and a person takes it from there.
    .d = An account is not necessary. A reply with what you would like is enough for a person to take the order.
fix-trust = It is a fair question. This is who we are:
    .b = That is worth asking. Here you can see who stands behind the shop:
fix-technical = We are sorry, that was our fault. The cart is kept as it was, and { $staff } can take the order by reply.
    .b = That was a mistake of ours, and we apologise. Nothing in the cart has changed, and a reply is enough for { $staff } to take the order.
fix-stock_variant = This one is out of stock now: { $item }. More are expected on { $day }.
    .b = We do not have this one at the moment: { $item }. The next ones are due on { $day }.
fix-stock_in = In stock as we write: { $stock }. The product: { $item }.
    .b = We have { $stock } of this: { $item }.
    .c = This is in stock: { $item }. The number now is { $stock }.
    .d = Our count says { $stock }, and it is this product: { $item }.
fix-coupon = A code can be refused because of its dates or the goods it covers. Reply with the code, and a person looks up why.
    .b = Codes hold for certain dates and certain goods, and that may be the reason here. If you send us the code in a reply, a person finds out.
fix-comparing = Comparing is wise. Tell me what you are comparing it with, and I will set the two side by side.
    .b = Take your time to compare. If you tell me what else you are looking at, I can line up the differences.
    .c = It is good to look at both. If you name the other one, I can show where the two differ.
    .d = Two are better seen together. With the name of the other one, I can put the two next to each other.
fix-privacy = This is what we keep about you, and how to have it removed:
    .b = Here is what we store about you, and how it can be deleted:
fix-gift = It is good to ask the person it is for. The cart stays as it is while you talk it over, and this can be passed on.
    .b = Asking first is a fine idea. Nothing in the cart changes while you two talk, and you may forward this.
