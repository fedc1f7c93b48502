"""The processes that share the fits, on one machine or many."""
import datetime
import os
import time

import torch.distributed as dist


class Team:
    """The processes that share the fits."""

    def __init__(self):
        self.size, self.rank = int(os.environ.get("WORLD_SIZE", 1)), int(os.environ.get("RANK", 0))
        if self.size > 1:
            dist.init_process_group("gloo", timeout=datetime.timedelta(hours=12))

    def share(self, jobs):
        """Runs jobs {name: function}, each in one process; all results, in the first process only."""
        mine, started = {}, time.monotonic()
        for name in list(jobs)[self.rank::self.size]:
            mine[name] = jobs[name]()
            print(f"{time.monotonic() - started:6.0f} s  {name}", flush=True)
        if self.size == 1:
            return mine
        everything = [None] * self.size if self.rank == 0 else None
        dist.gather_object(mine, everything)
        return {name: result for part in everything or [] for name, result in part.items()}
