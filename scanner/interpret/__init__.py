"""Annotations -> Resume -> Candidate, or Posting: what the text means. It knows no spaCy: it works on plain data.

`claims` and `requirements` say what a document means, `holdings` what a resume comes to on a day.
"""
