"""Hostile language in posts: flags for a moderator. They hide no post, weigh no voice and judge no person."""
