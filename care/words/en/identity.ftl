# Finding out who is asking. A hit and a miss must read the same.
identity-ask-both = I'd be glad to look. What is your order number, and the e-mail address you ordered with?
identity-ask-both-account = That is in your account. What is the e-mail address you ordered with, and the number of any of your orders?
identity-ask-email = Thank you. Which e-mail address did you use for order { $number }?
identity-ask-number = Thank you. And what is the order number? It stands in the confirmation e-mail.
identity-ask-name-zip = Then your first and last name and the zip code of your address will do.
identity-ask-email-name-zip = No problem. Please give me your e-mail address, your first and last name and the zip code of your address.
identity-choice-no-number = I don't have the number

identity-no-match = Order { $number } and this e-mail address don't go together as far as I can see. Would you check both and write them again? The number stands in the confirmation e-mail.
identity-check-both = I still need an order number and the e-mail address that belongs to it. Both stand in the confirmation e-mail.
identity-coarse = Order { $number } is { $status }.
identity-offer-code = For the details I need to know that it's really you. Shall I send a code to the e-mail address on the order?
identity-need-code = Only you should see that, so I need to know it's really you. Shall I send a code to the e-mail address on the order?
identity-choice-send-code = Yes, send the code
identity-choice-without-code = No code, please
identity-choice-resend = Send a new code

identity-code-sent = If what you gave me belongs together, a code with 6 digits is on its way to the e-mail address we have on record. Please type it here; it works for { $minutes } minutes.
identity-ask-code = Please type the 6 digits from the e-mail here. If nothing has come, look into the spam folder or let me send a new code.
identity-code-wrong = This code is not the right one. You can try { $tries ->
    [one] once more
   *[other] { $tries } more times
 }; only the newest e-mail counts.
identity-code-expired = This code is too old: each works for { $minutes } minutes and once only. Shall I send you a new one?
identity-code-used-up = That was one try too many, so this code no longer works. Shall I send you a new one?
identity-too-many = That was tried very often, so to keep orders safe I have to stop for now. Please try again in about an hour, or let a person help you.
identity-without-code = All right. Without the code I can only tell you how an order stands in a word, because everything else is private. A person can help you another way.
identity-proved = Thank you { $name }, that's you.
