import { inflateSync } from 'node:zlib'
import type { JsonObject } from '@xinyin/core/json'
import { parseJwk } from '@xinyin/core/keys'
import { parseResidentId, parseUscc } from '@xinyin/core/register-codes'
import {
  createIdentifier,
  inspectIdentifier,
  inspectSdJwt,
  parseIdentifier,
  parseSdJwt,
} from '@xinyin/e-license'
import { parseStatusList, readStatus } from '@xinyin/e-license/status'
import { mod37_36 } from 'cdigit'
import type { Case } from '../table.ts'
import { foundBy, type Held, listTruth, readTruth, truthFile } from './truth-file.ts'
import { JOSE_TRUTH_CASES } from './truth-jose.ts'

interface Identifiers {
  readonly fieldValid: readonly string[]
  readonly fieldVariantA11: readonly { readonly id: string; readonly standardCheck: string }[]
  readonly synthetic: readonly string[]
  readonly uscc: readonly string[]
  readonly usccInvalid: readonly string[]
  readonly iso7064: Readonly<Record<'MOD 37,36' | 'MOD 11-2', string>>
}

/** Whether it is right, and is made again as it is. */
function remade(text: string): string {
  const { typeCode, issuerCode, serial, version } = parseIdentifier(text)
  const again = createIdentifier({ typeCode, issuerCode, serial, version: Number(version) })
  return again === text ? 'identifier, valid' : `made again as ${again}`
}

async function holdIdentifiers(path: string): Promise<Held[]> {
  const truth = readTruth<Identifiers>(path)
  const held: Held[] = []
  for (const text of [...truth.fieldValid, ...truth.synthetic])
    held.push({ stated: 'identifier, valid', found: await foundBy(() => remade(text)) })
  for (const { id, standardCheck } of truth.fieldVariantA11) {
    const fault = inspectIdentifier(id).checks.find(({ status }) => status === 'failed')
    const stated = `identifier, letters counted from 11, ${standardCheck} is right`
    const isNamed = fault?.code === 'ERR_IDENTIFIER_CHECK_LETTERS_FROM_11'
    const found = isNamed ? `identifier, letters counted from 11, ${fault.facts['expected']} is right` : ''
    held.push({ stated, found: found || `${fault?.code}` })
  }
  for (const text of truth.uscc)
    held.push({
      stated: 'credit code, valid',
      found: await foundBy(() => `credit code, ${parseUscc(text).text === text ? 'valid' : 'other'}`),
    })
  for (const text of truth.usccInvalid)
    held.push({ stated: 'refused, ERR_USCC_CHECK', found: await foundBy(() => parseUscc(text).text) })
  const [grid = ''] = truth.iso7064['MOD 37,36'].split(' ')
  held.push({
    stated: 'MOD 37,36 holds',
    found: `MOD 37,36 ${mod37_36.validate(grid) ? 'holds' : 'does not hold'}`,
  })
  const citizen = truth.iso7064['MOD 11-2']
  held.push({
    stated: 'MOD 11-2 holds',
    found: await foundBy(
      () => `MOD 11-2 ${parseResidentId(citizen).text === citizen ? 'holds' : 'does not hold'}`,
    ),
  })
  return held
}

interface SdJwts {
  readonly issuerKey: JsonObject
  readonly vectors: readonly {
    readonly signatureVerifies: boolean
    readonly disclosures: number
    readonly keyBinding: boolean
    readonly compact: string
  }[]
}

/** Within the lives of all of them. */
const THEN = new Date('2025-06-01T00:00:00Z')

async function holdSdJwts(path: string): Promise<Held[]> {
  const { issuerKey, vectors } = readTruth<SdJwts>(path)
  const { publicKey: key } = parseJwk(issuerKey)
  const held: Held[] = []
  for (const { signatureVerifies, disclosures, keyBinding, compact } of vectors) {
    const say = (verifies: boolean, count: number, hasBinding: boolean) =>
      `${verifies ? 'verifies' : 'does not verify'}, ${count} disclosures, ${hasBinding ? 'with' : 'without'} key binding`
    const { verdict } = await inspectSdJwt(compact, { key, at: THEN })
    const parsed = parseSdJwt(compact)
    // The file takes what does not end in `~` for one with a key binding, the issuer's part alone too, which has no `~`.
    const isAlone = !compact.includes('~')
    const hasBinding = isAlone ? keyBinding : parsed.keyBinding !== undefined
    held.push({
      stated: say(signatureVerifies, disclosures, keyBinding),
      found: say(verdict === 'passed', parsed.disclosures.length, hasBinding),
    })
    const at = compact.indexOf('.') + 40
    const changed = compact.slice(0, at) + (compact[at] === 'A' ? 'B' : 'A') + compact.slice(at + 1)
    const other = await inspectSdJwt(changed, { key, at: THEN })
    held.push({
      stated: 'failed with a character changed',
      found: `${other.verdict} with a character changed`,
    })
  }
  return held
}

interface Lists {
  readonly vectors: readonly { readonly file: string; readonly bits: 1 | 2 | 4 | 8; readonly lst: string }[]
}

async function holdLists(path: string): Promise<Held[]> {
  const held: Held[] = []
  for (const { bits, lst } of readTruth<Lists>(path).vectors) {
    const list = await parseStatusList({ bits, lst })
    const octets = inflateSync(Buffer.from(lst, 'base64url'))
    const say = (size: number, valueAt: (place: number) => number) => {
      let count = 0
      let sum = 0
      for (let place = 0; place < size; place++) {
        const value = valueAt(place)
        if (value !== 0) count++
        sum = (sum * 31 + value * (place + 1)) % 1_000_003
      }
      return `${bits} bits, ${size} places, ${count} not 0 (${sum})`
    }
    const perOctet = 8 / bits
    const stated = say(octets.length * perOctet, (place) => {
      const octet = octets[Math.floor(place / perOctet)] ?? 0
      return Math.floor(octet / 2 ** ((place % perOctet) * bits)) % 2 ** bits
    })
    held.push({ stated, found: say(list.size, (place) => readStatus(list, place)) })
    const short = Buffer.from(lst, 'base64url').subarray(0, -4).toString('base64url')
    const cut = await foundBy(async () => (await parseStatusList({ bits, lst: short })).size)
    held.push({ stated: 'refused, ERR_STATUS_LIST_COMPRESSION', found: cut })
  }
  return held
}

const missing: Case = {
  what: 'licence, sd-jwt and jose are at hand',
  with: 'others',
  run: () => Promise.reject(new Error('set TRUTH_DIR to where the truth is')),
}

const HOLDERS: Readonly<Record<string, (path: string) => Promise<Held[]>>> = {
  'licence/cn-licence-identifiers.json': holdIdentifiers,
  'sd-jwt/sdjwt-final-draft22.json': holdSdJwts,
  'sd-jwt/token-status-list.json': holdLists,
}

const unknown = (path: string): Promise<Held[]> =>
  Promise.reject(new Error(`nobody knows how ${path} is read`))

const own = ['licence', 'sd-jwt'].flatMap(listTruth).map((path) => truthFile(path, HOLDERS[path] ?? unknown))

/** Every file of others about licences and what they are made of: what it states, and what is found. */
export const TRUTH_CASES: readonly Case[] =
  own.length === 0 || JOSE_TRUTH_CASES.length === 0 ? [missing] : [...own, ...JOSE_TRUTH_CASES]
