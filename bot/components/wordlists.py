"""The lists of words that several readers share or that would drown the code they belong to."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(
        phrase.strip() for line in text.split("\n") for phrase in line.split(";") if phrase.strip()
    )


# What shoppers of any language type: it says nothing about the language they would like to be answered in.
ANYBODYS = _words(
    """
    ok okay okey okk k kk hi hello hey bye byebye thx thanks tks ty yes no yep nope sorry please pls vip
    app email mail sku qq wechat alipay paypal visa mastercard ups dhl fedex usps sf ems logo usb led
    iphone ipad android pro max mini plus xl l m s lol haha hmm oh ah wow emm emmm w
    """
)
# Words that make a sentence English, whatever it is about.
ENGLISH = _words(
    """
    the a an is are was were am be been my your our his her their its it this that these those i you he
    she we they me him us them do does did done have has had will would can could should may might must
    not don't didn't can't won't isn't i'm i've i'd it's what when where why who how which and or but if
    because to of in on at for from with about into by as there here any some no yes want need get got
    please still yet than then so just more again
    """
)
# Characters that make a sentence Chinese, whatever it is about.
CHINESE = frozenset(
    "的了吗呢吧我你您他她它们是在有没不要想能可以给请到哪这那个怎么什为和跟把被就都还也很太再麻烦帮一下啊呀啦嘛嗎沒們這還請給個麼"
)
# Words that follow "I'm" or a name without being part of one.
NOT_NAMES = _words(
    """
    a an the not so just still very really looking having trying going getting calling asking wondering
    waiting writing sorry sure unable confused interested happy unhappy upset angry mad new old back
    here there in on at to from with done fine good ok okay my your our it that what when where why how
    who which gonna about and but or been being also only urgent regarding for of is was will would can
    could do does did have has had no yes yep unsure afraid ready missing late broken wrong right
    frustrated disappointed tired worried planning hoping thinking considering returning buying shopping
    contacting chatting curious glad if because since order account zip zipcode postcode code email
    number username supposed able all already always another any ridiculous unacceptable terrible awful
    crazy great nice cool true false important like pretty quite too customer member shopper premium
    gold silver guest locked stuck lost worth time person human bot robot i i'm please thanks
    """
)
# The commonest Chinese family names; anything else after "我是" describes: "我是来退货的".
FAMILY_NAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔欧向汤張劉陳楊黃趙吳孫馬許韓"
)
# What stands where a product would, and is none.
NOT_PRODUCTS = _words(
    """
    it that this they them one anything something there order refund return shipping delivery postage
    express 运费 邮费 快递费 快递 发票 订单 它 这个 那个 什么 多少 多少钱 现货 一共 总共 退款 优惠 活动 折扣
    客服 人工 人 礼品卡 礼品卡里 余额 积分
    gift giftcard card balance
    """
)
# Wishes that turn away from an open question, however few words they take.
TURNS_AWAY = _words(
    """
    stop_flow start_over deny human_handoff repeat goodbye thank_you change_language bot_challenge
    ask_capabilities complaint go_back change_answer
    """
)
# Wishes about the talk itself, heard even where anything may be typed.
STEERS = _words("stop_flow start_over go_back human_handoff repeat change_language")
# Wishes that an address alone is easily taken for.
ABOUT_ADDRESSES = _words(
    "change_delivery_address update_profile order_address delivery_options courier_contact modify_order_items"
)
# Wishes that the name of a choice is easily taken for: goods, their kinds, ways to pay, reasons.
NAMES_CHOICES = _words(
    """
    product_info product_help stock_availability place_order compare_products payment_methods
    gift_card_balance damaged_or_defective missing_or_wrong_item price_protection delivered_not_received
    delivery_options shipping_fee membership_subscription change_order_payment refund_request order_total
    modify_order_items exchange_item back_in_stock
    """
)
# Small words that people put around a fact: "my order number is ... thanks".
AROUND_FACTS = _words(
    """
    my the it its it's is this that here here's you go are and order orders number numbers no nr id
    email e-mail mail address code zip postcode postal one please pls thanks thank hi hello ok okay sure
    name for with i am i'm option choice item yes so um uh
    """
)
AROUND_FACTS_ZH = _words(
    """
    我的 订单号码 订单号 订单 單號 单号 編號 编号 号码 邮箱地址 电子邮箱 邮箱 电邮 郵箱 验证码 驗證碼
    邮政编码 邮编 姓名 名字 我叫 我是 这个 那个 这是 给你 如下 你好 您好 麻烦 谢谢 好的 请 是 叫 个 那
    吧 的 了 和 哈 呢 哦 嗯 号
    """
)
YES = _words(
    """
    yes yep yeah yup ya y sure ok okay k fine correct right exactly absolutely definitely confirm
    confirmed perfect
    确认办理 确认提交 办吧 办理 可以办 就这样 就这么办 没问题 提交 提交吧
    好 好的 好呀 好啊 行 可以 是 是的 对 对的 没错 要 需要 确认 确定 同意 當然 当然 可 中 成
    嗯 👍 👌 ✅
    """
)
NO = _words(
    """
    no nope nah n wrong incorrect don't 不 不是 不要 不用 不用了 不必 不需要 不对 没有 没 算了 不行 别
    先别 先不 别办 先别办 不办 否 錯 错 错了 👎 ❌
    """
)
YES_PHRASES = _phrases(
    """
    of course; please do; do it; go ahead; sounds good; that's right; thats right; looks good; looks right
    all good; all right; alright; that's fine; thats fine; that works; proceed; please proceed; go for it
    i confirm; i agree; that's correct; thats correct
    """
)
NO_PHRASES = _phrases(
    """
    not really; not now; no need; never mind; nevermind; that's wrong; not that; don't do it; dont do it
    not yet; rather not
    """
)
# Nothing more to pick from a list of which several may be taken.
DONE = _phrases(
    """
    that's all; thats all; that is all; that's it; thats it; that is it; that'll be all; nothing else
    nothing more; no more; just that; just those; just these; just this; only that; only those; only these
    only this; only this one; just this one; just that one; done; finished; i'm done
    就这些; 就這些; 就这样; 就這樣; 就这个; 就這個; 就这几个; 就这两个; 没了; 沒了; 没有了; 没别的; 没其他
    够了; 好了; 选好了; 可以了; 完了
    """
)
# What politeness adds to a yes or a no.
POLITE = _words(
    """
    please thanks thank you sure then 的 吧 啊 呀 哦 嗯 了 谢谢
    """
)
# What a part of a line may wish for by itself.
STORE_WISHES = _words(
    """
    order_status delivery_eta expedite_order delivered_not_received missing_or_wrong_item
    damaged_or_defective change_delivery_address change_delivery_time_or_contact change_shipping_method
    courier_contact cancel_order
    modify_order_items change_order_payment order_total order_address return_item exchange_item refund_request
    refund_status refund_total return_status change_return_request invoice payment_issue pay_order
    price_protection gift_card_balance compare_products back_in_stock stock_availability opening_hours
    update_profile newsletter return_policy shipping_fee delivery_options payment_methods cancellation_fee
    promo_code_issue installation_service product_info
    """
)
# Told together, these are one wish.
TOLD_AS_ONE = (
    _words("order_status delivery_eta expedite_order delivered_not_received"),
    _words("return_item refund_request"),
    _words("cancel_order refund_request"),
    _words("refund_status refund_request"),
    _words("damaged_or_defective missing_or_wrong_item"),
    _words("payment_issue pay_order"),
    _words("change_delivery_address order_address"),
    _words("change_delivery_address change_delivery_time_or_contact"),
    _words("stock_availability back_in_stock"),
    _words("product_info compare_products stock_availability"),
    _words("return_item return_policy"),
    _words("shipping_fee delivery_options"),
    _words("modify_order_items exchange_item"),
    _words("cancel_order cancellation_fee"),
    _words("return_item return_status"),
    _words("refund_status return_status"),
    _words("refund_status refund_total"),
)
# What is told as the reason for what.
_AFTER_TROUBLE = _words(
    "return_item exchange_item refund_request cancel_order modify_order_items return_policy"
)
_CHANGES_OF_AN_ORDER = _words(
    """
    cancel_order refund_request expedite_order missing_or_wrong_item change_delivery_address
    change_delivery_time_or_contact change_shipping_method change_order_payment modify_order_items
    """
)
LEADS_TO = {
    "damaged_or_defective": _AFTER_TROUBLE,
    "missing_or_wrong_item": _AFTER_TROUBLE,
    "product_info": _AFTER_TROUBLE | _words("price_protection"),
    "stock_availability": _AFTER_TROUBLE | _words("back_in_stock"),
    "delivered_not_received": _words("refund_request order_address cancel_order"),
    "delivery_eta": _CHANGES_OF_AN_ORDER,
    "order_status": _CHANGES_OF_AN_ORDER,
    "courier_contact": _CHANGES_OF_AN_ORDER,
    "expedite_order": _words("cancel_order refund_request"),
    "shipping_fee": _words("cancel_order refund_request"),
    "price_protection": _words("return_item cancel_order refund_request"),
    "payment_issue": _words("change_order_payment cancel_order pay_order refund_request"),
    "return_policy": _words("return_item exchange_item refund_request"),
}
