"""Trains what the splitter embeds: `python -m annotator.splitting.training --data DIR`."""
