# The shop itself: delivery, returns, paying, hours.
shop-fee = { $name } costs { $price } and takes { $first } to { $last } business days.
shop-free = nothing
shop-free-from = { $name } is free for orders from { $amount }.
shop-options = We deliver within { $region }. An order leaves us within { $first } to { $last } business days, then it takes:
shop-option = { $name }: { $first } to { $last } business days ({ $price }).
shop-methods-title = Delivery
shop-method-row = { $price }, { $first } to { $last } business days

shop-return-window = You can send things back within { $days } days of delivery.
shop-return-any-time = You can send things back once they were delivered; there is no deadline.
shop-return-free = Sending back is free.
shop-return-postage = You pay the postage; if something is faulty, we do.
shop-return-to-original = The money goes back the way you paid.
shop-return-to-gift-card = The money goes back the way you paid, or onto one of your gift cards if you like that better.
shop-refund-takes = That takes { $first } to { $last } business days, on a gift card no time at all.
shop-exchange = You can also swap for another variant of the same product.
shop-exchange-any = You can also swap for something else.
shop-once = Each order can be returned or exchanged once, so think of everything in one go.

shop-pay-with = You can pay by { $kinds }.
shop-instalments = Paying in instalments is possible; you choose it at the checkout.
shop-no-instalments = Paying in instalments isn't possible yet.

shop-cancel-free = Cancelling costs nothing as long as the order is not packed. You get all your money back.
shop-cancel-fee = Cancelling costs { $fee } and is possible as long as the order is not packed.

shop-promotions = What is on offer just now is not in my records, and I don't want to promise you a price that isn't there. I'm asking a person who knows.

shop-hours = We are here { $week }.
shop-open-now = Somebody is here now, until { $time }.
shop-closed-now = We are closed just now and open again { $when }. This chat looks things up for you at any hour.
shop-separator = {", "}
shop-day-range = { $first } to { $last } { $spans }
shop-one-day = { $first } { $spans }
shop-monday = Monday
shop-tuesday = Tuesday
shop-wednesday = Wednesday
shop-thursday = Thursday
shop-friday = Friday
shop-saturday = Saturday
shop-sunday = Sunday

next-delivery-options = Which ways of delivery are there?
next-where = Where is my order?
next-exchange = Exchange something
next-shipping-fee = What does delivery cost?
next-stock = Is it in stock?
next-product = More about it
