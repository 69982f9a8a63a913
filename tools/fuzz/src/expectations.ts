/** What the ID tokens of the corpus say, and what the target expects of them. */
export const ID_TOKEN = {
  issuer: 'https://id.example.gov.cn',
  clientId: 'portal-a',
  nonce: 'nonce-of-the-corpus',
  keyId: 'issuer-1',
} as const
