"""Names: how terms are spelt and addressed, when two are equal, and where one stands by pinyin. Leaves."""
