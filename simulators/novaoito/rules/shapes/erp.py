"""What may be written of jobs and links."""

import functools

from homologa.simulators.novaoito.rules.shapes.parts import FLAG, MOST_VARIANTS, id, machine_word, record, text
from homologa.simulators.novaoito.rules.validation import Judge


@functools.cache
def job_request() -> Judge:
    """The request of an integration job."""
    ids = {"type": "array", "minItems": 1, "maxItems": 10_000, "uniqueItems": True, "items": id()}
    fields = {
        "system": {"enum": ["tiny"]},
        "operation": {"enum": ["send", "map"]},
        "scope": {"enum": ["pending", "selection"]},
        "product_ids": ids,
        "dry_run": FLAG,
    }
    by_scope = {
        "if": {"properties": {"scope": {"const": "selection"}}},
        "then": {"required": ["product_ids"]},
        "else": {"properties": {"product_ids": False}},
    }
    return Judge({**record(fields, ("system", "operation", "scope")), **by_scope})


@functools.cache
def job_report() -> Judge:
    """Results of items of a job."""
    result = {
        "product_id": id(),
        "result": {"enum": ["created", "linked", "skipped", "failed"]},
        "code": machine_word(),
        "message": text(2000),
        "external_id": {"type": ["string", "null"], "minLength": 1, "maxLength": 64},
    }
    items = {
        "type": "array",
        "minItems": 1,
        "maxItems": 100,
        "items": record(result, ("product_id", "result")),
    }
    return Judge(record({"results": items}, ("results",)))


@functools.cache
def job_finish() -> Judge:
    """The end of a job."""
    return Judge(record({"failed": {**text(1000), "minLength": 1}, "code": machine_word()}))


@functools.cache
def link() -> Judge:
    """A link of a product, and of its variants, to the other system."""
    external = {"type": "string", "minLength": 1, "maxLength": 64}
    known = {"mapping_id": text(64), "external_sku": text(64)}
    one = {"variant_id": id(), "external_id": {**external, "type": ["string", "null"]}, **known}
    variants = {"type": "array", "maxItems": MOST_VARIANTS, "items": record(one, ("variant_id",))}
    return Judge(record({"external_id": external, **known, "variants": variants}, ("external_id",)))
