"""The routes, one file a word. One form is one route is one verb; a route redirects or renders."""
