# The conversation: it listens, says what it heard, asks before it advises, and closes only when that is welcome.

welcome = Good to see you. This is { $shop }, and here is your cart as you left it:
welcome-back = Good to see you again. We carry on where we left off.
    .b = Welcome back. We can go on from here.
    .c = It is good to have you back. The conversation goes on from where it was.
    .d = Hello again. Here we pick up the thread.
welcome-empty = Good to see you. This is { $shop }; ask about anything.

ask-which = What got in the way?
    .b = Which of these comes closest?
    .c = What could have been easier?
    .d = Where did it get stuck?
reflect = You said: “{ $said }”.
    .b = So, in your words: “{ $said }”.
    .c = I hear you: “{ $said }”.
    .d = This I have noted down: “{ $said }”.

ask-postcode = Which postcode would it go to?
    .b = What is the postcode, so that I can look up the delivery?
    .c = Where would it be sent, by postcode?
    .d = May I have the postcode for the delivery?
ask-receive = Would you like it sent, and then to which postcode, or would you rather pick it up?
    .b = Shall it be sent, and where to by postcode, or is picking it up easier?
    .c = How would you like to get it: sent, and to which postcode, or picked up?
    .d = Is it to be posted, and to which postcode, or will you come for it?
ask-permission = Shall I suggest one?
    .b = Would a suggestion help?
    .c = May I suggest something?
    .d = Would you like to see what I would suggest?
    .e = Shall I look for something that fits?
    .f = Is it all right if I point to something?
ask-open-need = What would you use it for, and what matters most?
    .b = What should it do well for you?
    .c = How do you picture using it?
    .d = What would you like it to do?
ask-need = { $question }

summarise = What I have heard so far: { $needs }. Correct me if I got something wrong.
    .b = So this is what matters: { $needs }. Say so if that is not quite it.
    .c = I understood this: { $needs }. You are welcome to correct it.
    .d = I am going by this: { $needs }. Any of it can be changed.
    .e = This is my list for now: { $needs }. When something is off, a word is enough.
    .f = In short, you are looking for this: { $needs }. I am glad to be put right.
assumed = I have assumed this: { $what }. Correct me if it is wrong.
    .b = You have not said this, and I went by it all the same: { $what }. Tell me if it is otherwise.
    .c = This is a guess of mine: { $what }. Say if the guess is off.
    .d = I took this for granted: { $what }. It can be changed.

offer = These might suit you, and under each one it says why:
    .b = Here is what comes closest to what you described, with the reasons:
    .c = I would look at these first, and here is why:
    .d = From what you told me, these seem to fit, each with its reasons:
    .e = I found these, and the reasons are beside them:
    .f = Perhaps one of these could suit you. It says why under each one:
offer-one = This one might suit you, and here is why:
    .b = One comes closest to what you described, for these reasons:
    .c = Going by what you said, this one seems to fit, and it says why:
    .d = I would start with this one, with the reasons under it:
offer-none = Nothing we have meets all of this at once: { $conflict }. If one of them matters less, tell me which and I will look again.
    .b = I looked, and we have nothing that is all of this: { $conflict }. If you can do without one of them, I am glad to search once more.
    .c = There is nothing on our shelves with all of this: { $conflict }. If you tell me which one matters least, I can have another look.
    .d = I am sorry, I found nothing that has all of this: { $conflict }. If one of them may give way, I can look for the others.
offer-relaxed = Nothing fitted entirely, so I looked past this: { $what }.
    .b = There was no full match, so this gives way: { $what }.
    .c = I found something by leaving this aside: { $what }.
    .d = We had nothing with all of it, so I looked without this: { $what }.
offer-same = What you already have in the cart fits best with what you told me, so I have nothing else to suggest.
    .b = I looked around and found nothing that fits what you described better than your cart does.
    .c = Your cart already holds what comes closest to your description, so I suggest nothing else.
    .d = I would leave the cart as it is, because what is in it fits what you told me best.

ask-fits = Does one of these suit you, or is something on your mind?
    .b = How do these look to you?
    .c = Is one of these close to what you had in mind?
    .d = Would one of them do, or would you like something else?
    .e = What do you think of these?
    .f = Does any of them feel right, or is a question left?
ask-fits-one = Does this one suit you, or is something on your mind?
    .b = How does it look to you?
    .c = Is it close to what you had in mind?
    .d = Would it do, or would you like something different?
    .e = What do you think of it?
    .f = Does it feel right, or would you like to ask something?

answer = Here is what we say about that:
    .b = This is what I found:
    .c = The shop puts it this way:
    .d = I looked it up, and it says:
    .e = In the shop's own words:
    .f = On that we have this:
answer-total = It comes to { $total } { $total_includes }. { $delivery_n ->
        [0] Delivery to it costs nothing.
       *[other] { $delivery } of that is delivery.
    } The place is this: { $place }.
    .b = All in all { $total } { $total_includes }, sent to { $place }. { $delivery_n ->
        [0] It costs nothing to send.
       *[other] The delivery is { $delivery } of that.
    }
    .c = For { $place } the whole is { $total } { $total_includes }. { $delivery_n ->
        [0] Sending it there adds nothing.
       *[other] In it, { $delivery } is for sending it.
    }
    .d = Everything together makes { $total } { $total_includes }. { $delivery_n ->
        [0] There is no charge for sending it.
       *[other] The part for sending it is { $delivery }.
    } It would go to { $place }.
