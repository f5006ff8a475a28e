# Small pieces: quick answers, list lines, nouns that are counted.

choice-cost_total = The total cost
choice-account_wall = Having to make an account
choice-payment_declined = The payment was declined
choice-payment_methods = The ways to pay
choice-delivery_time = Delivery time
choice-trust = I do not know the shop
choice-returns = Returns
choice-fit_or_choice = Not sure which one fits
choice-stock_variant = My size or colour was missing
choice-technical = Something did not work
choice-coupon = A code did not work
choice-comparing = I am comparing
choice-not_ready = Not yet
choice-just_browsing = I was only looking
choice-gift_or_approval = I am asking someone else first
choice-privacy = My privacy
choice-something_else = Something else
choice-just_looking = Nothing, I was only looking
choice-person = Talk to a person
choice-recommend = Suggest something
choice-question = I have a question
choice-yes = Yes
choice-not_quite = Not quite
choice-no = No, thanks
choice-later = Later
choice-stop = Stop writing to me
choice-suits = This one suits me
choice-none = None of these
choice-pickup = I will pick it up
choice-dont_know = I do not know
choice-dont_mind = It does not matter
choice-cheaper = Something cheaper
choice-show = Show me
choice-edit = Change what I said
choice-concern = Something is on my mind
choice-finish = Go to checkout

includes-tax = with tax
includes-tax-delivery = with tax and delivery
includes-tax-pickup = with tax, picked up at the shop
includes-delivery = with delivery

item-line = { $title }
item-lines = { $title }, { $count_n } pieces
item-line-price = { $title }, { $price } { $price_includes }
item-lines-price = { $title }, { $count_n } at { $price } each, { $price_includes }
total-line = In total: { $total } { $total_includes }
because = Because you said “{ $said }” ({ $label }: { $value }).
drawback = On the other hand: { $what }
source-line = From: { $fact_title }, { $fact_day }

noun-day = { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
noun-workday = { $n ->
        [one] { $n } working day
       *[other] { $n } working days
    }
noun-week = { $n ->
        [one] { $n } week
       *[other] { $n } weeks
    }
noun-hour = { $n ->
        [one] { $n } hour
       *[other] { $n } hours
    }
noun-minute = { $n ->
        [one] { $n } minute
       *[other] { $n } minutes
    }
noun-product = { $n ->
        [one] { $n } product
       *[other] { $n } products
    }
noun-piece = { $n ->
        [one] { $n } piece
       *[other] { $n } pieces
    }
noun-review = { $n ->
        [one] { $n } review
       *[other] { $n } reviews
    }
