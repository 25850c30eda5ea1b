# 包裹：查找、催促、改派送方式。
delivered-not-received-ask-parcel = 请问是订单{ $number }的哪个包裹？
funnel-ask-parcel = 请问是订单{ $number }的哪个包裹？
funnel-label-parcel = 哪个包裹
change-delivery-time-or-contact-ask-wanted = 订单{ $number }怎样派送对您更方便？日期、地点或电话都可以直接告诉我。
funnel-label-wanted = 您的要求
parcels-wanted-later = 晚一天送
parcels-wanted-neighbour = 放在邻居那里
parcels-wanted-pickup = 放到自提点

trace-title = 查找订单{ $number }的包裹
trace-quote = { $trouble ->
    [not_received] 快递显示已送达，但您没有收到。我来为您查找包裹 { $tracking_number }（订单{ $number }），{ $day }之前给您答复。同时也可以问问邻居、前台，看看信箱。
    [lost] 包裹 { $tracking_number }（订单{ $number }）可能丢失了，非常抱歉。我来为您查找，{ $day }之前给您答复；找不到就为您补发或退款，看您方便。
   *[late] 包裹 { $tracking_number }（订单{ $number }）晚到了，很抱歉。我来为您查找，{ $day }之前给您答复。
 }
trace-done = 办好了。包裹 { $tracking_number } 已经开始查找（{ $request }）。
trace-next = { $day }之前给您答复。到时还没找到，就为您补发或退款，看您方便。
trace-already = 包裹 { $tracking_number } 已经在查找中（{ $request }），{ $day }之前给您答复。到时还没找到，就为您补发或退款。
hurry-title = 催一下订单{ $number }
hurry-quote = { $asks ->
    [carrier] 我来请快递加快派送订单{ $number }。
   *[warehouse] 我来请仓库优先发出订单{ $number }。
 }
hurry-done = { $asks ->
    [carrier] 办好了：已请快递加快派送订单{ $number }（{ $request }）。
   *[warehouse] 办好了：已请仓库优先发出订单{ $number }（{ $request }）。
 }
hurry-next = 一有进展就会发邮件告诉您。具体哪天我不能保证，不过催一催一般会快些。
hurry-already = 今天已经催过订单{ $number }了（{ $request }），再催也不会更快，给他们一天时间。
change-delivery-title = 订单{ $number }的派送方式
change-delivery-quote = 订单{ $number }，我会转达您的要求：“{ $wanted }”。
change-delivery-done = { $asks ->
    [carrier] 办好了：快递已收到您对订单{ $number }的要求（{ $request }）：“{ $wanted }”。
   *[warehouse] 办好了：您对订单{ $number }的要求会随包裹一起转达（{ $request }）：“{ $wanted }”。
 }
change-delivery-next = 快递一般都会照办；如果当天有变化，快递会告诉您。
funnel-row-day = 最晚答复

refused-not-sent-yet = 订单{ $number }还没有发出包裹，所以没有可查找的。
refused-not-late-yet = 现在还在时效内，预计{ $until }送到。到时还没到，请在这里告诉我们，我们马上查找。
refused-unknown-parcel = 订单{ $number }没有这个包裹。
refused-nothing-said = 请用几句话告诉我，不要太长。
refused-phone-unreadable = 这看起来不是电话号码，请写全所有数字。
parcels-promise-over = 订单{ $number }早该给您答复了，非常抱歉。人工客服会为您补发或退款，您在这里说一声就行。
funnel-ask-lost = 非常抱歉，这个包裹很可能在途中丢失了。您希望怎么处理？
funnel-label-lost = 怎么处理
parcels-way-again = 补发
parcels-way-money = 退款
parcels-way-search = 先查找
parcels-lost-again = 我请人工客服为您免费补发包裹里的全部商品。
parcels-lost-money = 我请人工客服为您退还包裹里商品的款项。
