"""Phrases of patterns/ -> words that can be compared: what makes two names the same name.

A word is a run of letters or a run of digits, in lower case and without accents, so that "AZ-104", "AZ104" and
"az 104" are the same two words, and dashes, brackets and trade marks never matter. `+` and `#` behind a word are words
("Security+"), `&` is "and".
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping

Phrase = tuple[str, ...]

# Letters with an inner apostrophe ("master's"), digits, and the signs that belong to names.
PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|(?<=\w)[+#]|&")


def fold(word: str) -> str:
    """Return a word in lower case, without accents and with a straight apostrophe."""
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFKD", word.casefold()).replace("’", "'")
    for mark in filter(unicodedata.combining, set(folded)):
        folded = folded.replace(mark, "")
    return folded


def alternatives(words: Iterable[str]) -> str:
    """Return the pattern of any of these words, a longer one before its beginning; of none, one that never matches."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))) or "(?!)"


def split(text: str) -> Phrase:
    """Return the words of a phrase: `split("AZ-104 & more") == ("az", "104", "and", "more")`."""
    return tuple("and" if word == "&" else fold(word) for word in PART.findall(text))


def respell(words: Iterable[str], spellings: Mapping[str, str]) -> Phrase:
    """Return the words with each spelling replaced by the one that the patterns use."""
    return tuple(spellings.get(word, word) for word in words)
