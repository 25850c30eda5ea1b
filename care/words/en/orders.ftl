# How an order stands. One sentence or two: what happened, why, what comes next.
orders-item-nothing = your order
orders-item-more = { $name } and { $more } more
orders-placed = Placed { $day }
orders-choice = { $number } · { $item } · { $state }

orders-which = Which order is it about?
orders-which-or-number = Which order is it about? If it is another one, just write its number.
orders-not-found = I can't find an order { $number } in your account. Is it one of these?
orders-none = There is no order in your account yet. If you ordered as a guest or with another e-mail address, a person can find it.

orders-unpaid = Your { $item } (order { $number }) is waiting for payment. We pack it as soon as the payment is in.
orders-preparing = We are getting your { $item } (order { $number }) ready. It has not been handed to the carrier yet.
orders-late-to-send = I'm sorry, your { $item } (order { $number }) should have left us by now and has not. We are behind with sending it.
orders-out-of-stock = I'm sorry, your { $item } (order { $number }) has not left yet. { $missing } is out of stock at the moment, and that is most likely what holds it up. You can wait, swap it or cancel.
orders-packed = Your { $item } (order { $number }) is packed and waits for the carrier to pick it up.
orders-on-the-way = Your { $item } (order { $number }) is on its way.
orders-out-for-delivery = Your { $item } (order { $number }) is out for delivery.
orders-at-pickup = Your { $item } (order { $number }) is ready for you at the pickup point.
orders-missed = The carrier tried to deliver your { $item } (order { $number }) and nobody could take it. They usually try again on the next working day.
orders-late = I'm sorry, your { $item } (order { $number }) is late; it is still on its way.
orders-lost = I'm very sorry, your { $item } (order { $number }) seems to be lost on the way. You need not wait any longer: we can send it again or pay you back, whichever you like better.
orders-bad-address = The carrier can't deliver your { $item } (order { $number }) because something in the address is not right. Once the address is corrected, it goes on its way again.
orders-returning = Your { $item } (order { $number }) could not be delivered and is on its way back to us. We can send it again or pay you back.
orders-delivered = Your { $item } (order { $number }) was delivered.
orders-delivered-on = Your { $item } (order { $number }) was delivered { $day }.
orders-cancelled = Order { $number } ({ $item }) was cancelled, so nothing more will be sent.

orders-parcels = Order { $number } travels in { $count } parcels.
orders-one-parcel = { $items }: { $status }.
orders-news = The newest report, { $at }: “{ $text }”.
orders-news-at-place = The newest report, { $at } from { $place }: “{ $text }”.
orders-tracking = You can follow it with { $carrier } under { $tracking }.
orders-tracked = It came with { $carrier }, tracking number { $tracking }.
orders-tracking-number = Its tracking number is { $tracking }.
orders-carrier-knows = The carrier can tell you about the driver and the pickup point under that number; for everything else I am here.
orders-no-carrier-yet = No carrier has it yet.
orders-address = Order { $number } goes to { $address }.
orders-address-went = Order { $number } went to { $address }.
orders-address-cancelled = Order { $number } was meant for { $address }.

# When it comes, and how sure that is.
eta-today-before = It should be with you today before { $time }.
eta-today = It should be with you today.
eta-by = It should be with you by { $day }.
eta-promised = The carrier says { $expected }; { $latest } at the latest is safe to count on.
eta-usual = Orders like this usually arrive by { $latest }.
eta-rough = My best estimate is { $latest }; I can't be sure until it moves.
eta-late = It was promised for { $expected }. Most late parcels still arrive within a few days: I expect it by { $latest }. If it isn't there by then, write to us here and we trace it.

# States, short, for labels.
status-unpaid = waiting for payment
status-preparing = being prepared
status-late-to-send = delayed
status-out-of-stock = waiting for stock
status-packed = packed
status-on-the-way = on its way
status-out-for-delivery = out for delivery
status-at-pickup = ready for pickup
status-missed = delivery missed
status-late = late
status-lost = lost
status-bad-address = address problem
status-returning = on its way back
status-delivered = delivered
status-cancelled = cancelled

# The same as a sentence, above the timeline of one parcel.
parcel-packed = Your parcel is packed
parcel-on-the-way = Your parcel is on its way
parcel-out-for-delivery = Your parcel is out for delivery
parcel-at-pickup = Your parcel is ready for pickup
parcel-missed = Nobody was there to take your parcel
parcel-late = Your parcel is late
parcel-lost = Your parcel seems to be lost
parcel-bad-address = Your parcel cannot find its address
parcel-returning = Your parcel is on its way back to us
parcel-delivered = Your parcel was delivered
parcel-cancelled = Your parcel was called off

# The one word that number and e-mail allow a guest to know.
status-coarse-unpaid = waiting for payment
status-coarse-pending = being prepared
status-coarse-processed = packed
status-coarse-shipped = on its way
status-coarse-delivered = delivered
status-coarse-cancelled = cancelled

# Steps of a parcel.
step-shipped = Handed to the carrier
step-packed = Packed
step-on-the-way = On its way
step-out-for-delivery = Out for delivery
step-delivered = Delivered

# What most shoppers want next.
next-details = Show the details
next-eta = When will it arrive?
next-how-to-pay = How can I pay?
next-cancel = Cancel it
next-change-address = Change the address
next-correct-address = Tell the carrier the right address
next-change-items = Change the items
next-hurry = Hurry it up
next-courier = Contact the carrier
next-not-here = It isn't here
next-not-received = I haven't received it
next-delivery-time = Another delivery time
next-lost = What happens now?
next-refund = I'd like my money back
next-refund-status = Where is my refund?
next-return = Return something
next-return-policy = How do returns work?
next-status = How does it stand?
