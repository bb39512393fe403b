"""Who works here. Citizens come with the e-signature; today an account belongs to a member of staff."""

from django.contrib.auth.models import AbstractUser


class Account(AbstractUser):
    """A member of staff who signs in. What he may do stands in his roles, not in Django's permissions."""
