import { certificateCases } from './core/certificates.ts'
import { cipherCases } from './core/ciphers.ts'
import { keyCases } from './core/keys.ts'
import { sm2Cases } from './core/sm2.ts'
import { table } from './table.ts'

/** Keys, signatures, ciphers, digests and certificates, against OpenSSL. */
export const coreTable = table('core', [...sm2Cases, ...keyCases, ...cipherCases, ...certificateCases])
