"""What a KATO code says by its structure: nine digits AB CD EF HIJ, each part a level of the tree.

AB the region; CD a city of the region (10 to 29) or a district (from 30); EF a part of it: in a city 10 is the town
itself and 11 to 29 are its districts, in a district 10 to 29 are towns, from 30 on rural districts; HIJ the village.
A city of republican significance is a region (AB from 70), and its districts stand in CD. Source: the classifier's
own columns te, ab, cd, ef, hij; the ranges were read off the shipped units and are, below the district, from memory.
"""

from collections.abc import Container

FIRST_DISTRICT = 30  # in CD; below it stand cities
FIRST_RURAL_DISTRICT = 30  # in EF
FIRST_CITY_REGION = 70  # in AB
DEPTHS = {"region": 1, "district": 2, "subdistrict": 3, "village": 4}
DEPTH_OF_LEVEL = {
    "country": 0, "region": 1, "district": 2, "city": 2, "city_district": 3, "town": 3, "rural_district": 3,
    "village": 4,
}  # fmt: skip
COUNTRY = "000000000"


def level(code: str) -> str:
    """The level of a unit by its code alone."""
    ab, cd, ef, hij = int(code[:2]), int(code[2:4]), int(code[4:6]), code[6:]
    if code == COUNTRY:
        return "country"
    if hij != "000":
        return "village"
    if cd == ef == 0:
        return "region"
    if ab >= FIRST_CITY_REGION:
        return "city_district" if ef < FIRST_RURAL_DISTRICT else "rural_district"
    if ef == 0:
        return "city" if cd < FIRST_DISTRICT else "district"
    if ef >= FIRST_RURAL_DISTRICT:
        return "rural_district"
    return "city_district" if cd < FIRST_DISTRICT and ef > 10 else "town"


def depth(code: str) -> int:
    """How deep a unit lies: 1 region, 2 district or city, 3 a part of it, 4 village.

    The districts of the three city-regions count as 2: they are what districts are elsewhere.
    """
    found = DEPTH_OF_LEVEL[level(code)]
    return 2 if found == 3 and int(code[:2]) >= FIRST_CITY_REGION else found


def parent(code: str, known: Container[str]) -> str | None:
    """The nearest unit above that is known; '' for the country, None where not even the region is known.

    A step of the structure may have no row of its own: no 711100000 stands above 711110000.
    """
    if code == COUNTRY:
        return ""
    above = [code[:6] + "000", code[:4] + "00000", code[:2] + "0000000"]
    if level(code) == "region":
        return COUNTRY if COUNTRY in known else None
    return next((one for one in above if one != code and one in known), None)


def parts_agree(code: str, parts: dict[str, str]) -> bool:
    """Whether the columns ab, cd, ef, hij, as far as they are filled, say the same as the code."""
    places = {"ab": code[:2], "cd": code[2:4], "ef": code[4:6], "hij": code[6:]}
    told = {name: value for name, value in parts.items() if name in places and value}
    return all(value.isdecimal() and int(value) == int(places[name]) for name, value in told.items())
