"""Whether a hashtag may be a person's name: by its ending, which is all that a hashtag shows.

Genitives ("of the factories") and countries end alike. So this takes a hashtag back only where few use it: what
hundreds write is a public matter, also where it is a name.
"""

from typing import Any

import pyarrow.compute as pc

# Patronymics and surnames of Kazakh and Russian form, in both scripts, at the end of the tag or of a part of it.
PATRONYMICS = "ович|евич|овна|евна|ұлы|улы|қызы|кызы|[oe]vich|[oe]vna|uly|kyzy|qyzy"
SURNAMES = (
    "[оеё]в|[оеё]ва|[иы]н|[иы]на|[сц]кий|[сц]кая|енко|бек|бай|хан|"
    "[oe]v|[oe]va|in|ina|sk[iy]y?|skaya|enko|bek|bay|bai|khan"
)
NAME = rf"(^|_)[^\W\d_]{{2,}}({PATRONYMICS}|{SURNAMES})(\d*$|_)"
# RE2 knows letters by their property, not by Python's \w.
PATTERN = NAME.replace(r"[^\W\d_]", r"\p{L}")


def may_be_names(hashtags: Any) -> Any:
    """For each hashtag of a string column, in lower case without #, whether it ends as names do; bool column."""
    return pc.match_substring_regex(hashtags, PATTERN)
