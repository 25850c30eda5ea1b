# Parcels: searched for, hurried up, handed over otherwise.
delivered-not-received-ask-parcel = Which parcel of order { $number } is it about?
funnel-ask-parcel = Which parcel of order { $number } is it about?
funnel-label-parcel = Which parcel
change-delivery-time-or-contact-ask-wanted = What would suit you better for order { $number }? Tell me a day, a place or a telephone number, in your own words.
funnel-label-wanted = What you would like
parcels-wanted-later = One day later
parcels-wanted-neighbour = Leave it with a neighbour
parcels-wanted-pickup = Keep it at a pickup point

trace-title = Search for a parcel of order { $number }
trace-quote = { $trouble ->
    [not_received] The carrier says that it was delivered, and it is not with you. I'll have parcel { $tracking_number } (order { $number }) searched for; you hear from us by { $day }. Meanwhile a look at the neighbours, the front desk and the mailbox often helps.
    [lost] Parcel { $tracking_number } (order { $number }) seems to be lost, and I'm sorry. I'll have it searched for; you hear from us by { $day }, and if it isn't found, we send everything again or pay you back, whichever you like better.
   *[late] Parcel { $tracking_number } (order { $number }) is late, and I'm sorry. I'll have it searched for; you hear from us by { $day }.
 }
trace-done = Done! The search for parcel { $tracking_number } is under way ({ $request }).
trace-next = You hear from us by { $day }. If it hasn't turned up by then, we send it again or pay you back, whichever you like better.
trace-already = Parcel { $tracking_number } is being searched for already ({ $request }); you hear from us by { $day }. If it hasn't turned up by then, we send it again or pay you back.
hurry-title = Hurry up order { $number }
hurry-quote = { $asks ->
    [carrier] I'll ask the carrier to hurry with order { $number }.
   *[warehouse] I'll ask the warehouse to send order { $number } before all others.
 }
hurry-done = { $asks ->
    [carrier] Done: the carrier was asked to hurry with order { $number } ({ $request }).
   *[warehouse] Done: the warehouse was asked to send order { $number } first ({ $request }).
 }
hurry-next = You get an e-mail as soon as it moves. I can't promise a day, but asking helps more often than not.
hurry-already = I have asked today already that order { $number } be hurried up ({ $request }). Asking twice makes nobody faster, so let's give them the day.
change-delivery-title = Deliver order { $number } otherwise
change-delivery-quote = For order { $number }, I'll pass this on: “{ $wanted }”.
change-delivery-done = { $asks ->
    [carrier] Done: the carrier has your wish for order { $number } ({ $request }): “{ $wanted }”.
   *[warehouse] Done: your wish for order { $number } goes with the parcel ({ $request }): “{ $wanted }”.
 }
change-delivery-next = Most carriers keep to it; if yours can't, it tells you on the day.
funnel-row-day = You hear from us by

refused-not-sent-yet = No parcel of order { $number } has left us yet, so there is none to search for.
refused-not-late-yet = It is still in time: it was promised for { $until }. If it isn't there by then, write to us here and we search for it.
refused-unknown-parcel = Order { $number } has no such parcel.
refused-nothing-said = I'd need that in a few words, not too many.
refused-phone-unreadable = That doesn't look like a telephone number. Please write it with all its digits.
parcels-promise-over = You should have heard from us about order { $number } by now, and I'm sorry that you haven't. A person sends it again or pays you back, whichever you tell them here.
funnel-ask-lost = I'm very sorry, this parcel seems to be lost on the way. What would you like best?
funnel-label-lost = What is done about it
parcels-way-again = Send it again
parcels-way-money = Money back
parcels-way-search = Search for it first
parcels-lost-again = I'm asking a person to send you everything in it again, free of charge.
parcels-lost-money = I'm asking a person to pay you back what was in it.
