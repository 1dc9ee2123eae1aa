"""Delivery plans: what happens to deliveries on their way, by rule."""

from typing import Any

from homologa.simulators.control import parsing, plan_schema
from homologa.simulators.control.resources.resource import WORLD, Resource, Route


class PlansResource(Resource):
    """Delivery plans: what happens to deliveries on their way, by rule."""

    def routes(self) -> list[Route]:
        return [
            ("GET", f"{WORLD}/plans", self.list_plans),
            ("POST", f"{WORLD}/plans", self.add_plan),
            ("DELETE", f"{WORLD}/plans", self.clear_plans),
            ("GET", f"{WORLD}/plans/<plan>", self.get_plan),
            ("DELETE", f"{WORLD}/plans/<plan>", self.remove_plan),
        ]

    def list_plans(self, world_id: str) -> Any:
        return {"data": [plan_schema.to_document(plan) for plan in self.worlds.get(world_id).plans.all()]}

    def add_plan(self, world_id: str) -> Any:
        world = self.worlds.get(world_id)
        made = world.plans.add(**plan_schema.plan(parsing.body(plan_schema.FIELDS), world.platforms))
        return plan_schema.to_document(made), 201

    def clear_plans(self, world_id: str) -> Any:
        """Forget every plan, and let go of what they hold."""
        world = self.worlds.get(world_id)
        world.dispatch.remove_plans(world.plans.all())
        return "", 204

    def get_plan(self, world_id: str, plan: str) -> Any:
        return plan_schema.to_document(self.worlds.get(world_id).plans.get(_number(plan)))

    def remove_plan(self, world_id: str, plan: str) -> Any:
        """Forget one plan, and let go of what it holds."""
        world = self.worlds.get(world_id)
        world.dispatch.remove_plans([world.plans.get(_number(plan))])
        return "", 204


def _number(text: str) -> int:
    return parsing.count(text, "o número do plano", 1, 2**63 - 1)
