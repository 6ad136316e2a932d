"""The narrow channel between the examiner and the candidate; read by a maintainer.

When a submission is graded, test cells run in one process, the examiner, and the student's
code in another one, the candidate. What a test cell calls `student`, `Meeting` or `Watch`
is then a `Far` object: it stands for one that lives in the candidate.

- The examiner is trusted: what it sends (arguments, functions of a test cell, the contents
  of lists that these functions share) is pickled. Test cells themselves are never sent.
- The candidate is not: what it sends is JSON, parsed with limits, and becomes exact built-in
  types, references, and errors. Nothing of it can run in the examiner.

Lists, dicts, sets and variables that a sent function shares with the test cell are copied
there with the call and copied back with the answer (call by copy-restore; Tanenbaum and
van Steen, Distributed Systems, 4.2), so that a test cell reads the same in both worlds.
"""
