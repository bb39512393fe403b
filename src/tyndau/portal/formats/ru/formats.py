"""What changes in Django's Russian formats: hours of two digits, and a year that keeps its г. on the line."""

DATE_FORMAT = "j E Y\xa0г."
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j E Y\xa0г., H:i"
YEAR_MONTH_FORMAT = "F Y\xa0г."
MONTH_DAY_FORMAT = "j E"
