import { parseCertificate } from '@xinyin/core'
import { inspectTrustList, parseTrustList, type TrustListOptions } from '@xinyin/core/trust'
import { inspectTrustedList, parseTrustedList } from '@xinyin/core/trust-xml'
import { skipRevocation } from '@xinyin/core/unsafe'
import { readAuthorityFile, TERRITORY, trustAuthority } from '../authority.ts'
import { CORPUS_TIME } from '../corpus.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateJose } from '../mutation/jose.ts'
import { mutateText } from '../mutation/text.ts'
import type { Target } from '../target.ts'
import { decodeText } from '../text.ts'

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
