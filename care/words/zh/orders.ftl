# 订单状态：发生了什么、为什么、接下来怎么办。
orders-item-nothing = 您的订单
orders-item-more = { $name }和另外 { $more } 件商品
orders-placed = { $day }下单
orders-choice = { $number } · { $item } · { $state }

orders-which = 请问是哪一笔订单呢？
orders-which-or-number = 请问是哪一笔订单呢？如果是别的订单，直接发订单号给我就行。
orders-not-found = 在您的账户里没有查到订单 { $number }。是不是下面这几笔中的一笔？
orders-none = 您的账户里暂时还没有订单。如果您是用别的邮箱或以游客身份下的单，人工客服可以帮您查到。

orders-unpaid = 您的{ $item }（订单 { $number }）还没有付款，收到款项后我们马上为您备货。
orders-preparing = 您的{ $item }（订单 { $number }）正在备货，还没有交给快递。
orders-late-to-send = 很抱歉，您的{ $item }（订单 { $number }）本该已经发出，我们发货晚了。
orders-out-of-stock = 很抱歉，您的{ $item }（订单 { $number }）还没有发出。{ $missing }目前缺货，应该就是因为这个耽搁了。您可以再等等，也可以换一款或取消。
orders-packed = 您的{ $item }（订单 { $number }）已经打包好，等快递来取件。
orders-on-the-way = 您的{ $item }（订单 { $number }）已经在路上了。
orders-out-for-delivery = 您的{ $item }（订单 { $number }）正在派送。
orders-at-pickup = 您的{ $item }（订单 { $number }）已到自提点，您可以去取了。
orders-missed = 快递员派送您的{ $item }（订单 { $number }）时没能联系上收件人，一般会在下一个工作日再次派送。
orders-late = 很抱歉，您的{ $item }（订单 { $number }）晚到了，包裹还在路上。
orders-lost = 非常抱歉，您的{ $item }（订单 { $number }）很可能在途中丢失了。您不用再等：我们可以为您补发或退款，看您方便。
orders-bad-address = 因为收货地址有误，快递暂时没法派送您的{ $item }（订单 { $number }）。地址更正后就会继续派送。
orders-returning = 您的{ $item }（订单 { $number }）没能投递成功，正在退回给我们。我们可以为您重新发货或退款。
orders-delivered = 您的{ $item }（订单 { $number }）已经送达。
orders-delivered-on = 您的{ $item }（订单 { $number }）已于{ $day }送达。
orders-cancelled = 订单 { $number }（{ $item }）已取消，不会再发货。

orders-parcels = 订单 { $number } 分 { $count } 个包裹寄出。
orders-one-parcel = { $items }：{ $status }。
orders-news = 最新物流（{ $at }）：“{ $text }”。
orders-news-at-place = 最新物流（{ $at }，{ $place }）：“{ $text }”。
orders-tracking = 您可以在{ $carrier }用单号 { $tracking } 查询物流。
orders-tracked = 由{ $carrier }配送，运单号 { $tracking }。
orders-tracking-number = 运单号是 { $tracking }。
orders-carrier-knows = 快递员和自提点的情况可以凭这个单号问快递公司，其他的事找我就行。
orders-no-carrier-yet = 包裹还没有交给快递。
orders-address = 订单 { $number } 寄往：{ $address }。
orders-address-went = 订单 { $number } 寄到了：{ $address }。
orders-address-cancelled = 订单 { $number } 原定寄往：{ $address }。

eta-today-before = 预计今天 { $time } 前送到。
eta-today = 预计今天送到。
eta-by = 预计{ $day }之前送到。
eta-promised = 快递预计{ $expected }送到，最晚{ $latest }可以收到。
eta-usual = 这类订单一般{ $latest }之前可以送到。
eta-rough = 估计要到{ $latest }左右，等有了新进展才能确定。
eta-late = 原定{ $expected }送到。晚到的包裹大多过几天就会送达，预计{ $latest }之前能到；如果到时还没收到，请在这里告诉我们，我们马上帮您追查。

status-unpaid = 待付款
status-preparing = 备货中
status-late-to-send = 发货延迟
status-out-of-stock = 缺货等待中
status-packed = 已打包
status-on-the-way = 运输中
status-out-for-delivery = 派送中
status-at-pickup = 待自提
status-missed = 派送未成功
status-late = 晚到
status-lost = 疑似丢失
status-bad-address = 地址有误
status-returning = 退回中
status-delivered = 已送达
status-cancelled = 已取消

# 同样的意思，写成一句话，放在物流时间轴上方。
parcel-packed = 您的包裹已打包
parcel-on-the-way = 您的包裹正在运输途中
parcel-out-for-delivery = 您的包裹正在派送
parcel-at-pickup = 您的包裹已到，可以取件
parcel-missed = 派送时没有人签收
parcel-late = 您的包裹晚到了
parcel-lost = 您的包裹可能丢失了
parcel-bad-address = 地址有误，包裹无法派送
parcel-returning = 您的包裹正在退回给我们
parcel-delivered = 您的包裹已送达
parcel-cancelled = 您的包裹已取消发货

status-coarse-unpaid = 待付款
status-coarse-pending = 备货中
status-coarse-processed = 已打包
status-coarse-shipped = 运输中
status-coarse-delivered = 已送达
status-coarse-cancelled = 已取消

step-shipped = 已交给快递
step-packed = 已打包
step-on-the-way = 运输中
step-out-for-delivery = 派送中
step-delivered = 已送达

next-details = 查看详情
next-eta = 什么时候能到？
next-how-to-pay = 怎么付款？
next-cancel = 取消订单
next-change-address = 修改地址
next-correct-address = 告诉快递正确的地址
next-change-items = 更换商品
next-hurry = 催一下
next-courier = 联系快递
next-not-here = 还没送到
next-not-received = 我没收到货
next-delivery-time = 换个时间派送
next-lost = 现在怎么办？
next-refund = 我想退款
next-refund-status = 退款到哪一步了？
next-return = 申请退货
next-return-policy = 怎么退货？
next-status = 订单现在怎样了？
