import { createRoot } from '../../src/ca/index.ts'
import { type Certificate, type PrivateKey, parseCertificate } from '../../src/index.ts'

/** A certificate of a key, by the key itself. */
export async function selfSigned(key: PrivateKey, commonName = '电子印章'): Promise<Certificate> {
  const made = await createRoot({
    subject: { commonName },
    key,
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2036-01-01T00:00:00Z'),
  })
  return parseCertificate(made.raw)
}
