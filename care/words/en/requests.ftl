# What was done at a shopper's wish: the letter about it.

request-mail-subject = { $did } ({ $number })
request-mail-text =
    Hello { $name },

    { $did }.

    { $details }

    Your number for this is { $number }. You can ask about it in the chat at any time.

    It was not you? Please answer this letter, and a person looks into it right away.

    { $shop }
request-did-cancel = Order { $order } is cancelled
request-did-change-address = Order { $order } goes to your new address
request-did-change-payment = Order { $order } is paid another way
request-did-change-items = Order { $order } has the items you wanted
request-did-return = Your return for order { $order } is set up
request-did-exchange = Your exchange for order { $order } is set up
request-did-change-default-address = Your address is changed
request-did-replace = Your replacement for order { $order } is being packed
request-did-refund-fault = Your money for what went wrong with order { $order } is on its way
request-did-price-drop = You get the difference to the lower price back for order { $order }
request-did-trace = We are searching for your parcel of order { $order }
request-did-hurry = We have asked for haste with order { $order }
request-did-change-delivery = Your wish for the delivery of order { $order } is passed on
request-did-invoice-for = Your invoice for order { $order }
request-did-pay-link = Your link to pay order { $order }
request-did-remind = We will tell you when it is back in stock
request-did-change-profile = Your account is up to date

request-item = { $count } × { $thing }, { $price }
request-item-again = { $count } × { $thing }, sent once more
request-item-cheaper = { $count } × { $thing }: was { $old }, is { $new } today
request-item-becomes = { $count } × { $thing } becomes: { $new }
request-address = New address: { $address }
request-fee = We keep { $fee } as the fee for this.
request-pays = { $amount } was paid by { $method }.
request-pays-later = { $amount } will be taken from your { $method } when your replacement leaves.
request-back-at-once = { $amount } is back on your { $method } already.
request-back-in-days = { $amount } goes back to your { $method }; that usually takes { $first } to { $last } business days.
request-back-after-parcel = { $amount } goes back to your { $method } as soon as your parcel is with us.
request-postage-shop = Sending it back costs you nothing.
request-postage-shopper = The postage for sending it back is yours, please.
request-send-back = Please send back: { $items }. The rest is yours to keep.
request-parcel = Parcel: { $parcel }
request-by = You hear from us by { $day } at the latest.
request-wanted = Your wish: { $wanted }
request-phone = Phone for the delivery: { $phone }
request-link = Pay here: { $link }
request-invoice-total = Total: { $total }
request-invoice-day = Ordered on { $day }
request-invoice-paid = Paid by { $methods }
request-invoice-for = Invoice to: { $company }, tax number { $tax }
request-invoice-from = Invoice from: { $shop }, { $email }
