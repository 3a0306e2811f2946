"""A configuration of gunicorn that loads the modules once: workers that are killed come back fast.

Nothing happens at import, so what they share is code and nothing else.
"""

import web.site  # noqa: F401
