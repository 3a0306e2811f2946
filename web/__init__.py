"""The site: pages, log-in, files and live events, over the verbs of pipeline.workflow."""
