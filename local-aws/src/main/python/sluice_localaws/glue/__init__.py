"""Glue's jobs: what a job is, its runs, and the processes of Spark that are these runs."""
