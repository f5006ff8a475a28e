### Phrases
left = Only { $count } left
    in the shop.
stock = { $n ->
    [one] Only one left
   *[other] There are { NUMBER($n) } left
 } today.
# softsell: allow scarcity -- the shop counts
counted = Only <b>2</b> left
cart =
    .title = Hurry, last chance
    .button = Buy now
-brand = Garn
said = The { -brand } shop says { "hurry up" } today
