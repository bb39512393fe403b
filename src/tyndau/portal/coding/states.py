"""The life of a study, and what may be done to it while; an act that does not stand here is refused."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    CODING = "coding", _("Being coded")
    SETTLING = "settling", _("Coding has ended")
    CLOSED = "closed", _("Closed, texts deleted")


# There is no way back from SETTLING: who has seen the codes of others cannot code blind any more.
WHILE: dict[str, tuple[State, ...]] = {
    # act                      while the study is
    "coding.name_coder":       (State.CODING,),
    "coding.remove_coder":     (State.CODING,),
    "coding.code":             (State.CODING,),
    "coding.end_coding":       (State.CODING,),
    "coding.name_adjudicator": (State.CODING, State.SETTLING),
    "coding.adjudicate":       (State.SETTLING,),
    "coding.see_agreement":    (State.SETTLING, State.CLOSED),
    "coding.see_disputed":     (State.SETTLING,),
    "coding.add_predictions":  (State.SETTLING, State.CLOSED),
    "coding.export":           (State.SETTLING, State.CLOSED),
    "coding.close":            (State.CODING, State.SETTLING),
}  # fmt: skip
