"""Weights: made by `annotator.splitting.training`, their licence in LICENSE.md."""
