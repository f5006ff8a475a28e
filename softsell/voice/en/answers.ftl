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
    } The place: { $place }. { $pickup_given ->
        [yes] Picking it up costs nothing: { $pickup }.
       *[no] {""}
    }
fix-delivery_time = { $method }: usually { $min } to { $days }. The place: { $place }.
    .b = It usually takes { $min } to { $days }. The way: { $method }. The place: { $place }.
fix-delivery_time-exact = { $method }: usually { $days }. The place: { $place }.
    .b = It usually takes { $days }. The way: { $method }. The place: { $place }.
fix-payment_methods = You can pay in any of these ways: { $methods }.
    .b = These all work: { $methods }.
fix-payment_declined = The bank turned the payment down, so nothing was charged. These also work: { $methods }.
fix-returns = You have { $days } to send it back. The return postage is paid by { $payer }.
    .b = It can come back within { $days }, and the return postage is paid by { $payer }.
fix-account_wall = No account is needed. Write back with what you would like, and a person takes the order with you.
    .b = It can be done without an account: reply with what you would like, and a person sees to the rest.
fix-trust = It is a fair question. This is who we are:
fix-technical = We are sorry, that was our fault. The cart is kept as it was, and { $staff } can take the order by reply.
fix-stock_variant = This one is out of stock now: { $item }. More are expected on { $day }.
fix-stock_in = In stock as we write: { $stock }. The product: { $item }.
    .b = We have { $stock } of this: { $item }.
fix-coupon = A code can be refused because of its dates or the goods it covers. Reply with the code, and a person looks up why.
fix-comparing = Comparing is wise. Tell me what you are comparing it with, and I will set the two side by side.
    .b = Take your time to compare. If you tell me what else you are looking at, I can line up the differences.
fix-privacy = This is what we keep about you, and how to have it removed:
fix-gift = It is good to ask the person it is for. The cart stays as it is while you talk it over, and this can be passed on.
