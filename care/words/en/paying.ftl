# Paying an order, a price that dropped, an invoice for a company.
pay-order-ask-way = Order { $number } over { $total } waits for its payment. What shall I do?
paying-way-link = Send me the link to pay
paying-way-cancel = Cancel it
funnel-label-way = What shall be done
pay-link-title = Pay order { $number }
pay-link-quote = I'll send you the link to pay order { $number } by e-mail, and show it here: { $items }.
pay-link-done = Here you can pay order { $number }: { $link } ({ $request }). It is in your e-mail as well.
pay-link-next = As soon as the payment is in, we pack it.
price-drop-title = Price protection for order { $number }
price-drop-quote = The price of { $items } in order { $number } has dropped since you bought it, and you get the difference back.
price-drop-done = Done! You get the difference for { $items } back ({ $request }).
invoice-ask-company = To which company shall the invoice for order { $number } be made out?
invoice-ask-tax-number = And its tax number?
funnel-label-company = The company
funnel-label-tax-number = The tax number
invoice-for-title = Invoice for order { $number }
invoice-for-quote = I'll make out the invoice for order { $number } to { $company }, tax number { $tax_number }.
invoice-for-done = Done! The invoice for order { $number }, made out to { $company }, comes by e-mail ({ $request }).

refused-no-price-protection = The shop has no price protection, so what was paid stays as it was.
refused-protection-over = The shop pays a difference back within { $days } days of buying, and order { $number } is older than that.
refused-price-not-lower = Nothing in order { $number } costs less today than what you paid for it. If it does later, just ask me again.
refused-already-paid = Order { $number } is paid already, so it needs nothing from you.
refused-no-link = Order { $number } can't be paid through a link from here; at the checkout it still can.
refused-tax-number-unreadable = That doesn't look like a tax number. Please write its letters and digits only.
refused-nothing-cheaper = Nothing you bought in the last { $days } days costs less today than what you paid. If it does later, just ask me again.
paying-all-paid = All of your orders are paid, so there is nothing for you to do.
