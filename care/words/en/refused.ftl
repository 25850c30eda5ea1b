# Why not, where a flow would not have offered it: said when a choice is out of date, or words went past the choices.
refused-no-lines = I don't know yet which things of order { $number } it is about.
refused-unknown-lines = One of these things is not in order { $number }.
refused-other-product = { $name } can only become another variant of itself; for something else, please send it back and order anew.
refused-unknown-method = That way to pay is not in your account any more.
refused-original-method-only = A difference goes the way order { $number } was paid.
refused-refund-elsewhere = The money can't go there: it goes back the way order { $number } was paid, or onto a gift card where the shop allows it.
refused-too-long = That is a little too long for me. Please say it in fewer words.
