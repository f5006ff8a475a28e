# The letter: it says who writes and why, asks one thing, and leaves the reader free.

subject-ask = A question about your cart
    .b = Can we help with your cart?
    .c = About the things you set aside
subject-ask-payment = The payment did not go through
subject-ask-technical = Something went wrong on our side
subject-follow-up = A little more about your cart
    .b = Something that may help with your cart
subject-talk = A note from { $shop }

greeting = { $name_given ->
        [yes] Hi { $name },
       *[no] Hi,
    }

ask-open = You left these in a cart at { $shop } on { $day_full }, and we are writing to ask about it.
    .b = These are still in your cart at { $shop }, from { $day_full }. We write only to ask how it went.
    .c = On { $day_full } you set these aside at { $shop }. We would like to know how we did.
ask-open-payment = On { $day_full } a payment at { $shop } did not go through. The cart is kept as it was:
ask-open-technical = On { $day_full } something failed on our side while you were at { $shop }. We are sorry. The cart is kept as it was:
ask-follow-up = We wrote to you about this cart at { $shop }, and have since found something that may be of use.
    .b = One more note about your cart at { $shop }, because we have something to add.

ask-trouble = Did something get in the way, or would an answer or a suggestion help?
    .b = Was there something we could have made easier?
    .c = Is there anything we can answer or help you choose?

how-to-answer = Press one of these or reply in your own words; { $staff } reads every answer.
    .b = A press or a short reply is plenty. { $staff } reads them all.

freedom-last = There is no rush: the cart keeps for { $days }, and we will not write about it again unless you do.
    .b = It will all keep for { $days }. We send no more letters about it, unless you write to us.
freedom-once = There is no rush: the cart keeps for { $days }. We may write once more if we have something useful to add, and not after that.

sign = Warm wishes,
    { $staff }
    { $shop }
    .b = With kind regards,
    { $staff }
    { $shop }

machine-writer = This was written by the assistant of { $shop }, a machine; { $staff } reads the answers.

why-consent = You get this because you said yes to letters from { $shop } on { $day }.
why-soft-optin = You get this because you have bought from { $shop } before.
why-service = You get this once because an order at { $shop } could not be finished. It holds no offers.
why-none = You get this because you left a cart at { $shop } with your address.
you-wrote = You wrote on { $day }:
footer-address = { $shop }, { $address }
unsubscribe = Stop these letters
preferences = Choose what we write about
