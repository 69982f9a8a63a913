/** Object identifiers of the certificate extensions that are read (RFC 5280, 4.2). */
export const EXTENSION = {
  subjectDirectoryAttributes: '2.5.29.9',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  privateKeyUsagePeriod: '2.5.29.16',
  subjectAltName: '2.5.29.17',
  issuerAltName: '2.5.29.18',
  basicConstraints: '2.5.29.19',
  cRLNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  nameConstraints: '2.5.29.30',
  cRLDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extKeyUsage: '2.5.29.37',
  freshestCRL: '2.5.29.46',
  inhibitAnyPolicy: '2.5.29.54',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  qCStatements: '1.3.6.1.5.5.7.1.3',
  subjectInfoAccess: '1.3.6.1.5.5.7.1.11',
  ocspNoCheck: '1.3.6.1.5.5.7.48.1.5',
} as const

/** Extended key usages with a meaning of their own (RFC 5280, 4.2.1.12, and two of old servers). */
export const PURPOSE = {
  any: '2.5.29.37.0',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
  serverGatedMicrosoft: '1.3.6.1.4.1.311.10.3.3',
  serverGatedNetscape: '2.16.840.1.113730.4.1',
} as const

/** Object identifiers of the attributes of names (X.520, RFC 4519, PKCS #9). */
export const ATTRIBUTE = {
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  serialNumber: '2.5.4.5',
  country: '2.5.4.6',
  locality: '2.5.4.7',
  state: '2.5.4.8',
  street: '2.5.4.9',
  organization: '2.5.4.10',
  organizationalUnit: '2.5.4.11',
  title: '2.5.4.12',
  postalAddress: '2.5.4.16',
  postalCode: '2.5.4.17',
  telephoneNumber: '2.5.4.20',
  givenName: '2.5.4.42',
  organizationIdentifier: '2.5.4.97',
  userId: '0.9.2342.19200300.100.1.1',
  domainComponent: '0.9.2342.19200300.100.1.25',
  emailAddress: '1.2.840.113549.1.9.1',
} as const

const SHORT: Readonly<Partial<Record<keyof typeof ATTRIBUTE, string>>> = {
  commonName: 'CN',
  surname: 'SN',
  country: 'C',
  locality: 'L',
  state: 'ST',
  street: 'STREET',
  organization: 'O',
  organizationalUnit: 'OU',
  givenName: 'GN',
  userId: 'UID',
  domainComponent: 'DC',
}

/** Names of attributes in the text form of names: short ones of RFC 4514, 3, then those registered for LDAP. */
export const ATTRIBUTE_KEYWORD: ReadonlyMap<string, string> = /* @__PURE__ */ new Map(
  Object.entries(ATTRIBUTE).map(([name, oid]) => [oid, SHORT[name as keyof typeof ATTRIBUTE] ?? name]),
)
