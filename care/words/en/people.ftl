# Bringing in a person: on wish, and for what cannot be done here yet.
people-handoff = Of course, I'm bringing in a person.
people-complaint = I'm sorry that this went wrong and cost you time. A person will read all of this and take care of it.

later-change = Order { $number } can still be changed. I can't do that by myself yet, so I'm handing it to a person right away.
later-change-late = Order { $number } is already packed or on its way, so it can't be changed here any more. I'm asking a person what can still be done.
later-change-over = It can't be changed any more, but this is what you can do:
later-repair-warranty = I'm handing order { $number } to a person who looks after repairs and the warranty.
later-refund-request = I'm passing your wish for a refund for order { $number } to a person, together with all that our records say.
later-change-return-request = I'm asking a person to change the return for order { $number }.
later-unexpected-charge = Above is what our records say about order { $number }. I'm asking a person to compare it with your statement.

later-account-access = I can't get into accounts, which keeps yours safe. A person will help you in again.
later-manage-account = Opening, closing and switching accounts is done by a person, so that nobody else can do it to you. I'm asking one.
later-membership-subscription = Memberships are not in my records yet. I'm asking a person who can see yours.
later-newsletter = I can't change what you receive by mail yet. I'm passing your wish to a person, who will.
later-technical-issue = Thank you for telling us. I'm passing it on to a person; it helps if you write here what you were doing and what you saw.
later-review-feedback = Thank you for taking the time. I'm passing it on to a person who reads every word.
later-promo-code-issue = Codes and vouchers are not in my records yet. I'm asking a person; it helps if you write the code here.
later-place-order = I can tell you about price and stock, but I can't place orders yet. A person will do it with you.
later-installation-service = Installation is arranged by a person. I'm asking one.
later-product-help = That needs somebody who knows the product in use. I'm asking a person; it helps if you write here which one it is and what it does.
