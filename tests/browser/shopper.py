"""What a shopper does with the chat, and what they see of it."""

from __future__ import annotations

from playwright.async_api import FilePayload, Locator, Page, expect


class Shopper:
    """One page with the chat on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.launcher = page.locator("button.launcher")
        self.panel = page.locator("dialog.panel")
        self.field = self.panel.locator("textarea")
        self.send = self.panel.locator("button.send")
        self.log = page.get_by_role("log")
        self.lines = page.locator(".line")
        self.chips = page.locator(".chip")
        self.notice = page.locator(".notice")

    async def opens(self) -> None:
        await self.launcher.click()
        await expect(self.lines.first).to_be_visible()

    async def says(self, words: str) -> None:
        """Sends words; does not wait for anything."""
        await self.field.fill(words)
        await self.field.press("Enter")

    async def asks(self, words: str) -> None:
        """Sends words and waits for the bot's next line."""
        before = await self.bot_lines.count()
        await self.says(words)
        await expect(self.bot_lines).not_to_have_count(before)

    async def reads(self, words: str) -> None:
        """The words stand in the conversation, once."""
        await expect(self.bubble(words)).to_have_count(1)

    def bubble(self, words: str) -> Locator:
        return self.page.locator(".bubble").filter(has_text=words)

    def card(self, kind: str) -> Locator:
        return self.page.locator(f".card.{kind}").last

    async def shows(self, *pictures: tuple[str, bytes], kind: str = "image/jpeg") -> None:
        """Chooses files to send; does not wait for anything."""
        files: list[FilePayload] = [
            {"name": name, "mimeType": kind, "buffer": data} for name, data in pictures
        ]
        await self.panel.locator("input[type=file]").set_input_files(files)

    @property
    def photos(self) -> Locator:
        return self.page.locator(".photo img")

    @property
    def bot_lines(self) -> Locator:
        return self.page.locator(".line.bot")

    @property
    def own_lines(self) -> Locator:
        return self.page.locator(".line.shopper")

    async def said(self) -> list[str]:
        """The shopper's own lines, from the top."""
        return await self.own_lines.locator(".bubble").all_text_contents()

    async def focus(self) -> str:
        """What has the focus, by its accessible name or its role."""
        name: str = await self.page.evaluate(
            """() => {
                let at = document.activeElement;
                while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                return at?.getAttribute("aria-label") || at?.textContent || at?.tagName;
            }"""
        )
        return name

    async def hides(self, hidden: bool) -> None:
        """Turns to another tab, or back. Headless Chromium never hides a page by itself."""
        await self.page.evaluate(
            """(hidden) => {
                Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
                document.dispatchEvent(new Event("visibilitychange"));
            }""",
            hidden,
        )
