# What the shopper is told about the people at the desk, and what is promised about them.

counter-joined = { $name } is with you now and can see this chat.
counter-left = { $name } had to leave. You keep your place; a colleague goes on here.
counter-left-nobody = { $name } had to leave, and nobody else is in just now. You will hear from a person here by { $when }; until then I am glad to go on helping.
counter-nobody-in = Nobody is in any more just now. You will hear from a person here by { $when }; until then I am glad to go on helping.
counter-passed-on = { $name } is passing you on to a colleague who knows more about this. You keep your place.
counter-took-over = { $to } takes over from { $name } and knows what this is about.
counter-also-here = { $name } has joined this chat.
counter-back-to-bot = { $name } has finished here. I am glad to go on helping.

counter-promise-answer = A person answers here by { $when }.
counter-promise-solution = The matter is settled by { $when }.
counter-promise-recovery = Somebody looks into what went wrong and writes by { $when }.
