# What a member of staff writes first about an order in trouble; the letter beside the chat.

reaching-mail-subject = About your order { $order }
reaching-mail-text =
    Hello { $name },

    { $text }

    You can answer in the chat of our shop, where { $staff } has written the same.

    { $staff }, { $shop }
