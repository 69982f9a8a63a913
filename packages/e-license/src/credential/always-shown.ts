/** Without these a verifier cannot judge the credential: they are never selective (SD-JWT VC, 2.2.2.2). */
export const ALWAYS_SHOWN: ReadonlySet<string> = new Set([
  'iss',
  'nbf',
  'exp',
  'cnf',
  'vct',
  'vct#integrity',
  'status',
])
