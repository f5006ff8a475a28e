# The conversation: it listens, says what it heard, asks before it advises, and closes only when that is welcome.

welcome = Good to see you. This is { $shop }, and here is your cart as you left it:
welcome-back = Good to see you again. We carry on where we left off.
    .b = Welcome back. Everything is as you left it.
welcome-empty = Good to see you. This is { $shop }; ask about anything.

ask-which = What got in the way?
    .b = Which of these comes closest?
    .c = What could have been easier?
reflect = You said: “{ $said }”.
    .b = So, in your words: “{ $said }”.
    .c = I hear you: “{ $said }”.

ask-postcode = Which postcode would it go to?
    .b = What is the postcode, so that I can look up the delivery?
ask-receive = Would you like it sent, and then to which postcode, or would you rather pick it up?
ask-permission = Shall I suggest one?
    .b = Would a suggestion help?
    .c = May I suggest something?
ask-open-need = What would you use it for, and what matters most?
    .b = What should it do well for you?
    .c = How do you picture using it?
ask-need = { $question }

summarise = What I have heard so far: { $needs }. Correct me if I got something wrong.
    .b = So this is what matters: { $needs }. Say so if that is not quite it.
assumed = I have assumed this: { $what }. Correct me if it is wrong.

offer = These might suit you, and under each one it says why:
    .b = Here is what comes closest to what you described, with the reasons:
    .c = I would look at these first, and here is why:
offer-one = This one might suit you, and here is why:
    .b = One comes closest to what you described:
offer-none = Nothing we have meets all of this at once: { $conflict }. If one of them matters less, tell me which and I will look again.
    .b = I looked, and we have nothing that is all of this: { $conflict }. Letting go of one of them would open up more.
offer-relaxed = Nothing fitted entirely, so I looked past this: { $what }.
offer-same = What you already have in the cart fits best with what you told me, so I have nothing else to suggest.

ask-fits = Does one of these suit you, or is something on your mind?
    .b = How do these look to you?
    .c = Is one of these close to what you had in mind?
ask-fits-one = Does this one suit you, or is something on your mind?
    .b = How does it look to you?
    .c = Is it close to what you had in mind?

answer = Here is what we say about that:
    .b = This is what I found:
answer-total = It comes to { $total } { $total_includes }. { $delivery_n ->
        [0] Delivery there costs nothing.
       *[other] Delivery is { $delivery } of that.
    } The place: { $place }.
    .b = All in all { $total } { $total_includes }, sent to { $place }. { $delivery_n ->
        [0] The delivery costs nothing.
       *[other] The delivery is { $delivery } of that.
    }
ask-answered = Does that answer it?
    .b = Is that what you wanted to know?
    .c = Does that help?

ask-question = What would you like to know?
    .b = What is the question?
ask-tell = What is on your mind?
    .b = Would you tell me a little more?
# The words of a person at the shop stand above this line as they were written.
person-said = { $by }

unknown = I am honestly not sure, and I would rather not guess.
    .b = That I do not know, and a guess would not help you.
handing-over = I have asked { $staff }, who will answer you by { $by_full } at { $by_clock }.
    .b = { $staff } takes this from here; you will have an answer by { $by_full } at { $by_clock }.
already-with-person = { $staff } has this now, so I will stay out of the way.
    .b = This is with { $staff }, and the answer comes from there.

glad = Good to hear.
    .b = That is good to know.
    .c = Lovely.
ask-ready = Would you like to see the total and where to finish?
    .b = Shall I show you the total and the way to the checkout?
close = Here is everything with the total, and the way to the checkout whenever it suits you:
close-note = If you would rather think about it, the cart stays as it is.
    .b = It is fine to wait; the cart stays as it is.

rest-just-looking = Looking is what shops are for. The cart keeps for { $days }, and we will not write about it again.
    .b = That is fine. The cart keeps for { $days }, and you will not hear from us about it.
rest-later = That is fine. The cart keeps, and you will hear nothing from us about it before { $day }.
    .b = All in good time. We keep the cart and stay quiet about it until { $day }.
rest-no = No problem, we will not write about this cart again.
    .b = That is quite all right. We leave it there.
rest-satisfied = Glad it worked out. You know where to find us.
    .b = That is good to hear. We are here if anything comes up.
stopped = Done. { $shop } will not write to you again.
thanks = You are welcome.
    .b = Any time.
unclear = I did not quite follow that. Other words would help me.
    .b = I am not sure I understood. Could be me; other words would help.
repeat = Here it is again:
    .b = Once more, in case it got lost:
bought = { $shop } has your order. Thank you. We will not write about this cart again.
changed = Got it, changed.
    .b = Noted, I have changed that.
cancelled = Done, that is called off.
support = This is about an order, so { $staff } looks into it and writes to you.
