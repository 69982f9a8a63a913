import { botanKeyCases } from './core/botan.ts'
import { botanCertificateCases } from './core/botan-certificates.ts'
import { botanCipherCases } from './core/botan-ciphers.ts'
import { bouncyCastleKeyCases } from './core/bouncycastle-keys.ts'
import { bouncyCastleNationalCases } from './core/bouncycastle-national.ts'
import { revocationCases } from './core/bouncycastle-revocation.ts'
import { certificateCases } from './core/certificates.ts'
import { cipherCases } from './core/ciphers.ts'
import { envelopeCases } from './core/envelopes.ts'
import { gnutlsLimits } from './core/gnutls.ts'
import { gnutlsFileCases } from './core/gnutls-files.ts'
import { gnutlsMessageCases } from './core/gnutls-messages.ts'
import { keyFileCases } from './core/key-files.ts'
import { keyCases } from './core/keys.ts'
import { liveCases } from './core/live.ts'
import { opensslLimits } from './core/openssl-limits.ts'
import { opensslMessageCases } from './core/openssl-messages.ts'
import { opensslRevocationCases } from './core/openssl-revocation.ts'
import { pkcs12Cases } from './core/pkcs12.ts'
import { pkitsCases } from './core/pkits.ts'
import { signedMessageCases } from './core/signed-messages.ts'
import { sm2Cases } from './core/sm2.ts'
import { timeStampCases } from './core/time-stamps.ts'
import { table } from './table.ts'

/** Keys, signatures, ciphers, digests, certificates and messages, against OpenSSL, Botan, BouncyCastle and GnuTLS. */
export const coreTable = table(
  'core',
  [
    ...sm2Cases,
    ...keyCases,
    ...keyFileCases,
    ...cipherCases,
    ...certificateCases,
    ...envelopeCases,
    ...opensslMessageCases,
    ...signedMessageCases,
    ...timeStampCases,
    ...opensslRevocationCases,
    ...revocationCases,
    ...pkcs12Cases,
    ...bouncyCastleKeyCases,
    ...bouncyCastleNationalCases,
    ...opensslLimits,
    ...botanKeyCases,
    ...botanCertificateCases,
    ...botanCipherCases,
    ...gnutlsFileCases,
    ...gnutlsMessageCases,
    ...gnutlsLimits,
    ...liveCases,
    ...pkitsCases,
  ],
  ['openssl', 'botan', 'BouncyCastle', 'GnuTLS'],
)
