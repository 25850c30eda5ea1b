# Something came wrong, broken or not at all, and is made good.
missing-or-wrong-item-ask-lines = I'm sorry about that. Which of the things from order { $number } is it about?
damaged-or-defective-ask-lines = I'm sorry about that. What in order { $number } is broken? If you like, send a photo as well; it helps, but it needn't be.
funnel-ask-fault = I'm sorry about that. What is the matter with your { $items }?
funnel-ask-fix = I'm sorry about your { $items }. What would you like best?
funnel-ask-refund-to = Where shall the money go?
funnel-label-fault = What is the matter
funnel-label-fix = How it is put right
funnel-photo-taken = Thank you, I've put the photo with it.

claims-fault-missing = It is missing
claims-fault-wrong = It is the wrong thing
claims-fault-damaged = It is damaged
claims-fix-again = Send it again, free of charge
claims-fix-money = Money back

replace-title = Send again from order { $number }
replace-quote = I'll send you again, free of charge: { $items } (order { $number }).
replace-done = Done! { $items } is put aside for you and leaves with the next post ({ $request }).
replace-next = { $back ->
    [some] We are sending you an e-mail with a label to send the other one back; it costs you nothing.
   *[none] What you have you can keep.
 }
refund-fault-title = Money back for order { $number }
refund-fault-quote = You get your money back for { $items } (order { $number }).
refund-fault-done = Done! The money for { $items } is on its way to you ({ $request }).
refund-fault-next = { $back ->
    [some] What costs more than a little we'd like back: a label comes by e-mail, at our cost, and that part of the money leaves when it is with us.
   *[none] You needn't send anything back.
 }

refused-already-made-good = Everything in order { $number } has been made good already, or went back.
claims-sold-out = The { $name } ({ $options }) is sold out just now, so I can't send it again.
