"""Address of the journal."""

from django.urls import path

from cada_peers.journal import views

app_name = "journal"
urlpatterns = [path("", views.list_entries, name="list")]
