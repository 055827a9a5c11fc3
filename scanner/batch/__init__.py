"""Many documents, each read in a worker process: one that hangs, dies or eats memory costs itself and nothing else.

`batch` is what commands know of it. `pool` hands out the tasks to processes of this machine and waits, `worker` is one
as the parent sees it, `inside` what goes on in it.
"""

from scanner.batch.batch import Batch
from scanner.batch.inside import grant
from scanner.batch.pool import Pool, usable_cores
from scanner.batch.task import Allowance, Job, Split, Task

__all__ = ["Allowance", "Batch", "Job", "Pool", "Split", "Task", "grant", "usable_cores"]
