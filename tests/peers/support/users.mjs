// Users that hold something of every sort: the resources of generated questions. Each one is valid in the
// schemas of RFC 7643, so that every implementation takes it.
export const core = "urn:ietf:params:scim:schemas:core:2.0:User";
export const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const user = (id, rest) => ({
  schemas: enterprise in rest ? [core, enterprise] : [core],
  id,
  meta: {
    resourceType: "User",
    created: "2024-01-02T03:04:05Z",
    lastModified: `2024-03-0${id.slice(1)}T08:00:00Z`,
  },
  ...rest,
});

export const users = [
  user("u1", {
    userName: "dana@fabrikam.example",
    externalId: "Ext-1",
    name: { givenName: "Dana", familyName: "Reyes", formatted: "Dana Reyes" },
    displayName: "Dana Reyes",
    title: "Analyst",
    userType: "Employee",
    active: true,
    emails: [
      { type: "work", value: "dana@fabrikam.example", primary: true },
      { type: "home", value: "dana@example.org" },
    ],
    phoneNumbers: [{ type: "mobile", value: "+1 5550100" }],
    addresses: [{ type: "work", locality: "Austin", country: "US", formatted: "1 Main St, Austin" }],
    [enterprise]: { employeeNumber: "100", department: "Sales", manager: { value: "u4" } },
  }),
  user("u2", {
    userName: "ines@fabrikam.example",
    externalId: "ext-1",
    name: { givenName: "Inés", familyName: "O'Malley" },
    displayName: "Inés O'Malley",
    userType: "Contractor",
    active: false,
    emails: [{ type: "home", value: "ines@example.org", primary: false }],
    phoneNumbers: [
      { type: "work", value: "+1 5550101", primary: true },
      { type: "mobile", value: "+1 5550102" },
    ],
    [enterprise]: { department: "Research" },
  }),
  user("u3", {
    userName: "bo",
    name: { familyName: "Li" },
    title: "Lead \"A\" \\ B",
    active: true,
    roles: [
      { value: "admin", display: "Admin", primary: true },
      { value: "reader", display: "Reader" },
    ],
  }),
  user("u4", {
    userName: "ravi@contoso.example",
    name: { givenName: "Ravi", familyName: "Nair" },
    displayName: "Ravi Nair",
    title: "Manager",
    userType: "Employee",
    active: true,
    emails: [{ type: "work", value: "ravi@contoso.example" }],
    addresses: [
      { type: "work", locality: "Pune", country: "IN", formatted: "2 Park Rd, Pune" },
      { type: "home", locality: "Mumbai", country: "IN" },
    ],
    roles: [{ value: "reader", display: "Reader" }],
    [enterprise]: { employeeNumber: "99", department: "Sales", costCenter: "CC-7" },
  }),
  user("u5", {
    userName: "empty",
    displayName: "Empty",
  }),
  user("u6", {
    userName: "sam@fabrikam.example",
    name: { givenName: "Sam", familyName: "Reyes" },
    title: "Analyst",
    nickName: "S",
    active: false,
    emails: [
      { type: "work", value: "sam@fabrikam.example" },
      { type: "work", value: "sam.reyes@fabrikam.example", primary: true },
      { type: "other", value: "sam@example.net" },
    ],
    [enterprise]: { organization: "Fabrikam" },
  }),
];
