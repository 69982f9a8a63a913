import { encodeBase64 } from '@xinyin/core'
import { sealOfd } from '@xinyin/e-seal/ofd'
import { createRealm } from '@xinyin/testkit/realm'
import { createPages, createRealmSeal } from '@xinyin/testkit/sealed'
import type { Task } from './measure.ts'

const ENTRY = `
import { decodeBase64, parseCertificate } from '@xinyin/core'
import { parseCrl } from '@xinyin/core/revocation'
import { inspectOfd } from '@xinyin/e-seal/ofd'
export async function run({ document, anchors, lists, at }) {
  const trust = {
    anchors: anchors.map(({ certificate, roles }) => ({ certificate: parseCertificate(decodeBase64(certificate)), roles })),
    intermediates: [],
    revocation: { crls: lists.map((list) => parseCrl(decodeBase64(list))), ocspResponses: [] },
  }
  const options = { trust, at: new Date(at) }
  const sealed = decodeBase64(document)
  const verdicts = []
  // The last octets of a file in the middle, where the signed value and the seal are, and of the page.
  const forged = [0.5, 0.75].map((part) => {
    const place = Math.floor(sealed.length * part)
    return sealed.with(place, sealed[place] ^ 1)
  })
  for (const bytes of [sealed, ...forged]) verdicts.push((await inspectOfd(bytes, options)).verdict)
  // Nobody vouches for the maker of the seal.
  const unknown = { ...trust, anchors: trust.anchors.filter(({ roles }) => !roles.includes('seal-maker')) }
  verdicts.push((await inspectOfd(sealed, { ...options, trust: unknown })).verdict)
  return verdicts
}`

/** To verify an OFD sealed with SM2: a PNG as the picture, lists in the trust, no time stamp. */
export async function documentTask(): Promise<Task> {
  const realm = await createRealm()
  const { office, at, trust } = realm
  const seal = await createRealmSeal(realm, 'GB/T 38540-2020')
  const stamps = [{ page: 1, at: [20, 20] }] as const
  const document = await sealOfd(createPages(1), { seal, ...office, at, stamps })
  return {
    purpose: 'verify an OFD sealed with SM2',
    limit: 86_500,
    entry: ENTRY,
    given: {
      document: encodeBase64(document),
      anchors: trust.anchors.map(({ certificate, roles }) => ({
        certificate: encodeBase64(certificate.raw),
        roles,
      })),
      lists: (trust.revocation?.crls ?? []).map(({ raw }) => encodeBase64(raw)),
      at: at.toISOString(),
    },
    verdicts: ['passed', 'failed', 'failed', 'indeterminate'],
  }
}