ask-answered = Does that answer it?
    .b = Is that what you wanted to know?
    .c = Does that help?
    .d = Is it clear now?
    .e = Does that settle the question?
    .f = Is that enough, or is something still open?

ask-question = What would you like to know?
    .b = What is the question?
    .c = What can I look up for you?
    .d = What are you wondering about?
ask-tell = What is on your mind?
    .b = Would you tell me a little more?
    .c = What would you like to say?
    .d = Could you put it in your own words?
# The words of a person at the shop stand above this line as they were written.
person-said = { $by }

unknown = I am honestly not sure, and I would rather not guess.
    .b = That I do not know, and a guess would not help you.
    .c = I looked and did not find the answer, so I would rather say so.
    .d = I have nothing about that, and it is better to tell you.
handing-over = I have asked { $staff }, who will answer you by { $by_full } at { $by_clock }.
    .b = { $staff } takes this from here; you will have an answer by { $by_full } at { $by_clock }.
    .c = This has gone to { $staff }, and the answer comes by { $by_full } at { $by_clock }.
    .d = From now on { $staff } looks after it and will answer by { $by_full } at { $by_clock }.
already-with-person = { $staff } has this now, so I will stay out of the way.
    .b = This is with { $staff }, and the answer comes from there.
    .c = I leave it to { $staff }, and keep quiet meanwhile.
    .d = It is in the hands of { $staff }, and I step aside.

glad = Good to hear.
    .b = That is good to know.
    .c = Lovely.
    .d = Glad to hear it.
    .e = Very good.
    .f = That sounds right.
ask-ready = Would you like to see the total and where to finish?
    .b = Shall I show you the total and the way to the checkout?
    .c = Is it time to look at the total and where the checkout is?
    .d = May I show the total, and where to finish?
close = Here is everything with the total, and the way to the checkout whenever it suits you:
    .b = This is the whole of it with the total, and the checkout is there when you like:
    .c = You can see it all here with the total and the way to the checkout, at your own pace:
    .d = Below is what you chose, with the total and the way to the checkout for whenever you wish:
close-note = If you would rather think about it, the cart stays as it is.
    .b = It is fine to wait; the cart is kept as it is.
    .c = Nothing changes in the cart if you leave it for now.
    .d = You can also let it rest, and the cart will be the same.

rest-just-looking = Looking is what shops are for. The cart keeps for { $days }, and we will not write about it again.
    .b = Browsing is welcome here. The cart keeps for { $days }, and you will not hear from us about it.
    .c = You are free to look around. We keep the cart for { $days } and write no more about it.
    .d = Nobody has to buy to have a look. What is in the cart is kept for { $days }, and we will not send you letters about it.
    .e = There is nothing more to do. For { $days } the cart stays here, and we send nothing about it.
    .f = It can all wait. Your cart is kept for { $days }, and we leave you in peace about it.
rest-later = That is fine. The cart keeps, and you will hear nothing from us about it before { $day }.
    .b = All in good time. We keep the cart and stay quiet about it until { $day }.
    .c = Later is fine too. Until { $day } the cart is kept, and we write nothing about it.
    .d = As you like. The cart is kept here, and not a word comes from us about it before { $day }.
rest-no = No problem, we will not write about this cart again.
    .b = That is quite all right. There will be no more letters about this cart.
    .c = Understood. We write no more about this cart.
    .d = Thank you for saying so. You will get nothing more from us about this cart.
rest-satisfied = Glad it worked out. You know where to find us.
    .b = That is good to hear. We are here if anything comes up.
    .c = Then all is well. Questions are always welcome.
    .d = It is nice that it went well. You can write to us if you think of something.
stopped = Done. { $shop } will not write to you again.
thanks = You are welcome.
    .b = Any time.
    .c = Gladly.
    .d = That is what I am here for.
unclear = I did not quite follow that. Other words would help me.
    .b = I am not sure I understood. Could be me; other words would help.
    .c = That went past me. Said another way, it may reach me.
    .d = I lost the thread there. The fault may be mine, and a different wording could be enough.
repeat = Here it is again:
    .b = Once more, in case it got lost:
    .c = I will say it again:
    .d = This was it:
bought = { $shop } has your order. Thank you. We will not write about this cart again.
    .b = Thank you for the order, which { $shop } has now. No more letters come about this cart.
    .c = Your order has come to { $shop }. Many thanks. About this cart we write no further.
    .d = The order is with { $shop }, and we thank you for it. That was all about this cart.
changed = Got it, changed.
    .b = Noted, I have changed that.
    .c = That is changed now.
    .d = Thank you, I have put that right.
cancelled = Done, that is called off.
    .b = That is all right, we leave it.
    .c = Then we let that go.
    .d = No more of that, then.
back = Back to what I asked:
    .b = I come back to my question:
    .c = I still have this question:
    .d = What I had asked was this:
support = This is about an order, so { $staff } looks into it and writes to you.
    .b = As it concerns an order, { $staff } will look into it and write to you.
    .c = Your message is about an order. { $staff } looks into it and writes to you.
    .d = { $staff } looks into questions about orders, and will write to you about yours.
