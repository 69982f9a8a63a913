/** Where each package decides. What only makes things (`create`, `ca`, `issue`, `face`) refuses wrong calls, not data. */
export interface Verdicts {
  readonly folders: readonly string[]
  /** Folders whose functions answer `false` for a signature that does not hold. */
  readonly answersFalse: readonly string[]
}

export const VERDICTS: Readonly<Record<string, Verdicts>> = {
  core: {
    folders: [
      'bytes',
      'der',
      'crypto',
      'keys',
      'gm',
      'x509',
      'cms',
      'tsp',
      'trust',
      'fetch',
      'node',
      'register-codes',
      'regions',
      'cbor',
      'cose',
      'jws',
    ],
    answersFalse: ['crypto', 'gm', 'x509'],
  },
  'e-seal': {
    folders: [
      'seal',
      'signature',
      'statement',
      'status',
      'evidence',
      'create/request',
      'picture',
      'verify',
      'carriers',
    ],
    answersFalse: [],
  },
  'e-license': {
    folders: ['identifier', 'metadata', 'credential', 'qr', 'status', 'bundle', 'agreement', 'verify'],
    answersFalse: [],
  },
  sso: {
    folders: [
      'assurance',
      'audit',
      'authorize',
      'bff',
      'discovery',
      'fapi2',
      'http',
      'keys',
      'logout',
      'relying-party',
      'resource',
      'session',
      'stores',
      'token',
    ],
    answersFalse: [],
  },
}
