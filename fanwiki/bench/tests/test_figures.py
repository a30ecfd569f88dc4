"""The table."""

from fanwiki.bench.figures import Figure, rows, table

HELLO = Figure("hello", [0.0002] * 20, [0.0001] * 20)


def test_every_figure_is_one_line_and_its_ratio_is_one_of_cpu():
    read = Figure("read", [0.004] * 19 + [0.1], [0.003] * 20, queries=3)
    assert table(rows([HELLO, read], HELLO)) == [
        "       p50 ms  p95 ms  CPU ms  × hello  queries",
        "hello    0.20    0.20    0.10        1         ",
        "read     4.00    8.80    3.00       30        3",
    ]


def test_where_cpu_is_not_measured_nothing_is_made_up():
    slow = Figure("read", [0.0123, 0.0123])
    assert table(rows([slow], slow))[1].split() == ["read", "12.3", "12.3", "—", "—"]
