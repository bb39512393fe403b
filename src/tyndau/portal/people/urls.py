"""Doors of the staff: /{language}/staff/…"""

from django.urls import path

from tyndau.portal.limits import limited
from tyndau.portal.people import views

urlpatterns = [
    path("", views.home, name="staff-home"),
    path("login/", limited("login")(views.SignIn.as_view()), name="staff-login"),
    path("logout/", views.SignOut.as_view(), name="staff-logout"),
    path("password/", limited("login")(views.ChangePassword.as_view()), name="staff-password"),
]
