"""How far a product came in a job; `detail` of the intent is what its stage needs to go on."""

JOB = "job"
"""The kind of work whose parts the products are."""
PRODUCT = "product"
"""The kind of the links of products."""
OPEN, READ, SENDING, REFUSED_AS_DUPLICATE, LINKING, DECIDED, REPORTED = (
    "open", "read", "sending", "duplicate", "linking", "decided", "reported",
)  # fmt: skip
"""Untouched; its record was read in the ERP and is to be written back with the mapping; sent, answer not seen; the ERP
said "duplicate"; its link is being written; it has a result; the store has the result."""
UNSETTLED = (OPEN, READ, SENDING, REFUSED_AS_DUPLICATE, LINKING)
SETTLED = (DECIDED, REPORTED)
