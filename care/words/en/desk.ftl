# What the desk itself says in a chat.

desk-again = Try again
desk-person = Talk to a person

desk-photo = [photo]
desk-photo-alt = Photo you sent

desk-failed-late = Sorry, looking that up took too long, so I have no answer for you yet. I have put your question on a colleague's desk; you will hear from a person here by { $when }. You can also let me try once more.
desk-failed-down = Sorry, I cannot reach the part of me that looks things up just now, so I have no answer for you yet. I have put your question on a colleague's desk; you will hear from a person here by { $when }. You can also let me try once more.
desk-failed-broken = Sorry, something went wrong while I worked on your answer. I have put your question on a colleague's desk; you will hear from a person here by { $when }. You can also let me try once more.

desk-person-open = A colleague will read this chat and answer you here by { $when }. You can close the page: the answer waits for you here. Until then I am glad to go on helping.
desk-person-closed = We are closed just now and open again { $opens }. A colleague will read this chat and answer you here by { $when }. You can close the page: the answer waits for you here. Until then I am glad to go on helping.

desk-error-bad_frame = This page sent something that I could not read. Reloading it usually helps.
desk-error-too_long = That is more than I can take in at once. Please send it in parts of at most 4,000 characters.
desk-error-rate = That was a lot at once. Please wait a moment, then send it again.
desk-error-crowded = Many new chats began from your network just now. Please try again in a few minutes; a chat you already had goes on as before.
desk-error-conflict = This message was sent before with other words. Please send it again.
desk-error-unknown_choice = That choice is no longer on offer. The newest ones are at the bottom.
desk-error-auth = Your sign-in at the shop could not be confirmed. It may have expired; please reload the page.
desk-error-closed = This chat is closed. Reload the page to start a new one.
desk-error-hello = The chat has not begun yet. Please reload the page.
desk-error-not_a_picture = I could not open this as a picture. Photos in JPEG, PNG or WebP format work.
desk-error-too_large = This picture is larger than I can take: at most 8 MB and 40 megapixels. A screenshot of it usually works.
desk-error-too_many_photos = That is a lot of photos in a short time. Please send more in a few minutes.
