# What the account says of its owner.
update-profile-ask-what = What would you like to change?
update-profile-ask-phone = What is your new telephone number?
update-profile-ask-birthday = When is your birthday?
update-profile-ask-language = Which language shall we speak?
funnel-label-what = What is to be changed
funnel-label-phone = The telephone number
funnel-label-birthday = The birthday
funnel-label-language = The language
profile-part-address = My default address
profile-part-phone = My phone number
profile-part-language = My language
profile-part-birthday = My birthday
profile-part-email = My e-mail address
profile-part-name = My name
profile-language-en = English
profile-language-zh = 中文
change-profile-title = Change your account
change-profile-quote = { $part ->
    [phone] Your telephone number will be { $phone }.
    [language] We'll speak { $spoken ->
        [zh] Chinese
       *[en] English
     } with you.
   *[birthday] Your birthday will be { $birthday }.
 }
change-profile-done = Done! Your account says so now ({ $request }).

refused-email-by-person = Your e-mail address is what proves that you are you, so a person changes it, after a good look.
refused-name-by-person = A name is changed by a person, so that nobody else can do it.
refused-unknown-language = I speak English and Chinese so far.
refused-birthday-unreadable = I couldn't read that as a day. Please write it like 1990-02-28.
refused-nothing-to-change = That is what your account says already.
