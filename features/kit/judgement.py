"""What a scenario's end says of each claim that it is tagged with, and of itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from homologa.features.kit import verdicts
from homologa.features.kit.claims import Claim
from homologa.features.kit.requirements import Requirement
from homologa.features.kit.results import ScenarioResult
from homologa.features.kit.tags import claims_of

IDLE = "o conector nada fez: não chamou plataforma nenhuma, e responder a avisos não basta"


def of_claim(result: ScenarioResult, claim: Claim) -> str:
    """Return the verdict that a scenario's end gives to one of its claims."""
    if result.verdict == verdicts.PASSED:
        return verdicts.NOT_APPLICABLE if _why_unproved(result, claim) else verdicts.PASSED
    if result.verdict != verdicts.FAILED:
        return result.verdict
    if claim.of_simulator:
        return verdicts.FAILED if _is_of_simulator(result) else verdicts.NOT_APPLICABLE
    return verdicts.WARNED if claim.only_warns and not result.breaks_law else verdicts.FAILED


def judged(result: ScenarioResult) -> ScenarioResult:
    """Return the scenario with the verdict of its own row: the worst over its claims, the raw one if it has none."""
    claims = claims_of(result.tags)
    if result.breaks_law:
        return result
    verdict = verdicts.worst(of_claim(result, claim) for claim in claims) if claims else _unclaimed(result)
    if verdict != verdicts.NOT_APPLICABLE or result.verdict == verdict:
        return replace(result, verdict=verdict)
    return replace(result, verdict=verdict, reason=_reason(result, claims))


def _unclaimed(result: ScenarioResult) -> str:
    is_idle = result.verdict == verdicts.PASSED and result.is_idle
    return verdicts.NOT_APPLICABLE if is_idle else result.verdict


def _reason(result: ScenarioResult, claims: Sequence[Claim]) -> str:
    reasons = dict.fromkeys(_why_unproved(result, claim) for claim in claims)
    return "; ".join(filter(None, reasons)) or IDLE


def _why_unproved(result: ScenarioResult, claim: Claim) -> str:
    """Return why the steps say nothing of the claim though they all went well; "" when they do."""
    if claim.of_simulator:
        return ""
    if isinstance(claim, Requirement) and claim.platform not in result.integrations:
        return f"a integração de {claim.id} não foi posta em operação neste cenário"
    return IDLE if result.is_idle else ""


def _is_of_simulator(result: ScenarioResult) -> bool:
    """Whether nobody but the simulator can have failed: no claim is of the connector, and no law is broken."""
    return not result.breaks_law and all(claim.of_simulator for claim in claims_of(result.tags))
