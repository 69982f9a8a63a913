import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'

// Debian's python3-cryptography-vectors: certificates of many authorities, odd and broken ones, and those of PKITS.
const FOLDER = process.env['CERTIFICATES_DIR'] ?? '/usr/lib/python3/dist-packages/cryptography_vectors/x509'

const present = existsSync(FOLDER)

if (!present && process.env['CI']) {
  throw new Error(`The collection of certificates is missing: ${FOLDER} (set CERTIFICATES_DIR)`)
}

/** A test against a collection of certificates; left out, and counted as skipped, where it is not installed. */
export const testCertificates = test.skipIf(!present)

/** The files of the collection that hold certificates by their names, PEM or DER; none where it is not installed. */
export function readCertificateFiles(): { name: string; bytes: Uint8Array }[] {
  if (!present) return []
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(pem|crt)$/.test(name))
    .sort()
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(FOLDER, name))) }))
}
