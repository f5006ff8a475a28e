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
    .b = It usually takes { $min } to { $days } to get to { $place }. Delivery: { $method }.
    .c = To { $place } it mostly takes { $min } to { $days }. That is with this delivery: { $method }.
    .d = As a rule it takes { $min } to { $days } with this delivery: { $method }. It would go to { $place }.
fix-delivery_time-exact = { $method }: usually { $days }. Sent to: { $place }.
    .b = It usually takes { $days } to get to { $place }. Delivery: { $method }.
    .c = To { $place } it mostly takes { $days }. That is with this delivery: { $method }.
    .d = As a rule it takes { $days } with this delivery: { $method }. It would go to { $place }.
fix-payment_methods = You can pay in any of these ways: { $methods }.
    .b = These all work: { $methods }.
    .c = Each of these is fine for the payment: { $methods }.
    .d = We take all of these: { $methods }.
fix-payment_declined = The bank turned the payment down, so nothing was charged. These also work: { $methods }.
    .b = The payment was refused by the bank, and nothing was charged. There are other ways to pay: { $methods }.
    .c = Nothing was charged, because the bank said no to the payment. You can also pay like this: { $methods }.
    .d = The bank did not accept the payment, so no charge was made. These are the other ways: { $methods }.
fix-returns = You have { $days } to send it back. The return postage is paid by { $payer }.
    .b = It can come back within { $days }, and the return postage is paid by { $payer }.
    .c = Returns are possible for { $days }. The postage back is paid by { $payer }.
    .d = If it is not right, it can be returned within { $days }, with the postage paid by { $payer }.
fix-technical = We are sorry, that was our fault. The cart is kept as it was, and { $staff } can take the order by reply.
    .b = That was a mistake of ours, and we apologise. Nothing in the cart has changed, and a reply is enough for { $staff } to take the order.
    .c = Something broke on our side, and we are sorry about it. The cart has not changed, and { $staff } takes the order if you reply.
    .d = The fault was ours, and we regret the trouble. The cart is as you left it, and { $staff } can take the order by letter.
fix-stock_variant = This one is out of stock now: { $item }. More are expected on { $day }.
    .b = We do not have this one at the moment: { $item }. The next ones are due on { $day }.
    .c = This one is not in stock today: { $item }. It should be back on { $day }.
    .d = At present we are out of this one: { $item }. A new delivery is expected on { $day }.
fix-stock_in = In stock as we write: { $stock }. The product: { $item }.
    .b = We have { $stock } of this: { $item }.
    .c = This is in stock: { $item }. The number now is { $stock }.
    .d = By our count there are { $stock } of this one: { $item }.
