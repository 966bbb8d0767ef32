"""One address for the whole world: the verification of a badge or a certificate."""

from django.urls import path

from cada_peers.documents import views

app_name = "documents"
urlpatterns = [path("v/<str:token>/", views.verify, name="verify")]
