# 少发、发错、坏了：补发或退款。
missing-or-wrong-item-ask-lines = 很抱歉。请问订单{ $number }里是哪一件？
damaged-or-defective-ask-lines = 很抱歉。请问订单{ $number }里哪一件坏了？方便的话可以发张照片，不发也没关系。
funnel-ask-fault = 很抱歉。请问{ $items }有什么问题？
funnel-ask-fix = 很抱歉。{ $items }您希望怎么处理？
funnel-ask-refund-to = 请问退款退到哪里？
funnel-label-fault = 什么问题
funnel-label-fix = 处理方式
funnel-photo-taken = 谢谢，照片已经附上了。

claims-fault-missing = 少发了
claims-fault-wrong = 发错了
claims-fault-damaged = 坏了
claims-fix-again = 免费补发
claims-fix-money = 退款

replace-title = 订单{ $number }补发
replace-quote = 我将为您免费补发：{ $items }（订单{ $number }）。
replace-done = 办好了。{ $items }已为您留好，很快寄出（{ $request }）。
replace-next = { $back ->
    [some] 退回原来那件的面单会发到您的邮箱，费用由我们承担。
   *[none] 您手上的不用寄回。
 }
refund-fault-title = 订单{ $number }退款
refund-fault-quote = 为您退款：{ $items }（订单{ $number }）。
refund-fault-done = 办好了。{ $items }的款项会退给您（{ $request }）。
refund-fault-next = { $back ->
    [some] 其中价格较高的商品请寄回，面单会发到您的邮箱，费用由我们承担，收到后退这部分款项。
   *[none] 商品不用寄回。
 }

refused-already-made-good = 订单{ $number }的商品都已经处理过或退回了。
claims-sold-out = { $name }（{ $options }）现在没货了，没法补发。
