"""To remove a record opened by mistake is a right of its own; it came with taking the list out."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_the_shared_cache_has_a_table"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="centre",
            options={
                "default_permissions": (),
                "ordering": ["name"],
                "permissions": [
                    ("view_residents", "read the records of the residents"),
                    ("write_residents", "create and change the records of the residents"),
                    ("write_interviews", "lead interviews and read one's own, and those of the people one refers"),
                    ("read_all_notes", "read the notes of every interview"),
                    ("view_cards", "look into the exchange box, by display name"),
                    ("own_cards", "put one's own cards in the exchange box"),
                    ("write_cards", "put and change the cards of everyone"),
                    ("edit_catalogue", "name, merge and set aside the skills of the list"),
                    ("export_residents", "take the list of the residents out as a file"),
                    ("remove_residents", "remove a record of the residents that was opened by mistake"),
                    ("view_competences", "see on one page what the whole house can do"),
                    ("view_peer_helpers", "read the files of the peer helpers"),
                    ("write_peer_helpers", "carry the files of the peer helpers one refers"),
                    ("write_all_peer_helpers", "carry the file of every peer helper"),
                    ("decide_status", "approve, extend, refuse or end a status"),
                    ("prepare_papers", "prepare and print agreements, pledges, badges and certificates"),
                    ("sign_papers", "sign agreements and pledges for the centre"),
                    ("issue_recognition", "issue and end badges and certificates"),
                    ("view_missions", "see the missions that one co-leads"),
                    ("write_missions", "propose missions and note what took place"),
                    ("own_pathway", "see one's own missions and papers, pause and stop"),
                    ("view_reviews", "read observations, words of the people helped and reviews"),
                    ("run_questionnaires", "open questionnaires and note feedback and observations"),
                    ("answer_questionnaires", "answer the questionnaires one is invited to"),
                    ("view_counts", "see counts without any person"),
                    ("invite_members", "invite members of the centre and end their access"),
                    ("view_journal", "read the journal of the centre"),
                    ("manage_operators", "create operators, centres and their first manager"),
                ],
                "verbose_name": "centre",
            },
        ),
    ]
