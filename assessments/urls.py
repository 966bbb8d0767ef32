"""Addresses of the reviews: one verb each."""

from django.urls import path

from assessments.views import answering, campaigns, reviews, voices

app_name = "assessments"
urlpatterns = [
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/of/<uuid:pk>/", voices.reviews_of, name="reviews_of"),
    path("reviews/of/<uuid:pk>/ask/", campaigns.campaign_open, name="campaign_open"),
    path("reviews/of/<uuid:pk>/words/", voices.feedback_add, name="feedback_add"),
    path("reviews/of/<uuid:pk>/observation/", voices.observation_add, name="observation_add"),
    path("reviews/of/<uuid:pk>/prepare/", reviews.review_prepare, name="review_prepare"),
    path("reviews/campaigns/<uuid:pk>/", campaigns.campaign, name="campaign"),
    path("reviews/campaigns/<uuid:pk>/close/", campaigns.campaign_close, name="campaign_close"),
    path("reviews/<uuid:pk>/", reviews.review, name="review"),
    path("reviews/<uuid:pk>/decide/", reviews.review_decide, name="review_decide"),
    path("reviews/<uuid:pk>/share/", reviews.review_share, name="review_share"),
    path("questionnaires/<uuid:pk>/", answering.answer, name="answer"),
    path("my/reviews/<uuid:pk>/", reviews.my_review, name="my_review"),
]
