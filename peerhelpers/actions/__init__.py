"""What can be done in this room: each verb checks who asks, keeps the rules, and writes one journal line.

A refusal that the person can mend is a `ValidationError` with a sentence (beside its field when it has one).
"""
