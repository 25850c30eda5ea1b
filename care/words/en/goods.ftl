# What is sold.
goods-ask = Which product is it about?
goods-which = Which of these do you mean?
goods-not-found = I can't find “{ $words }” among our products. It may go by another name here; try a different word, or a person can look.
goods-there = Yes, the { $name } ({ $options }) is in stock, at { $price }.
goods-few-there = Yes, the { $name } ({ $options }) is in stock, at { $price }, but there { $count ->
    [one] is only one
   *[other] are only { $count }
 } left.
goods-plain = in its one variant
goods-some-there = Yes, we have the { $name }.
goods-sold-out = The { $name } in { $options } is sold out just now.
goods-all-sold-out = The { $name } is sold out just now. When it comes back is not in my records yet.
goods-no-such-variant = The { $name } doesn't come in { $options } together.
goods-instead = In stock: { $variants }.
goods-none-there = It is sold out just now.
goods-variant = { $options } ({ $price })
goods-variants = In stock: { $variants }.
goods-many-variants = { $count } variants are in stock. { $options }. Tell me what you like and I look it up.
goods-option = { $option }: { $values }
goods-separator = {"; "}
goods-price = The { $name } costs { $price }.
goods-prices = The { $name } costs between { $lowest } and { $highest }, depending on the variant.
goods-no-price = The { $name } is not for sale just now.
goods-label-there = in stock
goods-label-sold-out = sold out
goods-how-many = { $count } of { $all } options of the { $name } are available.
goods-cheapest = The cheapest { $name } available is { $options }, at { $price }.
goods-dearest = The most expensive { $name } available is { $options }, at { $price }.
goods-fitting = { $name } available: { $variants }.
goods-ends = They go from { $lowest } to { $highest }.
goods-none-like-that = None of the { $name } is like that just now.
goods-side = { $name }: { $lowest } to { $highest } ({ $options }).
