# 账户资料。
update-profile-ask-what = 请问要修改哪一项？
update-profile-ask-phone = 请问新的电话号码是多少？
update-profile-ask-birthday = 请问您的生日是哪天？
update-profile-ask-language = 请问用哪种语言？
funnel-label-what = 修改哪一项
funnel-label-phone = 电话号码
funnel-label-birthday = 生日
funnel-label-language = 语言
profile-part-address = 默认地址
profile-part-phone = 电话号码
profile-part-language = 语言
profile-part-birthday = 生日
profile-part-email = 邮箱
profile-part-name = 姓名
profile-language-en = 英文
profile-language-zh = 中文
change-profile-title = 修改账户资料
change-profile-quote = { $part ->
    [phone] 您的电话号码将改为 { $phone }。
    [language] 以后用{ $spoken ->
        [en] 英文
       *[zh] 中文
     }为您服务。
   *[birthday] 您的生日将改为 { $birthday }。
 }
change-profile-done = 办好了。账户资料已更新（{ $request }）。

refused-email-by-person = 邮箱是证明您身份的凭据，所以由人工客服核对后为您修改。
refused-name-by-person = 姓名由人工客服修改，以免被他人改动。
refused-unknown-language = 我目前会说中文和英文。
refused-birthday-unreadable = 没看懂这个日期，请写成 1990-02-28 这样。
refused-nothing-to-change = 账户里本来就是这样的。
