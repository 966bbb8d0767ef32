"""Addresses of the house itself."""

from django.urls import path

from cada_peers.ui import views

urlpatterns = [
    path("", views.home, name="home"),
    path("health", views.health, name="health"),
    path("language/", views.set_language, name="set_language"),
]
