"""English forms of a no to letters, and what only sounds like one; written by us, by kind of utterance, blind to the tables."""

STOP = """Stop mailing me about the coat.
Kindly stop all further contact.
Will you stop with these nudges?
You can stop the nudging, I'm not coming back.
stop texting this number
Stop the notifications at once.
STOP STOP STOP
stop, just stop
Stop it. Seriously.
ok stop
Could the reminders please stop?
I want these mails to stop.
When will these messages stop?
How do I get these to stop?
I've told you to stop.
I am begging you to stop.
It would be lovely if you stopped.
Cease and desist.
cease writing to this address
Desist from contacting me.
Quit it with the emails
quit bugging my wife
Halt all mailings to this account.
Please refrain from writing to me in future.
Please don't write.
Don't email.
dont text me again
do not send me anything else
Don't you dare email me again
Please do not reply to this or write again.
Don't contact us, we are not interested.
Would you please not write to me any more
I must ask you not to contact me.
I'd ask that you don't message me again.
Never email this address.
Never, ever write to me again.
I'd prefer that you didn't email me.
I would prefer not to be contacted.
I'd rather not be reminded, thank you.
I would rather you left me out of this.
I don't want to be emailed.
I do not want reminders from shops.
I don't want any of your newsletters.
We don't want your letters here
don't want ur emails
I do not wish to hear from you again.
I don't care for marketing mail.
I have no interest in receiving messages from you.
I'm not interested in hearing from you
I don't need reminding.
I don't need a reminder every time I close a tab.
There is no need to contact me again.
No need to write back.
No need for any more emails, thank you.
You needn't send any more reminders.
You don't have to keep writing.
No more.
No more letters please.
no more nudges
No further correspondence, please.
No emails, no texts, nothing.
no spam please
No contact please.
Not one more email.
Not another word from you.
None of these again, please.
Nothing more from you, thanks.
enough
ENOUGH!!
Enough with the reminders.
That's enough emails now.
I have had enough of your messages.
Enough is enough.
I'm fed up with these letters.
I am sick and tired of your emails.
So tired of being chased by shops.
I'm done with your newsletters.
I hate getting these.
Unsubscribe
UNSUBSCRIBE ME NOW
unsubscribe this mail address
pls unsubcribe
I unsubscribed last week, why am I still getting mail?
Where do I unsubscribe?
I'd like to be unsubscribed.
Opt me out please.
I wish to opt out of all marketing.
I opt out.
opting out
Remove me.
Remove my number from your system.
please remove this address from your records
I want my address removed.
Take me off.
Take me off your list please
take my wife off the mailing list
Kindly take us off your books
Get me off this list
Could you take my name off?
Strike my name from your list.
Cross me off.
Scratch my address from the list
Drop me from your mailing list
Delete my details.
Delete everything you have about me.
Erase all my data please
wipe my info
Please forget me.
I'd like to be forgotten under GDPR.
I want to exercise my right to erasure.
Please close my account and delete my data.
get rid of my email address
lose my email
Lose this number.
I don't want to be on your list any more.
Why am I on this list? Take me off.
Leave me alone.
leave us alone please
Leave me in peace
I'd like to be left alone.
Let me be.
All I ask for is some peace.
Go away.
please go away
get lost
Sod off
piss off!!
f off
Jog on.
Shut up.
bugger off with your emails
Give it a rest.
Give me a break from these emails
pack it in
Knock it off.
Cut it out, will you.
Get off my back.
Spare me.
Spare me the reminders.
Save your breath, no more letters.
Turn these emails off.
turn off the notifications
Switch off the reminders please
How do I turn off these messages?
Can you disable these alerts?
Cancel the newsletter.
Cancel all further emails
End my subscription to this list.
end this
Kill the emails
END
quit
Block.
I'm going to block you.
Blocked and reported.
I've marked you as spam.
This is spam.
Your mail went straight to junk, where it belongs. Marked as spam.
I'll report you if you write again.
One more email and I complain to the regulator.
Another message and my lawyer will be in touch
I did not sign up for this.
I never asked for these emails
I never subscribed.
I didn't agree to be contacted.
I did not give you permission to email me.
You don't have my consent.
I withdraw my consent.
I revoke consent to marketing.
I object to direct marketing.
I object to my data being used for marketing.
You have no right to write to me
Let this be your last email.
This is the last email I want from you.
I hope this is the last I hear of it.
That should be the final reminder, please.
never again
Make it stop.
make these go away
My mother has dementia, please do not write to her.
I'm writing on behalf of my father: please remove him from your list.
Wrong person. Please remove this address.
How did you get my address? Delete it.
Where did you get this number from? Don't use it again.
This is a work address, no marketing please.
Your emails are not welcome.
These messages are unwanted.
I find these reminders intrusive.
Too many emails. Take me out.
My inbox is full, please don't add to it. No more mails.
If I want it I'll come back myself, you needn't remind me.
Thanks, but no more reminders please.
Thank you for asking. Please don't email again.
Lovely shop, but take me off the list.
Too dear, and please stop emailing.
Bought it elsewhere, so you can stop reminding me.
Just stop. And where is my refund?""".splitlines()

