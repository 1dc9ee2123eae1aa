"""What the contracts take when every operation was called once; in a process of its own, which has nothing else."""

import subprocess
import sys

MOST_MEGABYTES = 100
CALLS = """
import resource
from homologa.simulators.kernel.contracts.contract import load
from homologa.simulators.kernel.operations import DecodedRequest
from homologa.simulators.kernel.platform import installed_platforms

surfaces = [surface for platform in installed_platforms() for surface in platform.rooms.surfaces]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for surface in surfaces:
    contract = load(surface.contract)
    for operation in surface.operations:
        for method in operation.methods:
            contract.request_findings(operation.name, method, DecodedRequest({}, {}))
            contract.answer_findings(operation.name, method, 200, {})
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def test_every_operation_of_every_contract_fits_into_little_memory():
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, check=True)
    assert float(done.stdout) < MOST_MEGABYTES
