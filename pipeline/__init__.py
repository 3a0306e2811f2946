"""The film: from script to final cut. Knows neither the web site nor the queue."""
