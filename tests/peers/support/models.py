"""Answers questions about filters, paths and PATCH by scim2-models, one JSON object a line."""

import json
import sys
import warnings

from scim2_models import (
    Context,
    EnterpriseUser,
    Group,
    PatchOp,
    Path,
    SCIMException,
    ScimFilter,
    ScimPolicy,
    User,
)
from pydantic import ValidationError

FullUser = User[EnterpriseUser]
REFUSALS = (SCIMException, ValidationError, ValueError)
STRICT = ScimPolicy()
ENTRA = ScimPolicy(
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)


def model(resource):
    return Group if "members" in resource else FullUser


def read(resource):
    """The resource in its model; None if the model does not hold it."""
    try:
        return model(resource).model_validate({"schemas": [str(model(resource).__schema__)], **resource})
    except REFUSALS:
        return None


def match(text, resource):
    value = read(resource)
    if value is None:
        return "-"
    return "1" if ScimFilter[model(resource)](text).match(value) else "0"


def answer(question, why):
    text = question.get("text")
    try:
        if question["kind"] == "path":
            Path(text)
            return "accept"
        if question["kind"] == "filter":
            ScimFilter(text)
            return "".join(match(text, resource) for resource in question["resources"])
        resource = question["resource"]
        value = read(resource)
        if value is None:
            return "-"
        policy = STRICT if question.get("dialect") == "rfc" else ENTRA
        with policy:
            patch = PatchOp[model(resource)].model_validate(
                question["patch"], scim_ctx=Context.RESOURCE_PATCH_REQUEST
            )
            patch.patch(value)
        return value.model_dump()
    except REFUSALS as refusal:
        why.append(str(refusal))
        return "reject"


warnings.simplefilter("ignore")
for line in sys.stdin:
    reasons = []
    print(json.dumps({"answer": answer(json.loads(line), reasons), "why": "".join(reasons)}), flush=True)
