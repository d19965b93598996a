"""The domain: people, deliverables, calendar, agreements and evidence, read off a document."""
