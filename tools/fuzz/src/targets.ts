import type { Target } from './target.ts'

/** Every reader of input from outside. The name is also that of its folder in `corpus/`. */
export const TARGETS: Readonly<Record<string, () => Promise<Target>>> = {
  der: async () => (await import('./targets/der.ts')).der,
  pem: async () => (await import('./targets/pem.ts')).pem,
  x509: async () => (await import('./targets/x509.ts')).x509,
  xml: async () => (await import('./targets/xml.ts')).xml,
  seal: async () => (await import('./targets/seal.ts')).seal,
  ofd: async () => (await import('./targets/ofd.ts')).ofd,
  'sd-jwt': async () => (await import('./targets/sd-jwt.ts')).sdJwt,
  licence: async () => (await import('./targets/licence.ts')).licence,
  identifier: async () => (await import('./targets/identifier.ts')).identifier,
  jws: async () => (await import('./targets/jws.ts')).jws,
}
