# Smátt: stutt svör, línur í lista og nafnorð sem talið er í.

choice-cost_total = Heildarkostnaðurinn
choice-account_wall = Að þurfa að stofna aðgang
choice-payment_declined = Greiðslunni var hafnað
choice-payment_methods = Greiðsluleiðirnar
choice-delivery_time = Afhendingartíminn
choice-trust = Ég þekki ekki verslunina
choice-returns = Vöruskil
choice-fit_or_choice = Ég veit ekki hvað hentar
choice-stock_variant = Mín stærð eða litur var ekki til
choice-technical = Eitthvað virkaði ekki
choice-coupon = Kóði virkaði ekki
choice-comparing = Ég er að bera saman
choice-not_ready = Ekki strax
choice-just_browsing = Ég var bara að skoða
choice-gift_or_approval = Ég ætla fyrst að spyrja aðra
choice-privacy = Persónuverndin
choice-something_else = Eitthvað annað
choice-just_looking = Ekkert, ég var bara að skoða
choice-person = Tala við manneskju
choice-recommend = Fá ábendingu
choice-question = Ég er með spurningu
choice-yes = Já
choice-not_quite = Ekki alveg
choice-no = Nei, takk
choice-later = Seinna
choice-stop = Hætta að fá póst
choice-suits = Þetta hentar mér
choice-none = Ekkert af þessu
choice-pickup = Ég sæki þetta
choice-dont_know = Ég veit það ekki
choice-dont_mind = Það skiptir ekki máli
choice-cheaper = Eitthvað ódýrara
choice-show = Sýna mér
choice-edit = Breyta því sem ég sagði
choice-concern = Ég er að velta einhverju fyrir mér
choice-finish = Ganga frá kaupum

includes-tax = með vsk.
includes-tax-delivery = með vsk. og sendingu
includes-tax-pickup = með vsk. og sótt í búðina
includes-delivery = með sendingu

item-line = { $title }
item-lines = { $title }, { $count_n } stk.
item-line-price = { $title }, { $price } { $price_includes }
item-lines-price = { $title }, { $count_n } stk. á { $price } { $price_includes }
total-line = Samtals: { $total } { $total_includes }
because = Af því að þú nefndir „{ $said }“ ({ $label }: { $value }).
drawback = Á móti kemur: { $what }
source-line = Heimild: { $fact_title }, { $fact_day }

noun-day = { $n ->
        [one] { $n } dagur
       *[other] { $n } dagar
    }
    .acc = { $n ->
        [one] { $n } dag
       *[other] { $n } daga
    }
    .dat = { $n ->
        [one] { $n } degi
       *[other] { $n } dögum
    }
    .gen = { $n ->
        [one] { $n } dags
       *[other] { $n } daga
    }
noun-workday = { $n ->
        [one] { $n } virkur dagur
       *[other] { $n } virkir dagar
    }
    .acc = { $n ->
        [one] { $n } virkan dag
       *[other] { $n } virka daga
    }
    .dat = { $n ->
        [one] { $n } virkum degi
       *[other] { $n } virkum dögum
    }
    .gen = { $n ->
        [one] { $n } virks dags
       *[other] { $n } virkra daga
    }
noun-week = { $n ->
        [one] { $n } vika
       *[other] { $n } vikur
    }
    .acc = { $n ->
        [one] { $n } viku
       *[other] { $n } vikur
    }
    .dat = { $n ->
        [one] { $n } viku
       *[other] { $n } vikum
    }
    .gen = { $n ->
        [one] { $n } viku
       *[other] { $n } vikna
    }
noun-hour = { $n ->
        [one] { $n } klukkustund
       *[other] { $n } klukkustundir
    }
    .acc = { $n ->
        [one] { $n } klukkustund
       *[other] { $n } klukkustundir
    }
    .dat = { $n ->
        [one] { $n } klukkustund
       *[other] { $n } klukkustundum
    }
    .gen = { $n ->
        [one] { $n } klukkustundar
       *[other] { $n } klukkustunda
    }
noun-minute = { $n ->
        [one] { $n } mínúta
       *[other] { $n } mínútur
    }
    .acc = { $n ->
        [one] { $n } mínútu
       *[other] { $n } mínútur
    }
    .dat = { $n ->
        [one] { $n } mínútu
       *[other] { $n } mínútum
    }
    .gen = { $n ->
        [one] { $n } mínútu
       *[other] { $n } mínútna
    }
noun-product = { $n ->
        [one] { $n } vara
       *[other] { $n } vörur
    }
    .acc = { $n ->
        [one] { $n } vöru
       *[other] { $n } vörur
    }
    .dat = { $n ->
        [one] { $n } vöru
       *[other] { $n } vörum
    }
    .gen = { $n ->
        [one] { $n } vöru
       *[other] { $n } vara
    }
noun-piece = { $n ->
        [one] { $n } stykki
       *[other] { $n } stykki
    }
    .acc = { $n ->
        [one] { $n } stykki
       *[other] { $n } stykki
    }
    .dat = { $n ->
        [one] { $n } stykki
       *[other] { $n } stykkjum
    }
    .gen = { $n ->
        [one] { $n } stykkis
       *[other] { $n } stykkja
    }
noun-review = { $n ->
        [one] { $n } umsögn
       *[other] { $n } umsagnir
    }
    .acc = { $n ->
        [one] { $n } umsögn
       *[other] { $n } umsagnir
    }
    .dat = { $n ->
        [one] { $n } umsögn
       *[other] { $n } umsögnum
    }
    .gen = { $n ->
        [one] { $n } umsagnar
       *[other] { $n } umsagna
    }
