import type { PackageName } from './manifest.ts'

// Which files of the sources stand in one file of the build: see `docs/decisions/loading.md`.

/**
 * What nearly everyone loads, in one file of the build: all that these files reach. Cut by who uses which part of it, it
 * would come in a dozen pieces, and bundlers take a file of the build whole into every piece of theirs.
 */
export const KERNELS: Partial<Record<PackageName, readonly string[]>> = {
  core: [
    './src/bytes/base64-text.ts',
    './src/crypto/digest-later.ts',
    './src/crypto/jose.ts',
    './src/crypto/sm3.ts',
    './src/der/ber.ts',
    './src/json/parse.ts',
    './src/jws/parse.ts',
    './src/jws/scheme.ts',
    './src/x509/revocation/past.ts',
    './src/x509/parse.ts',
    './src/x509/path/inspect.ts',
    './src/x509/revocation/check.ts',
    './src/x509/revocation/crl.ts',
  ],
  'e-license': [
    './src/credential/digest-later.ts',
    './src/credential/digest-name.ts',
    './src/identifier/right-character.ts',
    './src/metadata/validate.ts',
    './src/qr/holder-digest-bytes.ts',
    './src/verify/inspect.ts',
    './src/verify/rules.ts',
    './src/verify/wanted.ts',
  ],
  'e-seal': ['./src/carriers/ofd/inspect.ts'],
}

/**
 * What is taken together as well, each in one file of the build: cut finer, a program on Node waits for each of a dozen
 * when it starts. Unlike the kernel they are reached only by who reaches a part of them.
 */
export const JOINED: Partial<Record<PackageName, readonly (readonly string[])[]>> = {
  core: [
    [
      './src/crypto/curve-public-key.ts',
      './src/crypto/ec-signature-write.ts',
      './src/crypto/private-key.ts',
      './src/crypto/provider/node-keys.ts',
      './src/crypto/rsa-spki.ts',
      './src/crypto/signature-oid.ts',
    ],
    [
      './src/crypto/create-key.ts',
      './src/crypto/ec-private-key.ts',
      './src/crypto/edwards-point.ts',
      './src/crypto/edwards-private-key.ts',
      './src/crypto/export-private-key.ts',
      './src/crypto/ladder.ts',
      './src/crypto/nist-point.ts',
      './src/crypto/pkcs8.ts',
      './src/crypto/provider/sm4.ts',
      './src/crypto/rsa-private-key.ts',
      './src/crypto/signer.ts',
      './src/crypto/sm2.ts',
      './src/gm/sm4/block.ts',
      './src/gm/sm4/modes.ts',
    ],
  ],
}

/** What stands apart from the kernel, since others take it alone: QR codes are inflated without all that reads OFD. */
export const APART = /zip[\\/](?:inflate|inflater|huffman|native-zlib)\.ts$|src[\\/]inflate\.ts$/
