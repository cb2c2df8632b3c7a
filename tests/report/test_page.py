def test_x(played, tmp_path):
    from pathlib import Path

    from annotator.report import page

    raw = page(played.report())
    Path("/tmp/report_page.html").write_bytes(raw)
