"""Pages of content analysis, for staff: /{language}/staff/coding/…"""

from django.urls import path

from tyndau.portal.coding import views, views_coding, views_results

urlpatterns = [
    path("", views.study_list, name="study-list"),
    path("new/", views.new_study, name="study-new"),
    path("<int:pk>/", views.study, name="study"),
    path("<int:pk>/code/", views_coding.code_next, name="study-code-next"),
    path("<int:pk>/code/<int:n>/", views_coding.code, name="study-code"),
    path("<int:pk>/disputed/", views_coding.disputed, name="study-disputed"),
    path("<int:pk>/disputed/<int:place>/", views_coding.adjudicate, name="study-adjudicate"),
    path("<int:pk>/agreement/", views_results.agreement, name="study-agreement"),
    path("<int:pk>/result/", views_results.result, name="study-result"),
    path("<int:pk>/predictions/", views_results.add_predictions, name="study-predictions"),
    path("<int:pk>/codes.csv", views_results.codes_csv, name="study-codes"),
    path("<int:pk>/codebook.toml", views_results.codebook, name="study-codebook"),
    path("<int:pk>/act/<slug:act>/", views.act, name="study-act"),
]
