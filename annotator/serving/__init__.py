"""The screen in a browser on this machine: who may come in, a page, and a process for each reviewer."""
