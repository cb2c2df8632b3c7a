"""Who works in a file, and who leads."""


def test_a_lead_makes_another_and_a_reviewer_cannot(kit, call) -> None:
    path = kit.close(kit.desk())
    where = ("--db", str(path), "--reviewer")
    refused = call(*where, "bob", "members", "--lead", "bob")
    assert (refused.code, "Only a lead can make somebody a lead" in refused.err) == (1, True)
    made = call(*where, "anna", "members", "--lead", "bob")
    assert (made.code, made.err) == (0, "bob is a lead of this file now.\n")
    again = call(*where, "anna", "members", "--lead", "bob")
    assert (again.code, "bob is a lead already" in again.err) == (1, True)
    assert call(*where, "bob", "members", "--lead", "cyd").code == 0
    told = call(*where, "zoe", "members", "--json").json()
    assert told == [{"name": name, "role": "lead"} for name in ("anna", "bob", "cyd")]
    assert call(*where, "zoe", "members").out == "lead      anna\nlead      bob\nlead      cyd\n"


def test_an_odd_name_is_refused(kit, call) -> None:
    path = kit.close(kit.desk())
    ran = call("--db", str(path), "--reviewer", "anna", "members", "--lead", " ")
    assert ran.code == 1
    assert "anna" not in call("--db", str(path), "members").out
