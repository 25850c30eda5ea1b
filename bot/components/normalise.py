"""Shoppers type on every keyboard there is; here their words are brought to one form before being read."""

from __future__ import annotations

import re
import unicodedata

# Traditional characters that shoppers use most, each followed by its simplified form.
_TRADITIONAL = (
    "個个們们來来時时會会說说國国對对開开還还過过後后麼么這这裡里裏里沒没點点訂订單单貨货運运費费錢钱買买賣卖換换貴贵價价優优購购車车號号碼码電电話话發发郵邮遞递達达緊紧壞坏損损錯错誤误誰谁讓让請请"
    "謝谢嗎吗為为麽么樣样幾几兩两張张條条間间頁页網网絡络連连線线帳账戶户賬账錄录註注冊册員员積积額额餘余匯汇銀银貸贷務务聯联繫系係系報报稅税統统編编證证據据實实際际問问題题簡简體体語语講讲聽听見见"
    "現现觀观圖图紅红藍蓝綠绿黃黄顏颜長长寬宽輕轻鐵铁鋼钢鍋锅燈灯壺壶襪袜褲裤裝装飾饰數数維维護护補补償偿賠赔剛刚總总應应該该當当於于與与並并從从給给將将夠够煩烦幫帮處处辦办變变動动選选擇择刪删確确"
    "認认覺觉學学關关閉闭啟启無无幣币傳传輸输遲迟週周內内東东門门區区縣县鄉乡鎮镇臺台灣湾陸陆廣广風风雲云腦脑機机種种類类質质產产級级別别標标準准備备齊齐斷断舊旧熱热濕湿溫温氣气適适隨随帶带歡欢愛爱"
    "親亲媽妈爺爷嬸婶兒儿孫孙師师歲岁節节慶庆禮礼億亿萬万雙双隻只塊块頭头腳脚臉脸髮发鬚须齒齿藥药醫医療疗飯饭麵面魚鱼雞鸡鴨鸭豬猪馬马鳥鸟龍龙龜龟蘋苹樹树葉叶穀谷進进遠远邊边場场壓压縮缩細细織织絲丝"
    "紙纸筆笔書书畫画寫写讀读記记計计設设許许試试詢询評评論论調调諒谅談谈譯译議议負负責责貼贴資资賓宾贈赠輛辆輪轮轉转農农遊游違违遺遗鄰邻釋释鑰钥鏈链鏡镜鐘钟險险雜杂離离難难預预領领頻频頓顿顯显飛飞"
    "館馆驗验騙骗驚惊啓启喚唤嚴严圍围團团園园圓圆執执塵尘墊垫聲声壯壮夾夹奪夺奮奋婦妇屬属層层島岛幹干廠厂廢废彈弹強强歸归徑径復复徵征戲戏戰战掃扫掛挂採采擔担擠挤攝摄敗败敵敌晝昼暫暂曬晒殘残滿满漲涨"
    "滅灭漢汉濟济瀏浏燒烧營营獎奖獲获環环異异盜盗盤盘監监眾众礙碍穩稳競竞築筑簽签籃篮糾纠組组結结絕绝經经綁绑緣缘練练繼继續续罰罚職职聰聪臨临舉举艙舱術术衛卫衝冲製制複复規规視视覽览"
)
_SIMPLIFIED = {ord(old): new for old, new in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)}
_SPACES = re.compile(r"\s+")
_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "´": "'", "`": "'", "—": "-", "–": "-", "−": "-"}
)


def tidy(text: str) -> str:
    """The text as everybody would have typed it: half-width, no invisible characters, single spaces.

    Letters keep their case and Chinese its form: names and what we say back stay as the shopper wrote them.
    """
    text = unicodedata.normalize("NFKC", text)
    text = "".join(_visible(character) for character in text)
    return _SPACES.sub(" ", text).strip().translate(_QUOTES)


def _visible(character: str) -> str:
    """Nothing for a character that cannot be seen, a space for one that only parts words."""
    category = unicodedata.category(character)
    if (
        category in {"Cf", "Co", "Cn", "Cs"}
        or "\ufe00" <= character <= "\ufe0f"
        or character in "\u115f\u1160\u3164"
    ):
        return ""
    return " " if category in {"Cc", "Zl", "Zp", "Zs"} else character


def simplify(text: str) -> str:
    """Simplified Chinese for the traditional characters shoppers use most; anything else stays."""
    return text.translate(_SIMPLIFIED)


def looks_like_command(text: str) -> bool:
    """Whether the words, once tidied, begin with the sign Rasa takes for a command."""
    return tidy(text).startswith(("/", "\u2044", "\u2215", "\u29f8"))
