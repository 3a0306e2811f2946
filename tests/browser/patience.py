"""Waiting for what only a promise tells: Playwright's own wait takes the promise for a yes."""

from playwright.sync_api import Page

_PATIENCE_MS = 60_000
_EVERY_MS = 50


def until(page: Page, asks: str) -> None:
    """Wait until an asynchronous function of the page answers yes. Raise Error after a minute."""
    page.evaluate(
        f"""async () => {{
          for (let waited = 0; waited < {_PATIENCE_MS}; waited += {_EVERY_MS}) {{
            if (await ({asks})()) return;
            await new Promise((done) => setTimeout(done, {_EVERY_MS}));
          }}
          throw new Error("it never came true");
        }}"""
    )
