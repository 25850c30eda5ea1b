"""Which lines bring a person in, and which must not: on sentences as shoppers write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from care.handoff.escalation import RULES, Signals, escalation

MEANT = {
    "injury": [
        "The glass broke and I cut my left hand on it",
        "my daughter was badly burned by your kettle",
        "It gave my husband an electric shock yesterday",
        "We ended up in the emergency room because of this chair",
        "杯子裂开，我的手被划伤了",
        "孩子喝了以后中毒了，现在在医院",
        "用了你们的面霜过敏了，脸都肿了",
    ],
    "safety": [
        "The charger caught fire last night",
        "the heater started smoking after ten minutes",
        "there's a smell of burning from the plug, it smells like burning plastic",
        "电热毯突然冒烟",
        "插头漏电，太吓人了",
    ],
    "fraud": [
        "There is an unauthorized charge on my card",
        "I did not place this order",
        "I think my account has been hacked",
        "someone used my card to buy a lamp",
        "我的账号好像被盗了",
        "这笔不是我本人下的",
        "我的信用卡被人盗刷了",
    ],
    "legal": [
        "You will hear from my lawyer",
        "I am going to sue you",
        "then I will take you to court",
        "再不处理我就找律师了",
        "我要起诉",
        "信不信我告你们",
    ],
    "threat": [
        "I'll leave you a one-star review everywhere",
        "Fix this or I'm reporting you to consumer protection",
        "I am going to file a chargeback",
        "不退我就给你们差评",
        "我要打12315",
        "我去网上曝光",
    ],
    "anger": [
        "This is unacceptable",
        "WHERE IS MY ORDER, THIS IS RIDICULOUS",
        "I am fed up with... no, sick of waiting for you",
        "worst customer service ever",
        "You people are useless!!!",
        "what the hell is going on",
        "你们的态度太差",
        "垃圾客服",
        "我要投诉！",
        "太过分了",
        "离谱！！！",
    ],
}

NOT_MEANT = [
    "Where is my order?",
    "WHERE IS MY ORDER???",  # loud once is no case yet
    "Hi!!! I love the lamp, thank you so much!!!",
    "OK THANKS",
    "Do you have it in XXL or XL, in RED?",
    "My order is #W1234567 AND #W7654321",
    "Does the cable have USB HDMI VGA plugs?",
    "I'm looking for a gift for my lawyer",
    "Is Sue Miller still working there?",
    "Could you cut my order in two parcels?",
    "Is the box fire-proof?",
    "The description says fire pit, is it on fire sale?",
    "Do you sell first aid kits for burned fingers?",
    "Can I read a review of the kettle first?",
    "How do I leave a review?",
    "I'd like to write a good review about Erin",
    "The colour is not what I expected, I'm a bit disappointed",
    "That is annoying. Can I return it?",
    "It is not unacceptable, only late",
    "I never placed a review",
    "Which court size is this badminton net for?",
    "I want to return it, it's damaged",
    "Please cancel my order, I ordered by mistake!",
    "I was charged twice, could you check?",
    "Can I get a refund to my card?",
    "我的包裹到哪了？",
    "快递怎么还没到啊？？",
    "麻烦您帮我看一下，烦请尽快",
    "给妈妈的礼物，妈妈的生日快到了",
    "我想买滚筒洗衣机的垃圾桶和垃圾袋",
    "这个锅可以一起火锅吗",
    "屏幕有点划伤，可以换吗",
    "请问有防烫伤手套和防盗刷卡包吗",
    "我告诉你们新的地址",
    "麻烦转告你们的仓库",
    "订单号是1231599",
    "怎么写评价？给个好评",
    "这个有点失望，可以退吗",
    "别生气，我只是问问",
    "谢谢你们，服务太好了！！！",
]


@pytest.mark.parametrize(
    ("reason", "text"), [(reason, text) for reason, texts in MEANT.items() for text in texts]
)
def test_what_is_meant_brings_a_person_with_its_reason(reason: str, text: str):
    found = escalation(Signals(text=text))
    assert found is not None
    assert found.reason == reason


@pytest.mark.parametrize("text", NOT_MEANT)
def test_an_everyday_line_raises_no_alarm(text: str):
    assert escalation(Signals(text=text)) is None


def test_a_second_loud_line_counts_more_than_the_first():
    loud = "WHERE IS MY ORDER???"
    assert escalation(Signals(text=loud)) is None
    assert escalation(Signals(text=loud, earlier=("hello", "STILL NO ANSWER FROM YOU!!!"))) is not None
    assert escalation(Signals(text="thank you", earlier=(loud, loud))) is None


@pytest.mark.parametrize(
    ("signals", "reason"),
    [
        (Signals(asked=True), "asked"),
        (Signals(complains=True), "complaint"),
        (Signals(misunderstood=2), "misunderstood"),
        (Signals(contacts=2), "repeat"),
        (Signals(refusals=2), "pressed"),
        (Signals(at_stake=Decimal(500), limit=Decimal(200)), "money"),
        (Signals(failed=True), "failed"),
    ],
)
def test_what_happened_brings_a_person_too(signals: Signals, reason: str):
    found = escalation(signals)
    assert found is not None
    assert found.reason == reason


@pytest.mark.parametrize(
    "signals",
    [
        Signals(),
        Signals(misunderstood=1),
        Signals(contacts=1),
        Signals(refusals=1),
        Signals(at_stake=Decimal(199), limit=Decimal(200)),
        Signals(at_stake=Decimal(500)),
    ],
)
def test_less_than_that_does_not(signals: Signals):
    assert escalation(signals) is None


def test_of_several_reasons_the_weightiest_counts():
    hurt = Signals(text="I cut my hand, this is unacceptable, I will sue you", asked=True, contacts=5)
    found = escalation(hurt)
    assert found is not None
    assert found.reason == "injury"


def test_whoever_did_not_ask_is_only_offered_a_person_where_nobody_is_in():
    assert {rule.reason for rule in RULES if rule.gently} == {"repeat", "money", "pressed", "misunderstood"}


def test_every_rule_says_why():
    assert all(len(rule.why.split()) > 5 for rule in RULES)
    assert len({rule.reason for rule in RULES}) == len(RULES)
