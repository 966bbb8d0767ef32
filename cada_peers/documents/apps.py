from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "cada_peers.documents"
    label = "documents"
