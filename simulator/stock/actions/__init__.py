"""The simplest action there can be: a fixed sentence. Runs on Rasa's own action server (Python 3.10)."""

from rasa_sdk import Action


class ActionOrderStatus(Action):
    def name(self):
        return "action_order_status"

    async def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="Your order is on its way.")
        return []
