"""placeholder"""
app_name = "peerhelpers"
urlpatterns: list = []
