"""What goes wrong on purpose, request limits, and what contracts and limits have against the callers."""

from dataclasses import asdict
from typing import Any

from homologa.simulators.control import fault_schema, parsing, serializers
from homologa.simulators.control.resources.resource import WORLD, Resource, Route
from homologa.simulators.kernel.exchanges import findings
from homologa.simulators.kernel.limits import MODES


class FaultsResource(Resource):
    """What goes wrong on purpose, request limits, and what contracts and limits have against the callers."""

    def routes(self) -> list[Route]:
        return [
            ("GET", "/operations", self.operations),
            ("GET", f"{WORLD}/faults", self.list_faults),
            ("POST", f"{WORLD}/faults", self.add_fault),
            ("DELETE", f"{WORLD}/faults", self.clear_faults),
            ("GET", f"{WORLD}/faults/<fault>", self.get_fault),
            ("DELETE", f"{WORLD}/faults/<fault>", self.remove_fault),
            ("GET", f"{WORLD}/limits", self.get_limits),
            ("PUT", f"{WORLD}/limits", self.set_limits),
            ("GET", f"{WORLD}/findings", self.findings),
        ]

    def operations(self) -> Any:
        parsing.query(())
        to_document = [
            serializers.operation(platform, operation)
            for platform in self.worlds.platforms
            for operation in platform.rooms.operations
        ]
        return {"data": to_document}

    def list_faults(self, world_id: str) -> Any:
        return {"data": [fault_schema.to_document(rule) for rule in self.worlds.get(world_id).faults.all()]}

    def add_fault(self, world_id: str) -> Any:
        world = self.worlds.get(world_id)
        made = world.faults.add(fault_schema.rule(parsing.body(fault_schema.FIELDS), world.platforms))
        return fault_schema.to_document(made), 201

    def clear_faults(self, world_id: str) -> Any:
        self.worlds.get(world_id).faults.clear()
        return "", 204

    def get_fault(self, world_id: str, fault: str) -> Any:
        return fault_schema.to_document(self.worlds.get(world_id).faults.get(_number(fault)))

    def remove_fault(self, world_id: str, fault: str) -> Any:
        self.worlds.get(world_id).faults.remove(_number(fault))
        return "", 204

    def get_limits(self, world_id: str) -> Any:
        return serializers.limits(self.worlds.get(world_id))

    def set_limits(self, world_id: str) -> Any:
        """Observe, enforce or switch off the platforms' request limits."""
        world = self.worlds.get(world_id)
        world.set_limit_mode(parsing.one_of(parsing.body({"mode"}).get("mode"), MODES, "mode"))
        return {"mode": world.limits.mode}

    def findings(self, world_id: str) -> Any:
        """What contracts and limits have against the requests of the journal."""
        world = self.worlds.get(world_id)
        parsing.query(())
        found = [asdict(finding) for finding in findings.summary(world.journal)]
        if not found:
            return {"data": []}
        masks = serializers.masker(world)
        masked = [{name: masks.text(finding[name]) for name in ("text", "pattern")} for finding in found]
        return {"data": [{**finding, **texts} for finding, texts in zip(found, masked, strict=True)]}


def _number(text: str) -> int:
    return parsing.count(text, "o número da falha", 1, 2**63 - 1)
