import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { equalBytes, inspectPath, parseCertificate } from '@xinyin/core'
import { parsePkcs12 } from '@xinyin/core/keys'
import { parseSeal } from '@xinyin/e-seal'
import { expectThat } from '../expect.ts'
import type { Case } from '../table.ts'
import { TRUTH } from './truth.ts'

const STORES = ['root.p12', 'user.p12']
const SEALS = ['user-v1', 'user-v4', 'user-v5', 'user-v5-timestamped']

const read = (name: string) => new Uint8Array(readFileSync(join(TRUTH, 'seal', name)))

async function open(name: string, password: string) {
  const { keys } = await parsePkcs12(read(name), password)
  const [entry] = keys
  const certificate = entry?.certificates[0]
  if (entry === undefined || certificate === undefined)
    throw new Error(`${name} holds no key with a certificate`)
  const { spki } = entry.privateKey.publicKey
  expectThat(equalBytes(spki, certificate.publicKey.spki), `${name}: the key is not that of the certificate`)
  return certificate
}

const stores: Case = {
  what: 'seal/root.p12, seal/user.p12: expected to open, the user in the list of every seal, and all under the root but that it is none for certificates',
  with: 'others',
  async run() {
    const [root, user] = [await open('root.p12', '123456'), await open('user.p12', '777777')]
    const trust = {
      anchors: [{ certificate: root, roles: ['seal-signer', 'seal-maker'] as const }],
      intermediates: [],
    }
    for (const name of SEALS) {
      const { info, makerCertificate } = parseSeal(read(`${name}.esl`))
      const listed = info.signers.kind === 'certificates' ? info.signers.certificates : []
      expectThat(
        listed.some((raw) => equalBytes(raw, user.raw)),
        `${name} does not list the user`,
      )
      const maker = parseCertificate(makerCertificate)
      for (const [role, certificate] of [['seal-signer', user] as const, ['seal-maker', maker] as const]) {
        const { checks } = await inspectPath(certificate, { trust, role, at: maker.notBefore })
        const codes = checks.flatMap(({ status, code }) => (status === 'passed' ? [] : (code ?? [])))
        // The root says of its own key what it is for, and certificates are not among it.
        expectThat(codes.join() === 'ERR_PATH_KEY_USAGE', `${name}, ${role}: found ${codes.join(', ')}`)
      }
    }
    return `found so, for ${SEALS.length} seals and their makers; against the root: ERR_PATH_KEY_USAGE`
  },
}

/** The keys that go with the seals made by others. */
export const storeCases: readonly Case[] = STORES.every((name) => existsSync(join(TRUTH, 'seal', name)))
  ? [stores]
  : []
