from scanner.extract.pdf_words import Word, Words

ONE = Word("Certified", 50, 90, 100, 12, 0)
OTHER = Word("Kubernetes", 94, 150, 100, 12, 10)


def test_columns_of_words_and_back() -> None:
    words = Words.of([ONE, OTHER])
    assert words.texts == ["Certified", "Kubernetes"]
    assert words.chars == [0, 10]
    assert list(words) == [ONE, OTHER]
    assert (words[0], words[-1]) == (ONE, OTHER)
    assert len(words) == 2


def test_a_page_without_words() -> None:
    assert not list(Words.of([]))
