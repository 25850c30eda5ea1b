# Money: paid, on its way back, invoice, gift cards.
payment-credit-card = credit card
payment-debit-card = debit card
payment-paypal = PayPal
payment-gift-card = gift card
payment-bank-transfer = bank transfer
payment-apple-pay = Apple Pay
payment-google-pay = Google Pay
payment-alipay = Alipay
payment-wechat-pay = WeChat Pay
money-method-ending = { $kind } ending in { $digits }

money-refund-title = Refund for order { $number }
money-refunded = We sent { $amount } back to your { $method }.
money-refunded-on = We sent { $amount } back to your { $method } ({ $day }).
money-there-at-once = It is there already: refunds to a gift card arrive at once.
money-there-soon = A gift card has it at once.
money-there-usually = Such a refund usually takes { $first } to { $last } business days.
money-there-between = It should be there between { $first } and { $last }; how fast depends on your bank.
money-there-by-now = It should have been there by { $day }. Please look into your statement; if it isn't there, a person checks it with the bank.
money-refund-missing = Order { $number } was cancelled, and I see no refund for it yet. That is not how it should be, and I'm sorry. I'm asking a person to look into it.
money-refund-never-paid = Order { $number } was cancelled before anything was paid, so there is nothing to pay back. Has money left your account all the same? Then a person will check.
money-refund-none = There is no refund for order { $number }: nothing of it was cancelled or returned.
money-return = You are returning { $items }: { $status }. { $amount } goes to your { $method }.
money-exchange = You are exchanging { $items }: { $status }.
money-nothing-comes-back = No return or exchange is under way for your { $item } (order { $number }).

return-status-requested = we have your request
return-status-approved = approved, we wait for the parcel
return-status-shipped = on its way to us
return-status-in-transit = on its way to us
return-status-received = it has arrived with us and is being checked
return-status-refunded = done, the money is sent
return-status-completed = done
return-status-sent = the replacement is on its way
return-status-rejected = not accepted
return-status-cancelled = called off

money-paid = We have received { $amount } by { $method }.
money-paid-on = We have received { $amount } by { $method } ({ $day }).
money-order-is = So order { $number } over { $total } needs nothing from you: { $status }.
money-not-paid = No payment for order { $number } over { $total } has reached us yet. A bank can hold one for a few hours. If the money has left your account and nothing changes by tomorrow, a person will trace it.
money-no-payment-known = I see no payment for order { $number } over { $total } in our books, although it is not marked as unpaid. A person can check.

money-invoice = Order { $number }: { $items }, { $total } in all. Here is what your invoice says.
money-invoice-title = Invoice for order { $number }
money-invoice-number = Order number
money-invoice-date = Ordered on
money-invoice-total = Total
money-invoice-paid = Paid by { $method }

money-gift-cards = Your gift cards
money-gift-card = Your { $card } holds { $balance }.
money-no-gift-card = There is no gift card in your account. If you hold one with a code, a person can add it.

next-invoice-company = With company details, please
next-paid = Has my payment arrived?
