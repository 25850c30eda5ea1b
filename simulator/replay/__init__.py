"""A scripted shopper who plays tasks at the running counter: reads what is asked like a person, and answers.

It speaks the public chat protocol and reads its own mail, nothing else. A task says what the shopper wants
(`tasks`); `goals` and `questions` turn that into an agenda, `mind` answers what the counter asks, `visit`
holds the conversation and `judge` compares the store afterwards with what the task says must be so.
"""
