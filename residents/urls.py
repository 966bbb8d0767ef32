"""Addresses of the residents and of the exchange box: one verb each."""

from django.urls import path

from residents.views import (
    agreement,
    arrival,
    asking,
    box,
    cards,
    competences,
    departure,
    drafts,
    handing_over,
    intakes,
    interviews,
    introductions,
    own,
    piles,
    preidentifying,
    printing,
    residents,
    skills,
    ties,
    wording,
)

app_name = "residents"

families = [
    path("residents/<uuid:pk>/family/add/", ties.tie_add, name="tie_add"),
    path("residents/ties/<uuid:pk>/remove/", ties.tie_remove, name="tie_remove"),
    path("residents/<uuid:pk>/apart/add/", ties.apart_add, name="apart_add"),
    path("residents/apart/<uuid:pk>/remove/", ties.apart_remove, name="apart_remove"),
]

mine = [
    path("moi/ecrit-sur-moi/", own.my_record, name="my_record"),
    path("moi/ecrit-sur-moi/reprendre-mon-accord/", agreement.my_agreement_end, name="my_agreement_end"),
]

people = [
    path("residents/", residents.resident_list, name="list"),
    path("residents/add/", arrival.add, name="add"),
    path("residents/hand-over/", handing_over.hand_over_people, name="hand_over"),
    path("residents/<uuid:pk>/", residents.detail, name="detail"),
    path("residents/<uuid:pk>/edit/", residents.edit, name="edit"),
    path("residents/<uuid:pk>/departure/", departure.depart, name="depart"),
    path("residents/<uuid:pk>/agreement/", agreement.agreement, name="agreement"),
    path("residents/<uuid:pk>/agreement/end/", agreement.agreement_end, name="agreement_end"),
    path("residents/<uuid:pk>/remove/", arrival.remove, name="remove"),
    path("residents/<uuid:pk>/back/", departure.come_back, name="come_back"),
]

lists = [
    path("residents/import/", intakes.intake_start, name="intake_start"),
    path("residents/import/template/", intakes.intake_template, name="intake_template"),
    path("residents/import/<uuid:pk>/", intakes.intake, name="intake"),
    path("residents/import/<uuid:pk>/state/", intakes.intake_state, name="intake_state"),
    path("residents/import/<uuid:pk>/add/", intakes.intake_add, name="intake_add"),
    path("residents/import/<uuid:pk>/discard/", intakes.intake_discard, name="intake_discard"),
    path("residents/import/<uuid:pk>/refused/", intakes.intake_refused, name="intake_refused"),
    path("residents/export/", intakes.take_out, name="take_out"),
]

talks = [
    path("residents/<uuid:pk>/interviews/", interviews.interview_start, name="interview_start"),
    path("residents/interviews/<uuid:pk>/", interviews.interview, name="interview"),
    path("residents/interviews/<uuid:pk>/read-back/", interviews.interview_confirm, name="interview_confirm"),
    path("residents/interviews/<uuid:pk>/take-over/", drafts.interview_take_over, name="interview_take_over"),
    path("residents/interviews/<uuid:pk>/discard/", drafts.interview_discard, name="interview_discard"),
    path("residents/interviews/<uuid:pk>/skills/", interviews.skill_note, name="skill_note"),
    path("residents/<uuid:pk>/skills/", preidentifying.skill_preidentify, name="skill_preidentify"),
    path("residents/skills/<uuid:pk>/take-off/", preidentifying.skill_take_off, name="skill_take_off"),
    path("residents/skills/<uuid:pk>/card/", interviews.skill_card, name="skill_card"),
    path("residents/skills/<uuid:pk>/keep/", interviews.skill_keep_for_oneself, name="skill_keep_for_oneself"),
    path("residents/skills/<uuid:pk>/remove/", interviews.skill_remove, name="skill_remove"),
]

exchange = [
    path("box/", box.box, name="box"),
    path("box/mine/", asking.my_cards, name="my_cards"),
    path("box/pile/", piles.pile, name="pile"),
    path("box/pile/numbers/", piles.pile_hung, name="pile_hung"),
    path("box/print/", printing.cards_print, name="cards_print"),
    path("box/print/cards.pdf", printing.cards_paper, name="cards_paper"),
    path("box/still-true/", asking.still_true, name="still_true"),
    path("box/cards/add/", cards.card_add, name="card_add"),
    path("box/cards/<uuid:pk>/", cards.card, name="card"),
    path("box/cards/<uuid:pk>/edit/", cards.card_edit, name="card_edit"),
    path("box/cards/<uuid:pk>/confirm/", cards.card_confirm, name="card_confirm"),
    path("box/cards/<uuid:pk>/withdraw/", cards.card_withdraw, name="card_withdraw"),
]

meetings = [
    path("box/introductions/", introductions.introductions, name="introductions"),
    path("box/how-matching-works/", introductions.matching_rule, name="matching_rule"),
    path("box/introductions/mine/", introductions.my_introductions, name="my_introductions"),
    path("box/introductions/propose/", introductions.introduction_propose, name="introduction_propose"),
    path("box/introductions/<uuid:pk>/", introductions.introduction, name="introduction"),
    path("box/introductions/<uuid:pk>/yes/", introductions.introduction_note_yes, name="introduction_note_yes"),
    path("box/introductions/<uuid:pk>/close/", introductions.introduction_note_no, name="introduction_note_no"),
    path("box/introductions/<uuid:pk>/arrange/", introductions.introduction_arrange, name="introduction_arrange"),
    path("box/introductions/<uuid:pk>/held/", introductions.introduction_held, name="introduction_held"),
    path("box/introductions/<uuid:pk>/accept/", introductions.introduction_accept, name="introduction_accept"),
    path("box/introductions/<uuid:pk>/not-this-time/", introductions.introduction_decline, name="introduction_decline"),
]

catalogue = [
    path("skills/", skills.skill_list, name="skills"),
    path("skills/add/", skills.skill_add, name="skill_add"),
    path("skills/who-can-do-what/", competences.competences, name="competences"),
    path("skills/<uuid:pk>/", skills.skill, name="skill"),
    path("skills/<uuid:pk>/edit/", skills.skill_edit, name="skill_edit"),
    path("skills/<uuid:pk>/words/", wording.skill_words, name="skill_words"),
    path("skills/<uuid:pk>/words/back/", wording.skill_words_back, name="skill_words_back"),
    path("skills/<uuid:pk>/merge/", skills.skill_merge, name="skill_merge"),
    path("skills/<uuid:pk>/keep/", skills.skill_keep, name="skill_keep"),
    path("skills/<uuid:pk>/set-aside/", skills.skill_set_aside, name="skill_set_aside"),
    path("skills/<uuid:pk>/take-back/", skills.skill_take_back, name="skill_take_back"),
]

urlpatterns = [*mine, *people, *families, *lists, *talks, *exchange, *meetings, *catalogue]
