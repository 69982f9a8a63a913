import 'reflect-metadata'
import { Name, Pkcs10CertificateRequestGenerator } from '@peculiar/x509'
import type { PrivateKey } from '../crypto/private-key.ts'
import type { Signer } from '../ports.ts'
import { type CertificateRequest, parseCsr } from '../x509/request.ts'
import { type CertificateContent, contentExtensions } from './extensions.ts'
import { toSigner } from './issuer.ts'
import { signWith, toBuffer } from './signing.ts'
import { encodeSubject, type Subject } from './subject.ts'

export interface CsrOptions extends CertificateContent {
  readonly subject: Subject
  /** The key that the certificate is for. */
  readonly key: PrivateKey | Signer
}

/** Makes a request for a certificate (PKCS #10), signed with the key that it is for. */
export async function createCsr(options: CsrOptions): Promise<CertificateRequest> {
  const { crypto, key, algorithm } = signWith(toSigner(options.key))
  const made = await Pkcs10CertificateRequestGenerator.create(
    {
      name: new Name(toBuffer(encodeSubject(options.subject))),
      keys: { privateKey: key, publicKey: key },
      signingAlgorithm: algorithm,
      extensions: contentExtensions(options),
    },
    crypto,
  )
  return parseCsr(new Uint8Array(made.rawData))
}
