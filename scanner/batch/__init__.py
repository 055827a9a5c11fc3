"""Many documents, each read in a worker process: one that hangs, dies or eats memory costs itself and nothing else.

`pool` hands out the tasks and waits, `worker` is a worker as the parent sees it, `inside` what goes on in one.
"""

from scanner.batch.inside import grant
from scanner.batch.pool import Batch, usable_cores
from scanner.batch.task import Allowance, Job, Split, Task

__all__ = ["Allowance", "Batch", "Job", "Split", "Task", "grant", "usable_cores"]
