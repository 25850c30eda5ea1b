# 到货提醒。
back-in-stock-ask-product = 请问您在等哪款商品？告诉我名字就行。
back-in-stock-ask-variant = 您在等哪种{ $item }？
funnel-label-product = 哪款商品
reminding-is-there = { $name }现在有货，不用等。
remind-title = 到货提醒
remind-quote = 到货后我马上发邮件告诉您：{ $items }。
remind-done = 办好了。{ $items }一到货就给您发邮件（{ $request }）。
remind-already = 您已经登记过{ $items }的到货提醒了（{ $request }），到货就发邮件。
refused-unknown-variant = 店里已经找不到这款商品了。
refused-in-stock-already = { $name }（{ $options }）又有货了，不用再等。
