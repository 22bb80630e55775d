"""Feeds: folders, web feeds and mailboxes read on a schedule; what they bring is proposed."""
