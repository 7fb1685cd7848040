// The npm packages, each behind the same two functions: `filter(text, resource)` says whether a resource
// matches, `patch(resource, request)` returns the resource afterwards. Both throw where they refuse.
import { parse, filter } from "scim2-parse-filter";
import { patchBodyValidation, scimPatch } from "scim-patch";
import SCIMMY from "scimmy";

const { User, EnterpriseUser, Group } = SCIMMY.Schemas;
User.definition.extend(EnterpriseUser.definition);

/** A resource that an implementation cannot hold to begin with. */
export class Unheld extends Error {}

function hold(schema, resource) {
  try {
    return new schema(resource, "both");
  } catch (error) {
    throw new Unheld(error.message);
  }
}

export const packages = {
  "scim2-parse-filter": {
    filter(text) {
      const matches = filter(parse(text));
      return (resource) => matches(resource);
    },
  },
  "scim-patch": {
    patch(resource, request) {
      patchBodyValidation(request);
      // its default makes an element where the filter of a `replace` finds none
      return scimPatch(resource, request.Operations, { mutateDocument: false, treatMissingAsAdd: false });
    },
  },
  scimmy: {
    filter(text) {
      const found = new SCIMMY.Types.Filter(text);
      return (resource) => found.match([resource]).length === 1;
    },
    async patch(resource, request) {
      const held = hold("members" in resource ? Group : User, resource);
      const patched = await new SCIMMY.Messages.PatchOp(request).apply(held);
      return JSON.parse(JSON.stringify(patched ?? resource));
    },
  },
};
