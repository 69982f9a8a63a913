import { encodeBase64 } from '@xinyin/core'
import { createSealedSet } from '@xinyin/testkit/sealed'
import type { SealedFixture } from './fixture.ts'

/** Documents in every form, sealed here on Node. */
export async function makeSealedFixture(): Promise<SealedFixture> {
  const { trust, at, documents } = await createSealedSet()
  return {
    at: at.toISOString(),
    anchors: trust.anchors.flatMap(({ certificate, roles }) =>
      'raw' in certificate ? [{ base64: encodeBase64(certificate.raw), roles: [...roles] }] : [],
    ),
    crls: (trust.revocation?.crls ?? []).map(({ raw }) => encodeBase64(raw)),
    documents: documents.map(({ name, bytes, signatures }) => ({
      name,
      base64: encodeBase64(bytes),
      signatures,
    })),
  }
}