KEEP = """Is there a stop near your shop?
Which bus stop is closest?
Does it have an end stop?
Will it stop the draught?
Does this stop the rain getting in?
How do I stop the zip from sticking?
Can I stop the timer?
Stop the delivery please, wrong address.
Please stop my order.
Can you stop the payment?
The page stopped loading.
My card was stopped by the bank.
What stopped me was the postage.
I stopped at the payment step.
I couldn't stop laughing at your letter, thanks
My son won't stop growing.
I'll stop by on Saturday.
Is that a one-stop thing?
Don't stop writing, I enjoy it
Please don't remove me from the waiting list.
Remove the red one from my basket.
Can I remove the lining?
Is the hood removable?
Please take the socks off my order.
Could you take ten pounds off?
Does the collar come off?
Delete the second pair from the order, please.
Please cancel my order.
How do I cancel an order?
I cancelled by mistake.
I did not get a confirmation email.
No email arrived with the code.
I never received a receipt.
I haven't had a reply.
I have not received your letter about the refund.
The confirmation went to my spam folder.
Could you email me the invoice?
Message me when it is back in stock.
Please write to me when the blue one arrives.
Remind me next week.
Send me a reminder on Friday.
Can you contact me by phone instead?
Who do I contact about returns?
Your contact form doesn't work.
I don't want a black one.
I do not want wool.
I don't want to pay that much.
I don't want to make an account.
I don't need it in a box.
I don't need a bigger size.
I don't like the colour.
No thanks, not today.
No thank you.
Not interested in the hat, but the scarf is nice.
Not now.
Maybe another time.
No more than forty pounds.
No more questions, thank you.
Do you have no more in green?
Enough room for two?
I have enough jumpers.
Is it big enough?
I've had enough time to think, I'll take it
Never mind.
I never know which size to take.
I have never worn wool.
It never stops raining here.
Leave it with the neighbour please.
Can you leave it at the door?
Let me think about it.
Let me know when it is cheaper.
My phone went off and I forgot.
I had to go away for the weekend.
Will the smell go away?
The stain won't go away after washing.
Is it safe to turn it off at night?
How do I switch it off?
The popup would not close.
I signed up but the code did not come.
Do I have to sign up?
I did not sign for the parcel.
The password reset mail never came.
I forgot my password.
The list of sizes is missing.
Can you put me on the list for the next batch?
It's on my wish list.
I lost my job so I'll wait.
The last one I bought was too small.
Is this the last one?
Finally decided, I'll take it.
The end of the month suits me better.
I report to my wife first, ha
The block heel is too high.
Is the block of wood oiled?
I object to paying for returns.
I need to ask permission from my landlord.
Can I opt for gift wrapping?
The lawyer in me wants to read the terms first.
We'd prefer a smaller one.
I'd rather have the green one.
Could you send it without a box?
I can't write with my left hand, is there a left-handed pen?
Is the mailbox you sell lockable?
Does the letter opener come in steel?""".splitlines()
