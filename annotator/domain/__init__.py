"""Values and pure rules: standard library only, nothing here reads, writes or draws."""
