"""English syntax for the splitter: tokens, tags and a dependency tree, from a small embedded model."""
