# Bringing in a person: on wish, and for what cannot be done here yet.
people-handoff = Of course, I'm bringing in a person.
people-complaint = I'm sorry that this went wrong and cost you time. A person will read all of this and take care of it.

later-cancel = Order { $number } can still be cancelled. I can't do that by myself yet, so I'm handing it to a person right away.
later-cancel-late = Order { $number } is too far along to be simply cancelled. I'm asking a person whether it can still be stopped; if not, you can send it back.
later-cancel-over = There is nothing left to cancel, but this is what you can do:
later-change = Order { $number } can still be changed. I can't do that by myself yet, so I'm handing it to a person right away.
later-change-late = Order { $number } is already packed or on its way, so it can't be changed here any more. I'm asking a person what can still be done.
later-change-over = It can't be changed any more, but this is what you can do:
later-delivery-over = There is no delivery left to arrange. If something isn't right with it, I'm here:
later-return = You have { $days } days from delivery to send something back. I can't set that up by myself yet, so I'm handing your wish about order { $number } to a person.
later-return-any-time = You can send back things of order { $number }. I can't set that up by myself yet, so I'm handing it to a person.
later-return-not-there = Order { $number } was not delivered yet, so there is nothing to send back. I'm passing your wish to a person, who can see whether it can be stopped.
later-expedite-order = I'm passing order { $number } to a person who can ask the warehouse and the carrier to hurry.
later-change-delivery-time-or-contact = The delivery itself is with the carrier. I'm asking a person to arrange it for order { $number }.
later-delivered-not-received = That must not stay so. I'm handing order { $number } to a person who traces it with the carrier; meanwhile it helps to look at neighbours, the front desk and the mailbox.
later-missing-or-wrong-item = I'm sorry that something in order { $number } isn't right. A person will see to it; it helps if you write here what is missing or wrong.
later-damaged-or-defective = I'm sorry that something in order { $number } is damaged. A person will see to it; it helps if you write here what is broken.
later-repair-warranty = I'm handing order { $number } to a person who looks after repairs and the warranty.
later-refund-request = I'm passing your wish for a refund for order { $number } to a person, together with all that our records say.
later-change-return-request = I'm asking a person to change the return for order { $number }.
later-unexpected-charge = Above is what our records say about order { $number }. I'm asking a person to compare it with your statement.
later-price-protection = I'm passing order { $number } to a person who compares the price you paid with today's.

later-account-access = I can't get into accounts, which keeps yours safe. A person will help you in again.
later-update-profile = I can't change account details by myself yet. A person will do it with you.
later-manage-account = Opening, closing and switching accounts is done by a person, so that nobody else can do it to you. I'm asking one.
later-membership-subscription = Memberships are not in my records yet. I'm asking a person who can see yours.
later-newsletter = I can't change what you receive by mail yet. I'm passing your wish to a person, who will.
later-technical-issue = Thank you for telling us. I'm passing it on to a person; it helps if you write here what you were doing and what you saw.
later-review-feedback = Thank you for taking the time. I'm passing it on to a person who reads every word.
later-promo-code-issue = Codes and vouchers are not in my records yet. I'm asking a person; it helps if you write the code here.
later-place-order = I can tell you about price and stock, but I can't place orders yet. A person will do it with you.
later-installation-service = Installation is arranged by a person. I'm asking one.
later-product-help = That needs somebody who knows the product in use. I'm asking a person; it helps if you write here which one it is and what it does.
later-back-in-stock = I'll have a person note that, who writes to you when it is back.
