"""Topics: what a post is about, and what kind of utterance it is. Rules from the jurisdiction's phrases."""
