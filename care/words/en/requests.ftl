# What was done at a shopper's wish: the letter about it.

request-mail-subject = { $did } ({ $number })
request-mail-text =
    Hello { $name },

    { $did }, as you asked.

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

request-item = { $count } × { $thing }
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
