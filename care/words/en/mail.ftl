# Letters: to shoppers with their one-time code, and to the staff.

mail-code-subject = { $code } is your { $shop } code
mail-code-text =
    Your code is { $code }

    Type it into the chat at { $shop }, and I can show you your orders. It works once, for { $minutes } minutes.

    You did not ask for a code? Then somebody else typed your details. Without this code they see nothing, and you need not do anything.

    { $shop }

mail-person-subject = A shopper waits for a person until { $when }: { $topic }
mail-person-text =
    A shopper asked for a person, and was promised an answer by { $when }.

    About: { $topic }
    Why the assistant passed it on: { $reason }
    Customer: { $customer }
    Chat: { $conversation }

    The last lines:
    { $lines }
mail-person-guest = a guest who has not proved who they are
mail-from-shopper = Shopper
mail-from-bot = Assistant
mail-from-staff = Colleague
mail-from-system = Notice
