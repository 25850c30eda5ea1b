# A person takes over: what the shopper is told while one comes, while they wait, and afterwards.

handoff-coming = A colleague takes over here. You are number { $place } in line; it should take about { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}. They read what was said so far, so you need not say it again.
handoff-next = A colleague takes over here. You are next; it should take about { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}. They read what was said so far, so you need not say it again.
handoff-soon = A colleague takes over here as soon as one is free. They read what was said so far, so you need not say it again.
handoff-here = { $name } is with you in this chat and reads what you write.

handoff-why-repeat = I see you have been here twice about this; let us settle it now.
handoff-why-anger = I am sorry. This should not have gone this way.
handoff-why-threat = I am sorry that it has come to this, and I want it settled.
handoff-why-legal = I am sorry that it has come to this. This belongs in the hands of a person.
handoff-why-injury = I am very sorry to read that. If somebody needs a doctor, please see to that first.
handoff-why-safety = Thank you for telling us. Please do not use it any more, and unplug it if that is safe.
handoff-why-fraud = That must not wait.
handoff-why-money = I do not want to leave it at a no about that much money.
handoff-why-pressed = I see that a no does not help you here.
handoff-why-misunderstood = I do not want to waste your time.
handoff-offer = Nobody is in just now, but you can leave a message; a person reads it and answers by { $when }.

handoff-go-on = Go on with the assistant meanwhile
handoff-wait = I will wait for the person
handoff-message = Leave a message
handoff-meanwhile = Gladly. You keep your place in line, and I call you when your colleague is here. What can I do meanwhile?
handoff-over = You are not in line any more just now. How can I help?

handoff-message-ask = Please write your message here. I read it back to you before it goes to a person.
handoff-message-back = This is your message: “{ $text }” A person answers it here by { $when }, and it is to be settled by { $solved }. Shall I leave it so?
handoff-message-leave = Yes, leave it
handoff-message-anew = Write it anew
handoff-message-cancel = Never mind
handoff-message-left = Your message is with our team. You hear from a person here by { $when }; it is to be settled by { $solved }. You can close the page: the answer waits for you here. Until then I am glad to go on helping.
handoff-message-cancelled = All right, no message.
handoff-message-kept = All right, no message. You keep your place in line.

handoff-rate = One question, if you like: how satisfied are you with how this was settled?
handoff-rate-5 = Very satisfied
handoff-rate-4 = Satisfied
handoff-rate-3 = So-so
handoff-rate-2 = Dissatisfied
handoff-rate-1 = Very dissatisfied
handoff-effort = Thank you. And how easy was it to get there?
handoff-effort-5 = Very easy
handoff-effort-4 = Easy
handoff-effort-3 = So-so
handoff-effort-2 = Hard
handoff-effort-1 = Very hard
handoff-thanks = Thank you, that helps us.
handoff-thanks-low = Thank you for being open. We should have done better; a supervisor looks into it and writes to you here.
