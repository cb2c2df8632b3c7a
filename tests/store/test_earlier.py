"""Labels on claims that are not shown any more."""

from annotator.store.earlier import hidden_labels


def test_counting_labels_left_behind_by_edits_does_not_read_the_edits_elsewhere(desk) -> None:
    def steps() -> int:
        counted = [0]

        def step() -> None:
            counted[0] += 1

        desk.store.db.set_progress_handler(step, 1)
        (found,) = hidden_labels(desk.store.db).values()
        desk.store.db.set_progress_handler(None, 0)
        assert (found.labels, found.waiting) == (4, 4)
        return counted[0]

    for claim in desk.claims[1:]:
        desk.me.label(claim, "sourced")
        desk.me.reword(claim, "Other words.")
    before, edited = steps(), desk.claims[0]
    for number in range(60):
        edited = desk.me.reword(edited, f"Wording {number}.").claim
    assert steps() <= 1.1 * before
