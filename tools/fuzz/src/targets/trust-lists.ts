import { encodeBase64, encodeBase64Url, encodeUtf8, joseScheme, parseCertificate } from '@xinyin/core'
import { inspectTrustList, parseTrustList, type TrustListOptions, trustFrom } from '@xinyin/core/trust'
import { inspectTrustedList, parseTrustedList } from '@xinyin/core/trust-xml'
import { skipRevocation } from '@xinyin/core/unsafe'
import { readAuthorityFile, readMember, readMemberKey, TERRITORY, trustAuthority } from '../authority.ts'
import { CORPUS_TIME } from '../corpus.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateJose } from '../mutation/jose.ts'
import { mutateJson } from '../mutation/json.ts'
import { mutateText } from '../mutation/text.ts'
import type { Target } from '../target.ts'
import { decodeText } from '../text.ts'

const LIST_MEDIA_TYPE = 'trust-list+jws'
const path: TrustListOptions['path'] = { revocation: skipRevocation }
const trust = trustAuthority('trust-list-signer')

/** Trust lists in JSON, signed. */
export const trustList: Target = {
  async take(input) {
    const options = { trust, territory: TERRITORY, at: CORPUS_TIME, path }
    const { verdict } = await inspectTrustList(decodeText(input), options)
    return verdict === 'passed' ? 'passed' : 'refused'
  },
  mutations: [mutateJose, mutateJose, mutateText, mutateBytes],
  sameMeaning: (input, seed) =>
    JSON.stringify(parseTrustList(input)) === JSON.stringify(parseTrustList(seed)),
}

const signer = { key: readMemberKey('signer'), certificate: readMember('signer') }

/** What a list says, changed before it was signed: all that is looked at behind the signature. */
export const signedList: Target = {
  async take(input) {
    const header = {
      alg: 'ES256',
      typ: LIST_MEDIA_TYPE,
      iat: CORPUS_TIME.getTime() / 1000 - 3600,
      x5c: [signer.certificate, readMember('middle')].map(({ raw }) => encodeBase64(raw)),
    }
    const text = `${encodeBase64Url(encodeUtf8(JSON.stringify(header)))}.${encodeBase64Url(input)}`
    const signature = await joseScheme('ES256')?.sign(signer.key, encodeUtf8(text))
    const jws = `${text}.${encodeBase64Url(signature ?? new Uint8Array())}`
    const { verdict, verified } = await inspectTrustList(jws, {
      trust,
      territory: TERRITORY,
      at: CORPUS_TIME,
      path,
    })
    if (verified !== undefined) trustFrom([verified])
    return verdict === 'passed' ? 'read' : 'refused'
  },
  mutations: [mutateJson],
}

const supervisor = parseCertificate(readAuthorityFile('supervisor.der'))
const supervised = {
  anchors: [{ certificate: supervisor, roles: ['trust-list-signer'] as const }],
  intermediates: [],
}

/** The XML list is of a later time than the rest of the corpus. */
const XML_TIME = new Date('2027-06-02T00:00:00Z')

/** Trusted lists in XML, which has many ways to say the same. */
export const xmlList: Target = {
  async take(input) {
    const options = { trust: supervised, territory: 'ES', at: XML_TIME, path }
    const { verdict } = await inspectTrustedList(input, options)
    return verdict === 'passed' ? 'passed' : 'refused'
  },
  mutations: [mutateText, mutateText, mutateBytes],
  sameMeaning: (input, seed) =>
    JSON.stringify(parseTrustedList(input)) === JSON.stringify(parseTrustedList(seed)),
}
