import { rsaEncryptionSpki } from '../rsa-spki.ts'
import { modulusLength } from '../rsa-verify.ts'
import type { Provider, RsaParameters } from './provider.ts'
import { signBySubtle, verifyBySubtle } from './webcrypto.ts'

const rsaImport = ({ padding, hash }: RsaParameters) => ({
  name: padding === 'PSS' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5',
  hash,
})

const rsaUse = (parameters: RsaParameters) =>
  parameters.padding === 'PSS'
    ? { name: 'RSA-PSS', saltLength: parameters.saltLength }
    : { name: 'RSASSA-PKCS1-v1_5' }

/**
 * RSA through WebCrypto. Rejects where the platform does not import a key or has no room for a salt: each has errors of
 * its own for these, and portable code then decides.
 */
export const webcryptoRsa: Provider['RSA'] = {
  sign: (key, parameters, message) => signBySubtle(key, rsaImport(parameters), rsaUse(parameters), message),
  verify: (key, parameters, message, signature) =>
    signature.length === modulusLength(key) &&
    verifyBySubtle(
      key,
      rsaImport(parameters),
      rsaUse(parameters),
      message,
      signature,
      rsaEncryptionSpki(key),
    ),
}
