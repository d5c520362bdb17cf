"""Batch: what queues, definitions and jobs are, and the processes that jobs run as."""
