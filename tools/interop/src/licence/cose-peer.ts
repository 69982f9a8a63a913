import { fileURLToPath } from 'node:url'
import { deflateSync } from 'node:zlib'
import { encodeHex, encodeUtf8 } from '@xinyin/core'
import { createThumbprint } from '@xinyin/core/cose'
import { createLicenceQr, inspectLicenceQr } from '@xinyin/e-license'
import {
  changeStatuses,
  createStatusList,
  inspectStatusList,
  readStatus,
  signStatusListCwt,
} from '@xinyin/e-license/status'
import { expectThat } from '../expect.ts'
import { type Program, refuse, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import { base45 } from './base45-peer.ts'
import { createOffice, createPermit, type Office } from './office.ts'
import { changeOctet, dayNumber, LIST_URI, readPacked, STATES } from './status-values.ts'
import { publicJwk } from './token.ts'

const SCRIPT = fileURLToPath(new URL('../../python/cose_job.py', import.meta.url))
const PYTHON = '/usr/bin/python3'

/** CBOR of one library and ECDSA of another, both others' than ours; what COSE signs is put together from its RFC. */
const CBOR2: Program = {
  name: 'cbor2',
  command: PYTHON,
  probe: ['-c', 'import cbor2, cryptography; print(cryptography.__version__)'],
  debian: 'python3-cbor2 python3-cryptography',
}

const PREFIX = 'XY1:'
const AAD = encodeHex(encodeUtf8(PREFIX))

/** A value of CBOR as the script prints and takes it. */
type Value = string | number | boolean | null | { hex: string } | { map: [Value, Value][] } | Value[]

const memberOf = (value: Value | undefined, key: string | number): Value | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'map' in value
    ? value.map.find(([name]) => name === key)?.[1]
    : undefined

const keyOf = ({ certificate }: Office) => JSON.stringify(publicJwk(certificate.publicKey))

async function openThere(office: Office, aad: string, message: Uint8Array): Promise<Value> {
  const { stdout } = await succeed(PYTHON, [SCRIPT, 'open', keyOf(office), aad], { input: message })
  return (JSON.parse(new TextDecoder().decode(stdout)) as { payload: Value }).payload
}

const expectRefusedThere = (office: Office, aad: string, message: Uint8Array) =>
  refuse(PYTHON, [SCRIPT, 'open', keyOf(office), aad], { input: changeOctet(message, message.length - 20) })

async function signThere(
  { privateKeyPem }: Office,
  aad: string,
  header: Value,
  payload: Value | { deflated: Value },
): Promise<Uint8Array> {
  const given = [privateKeyPem, aad, JSON.stringify(header), JSON.stringify(payload)]
  return (await succeed(PYTHON, [SCRIPT, 'sign', ...given])).stdout
}

const opensOurQr: Case = {
  what: 'opens our licence in a QR code: its signature, its deflate stream and its items; none with an octet changed',
  with: CBOR2,
  async run() {
    const office = await createOffice()
    const permit = createPermit()
    const text = await createLicenceQr(permit, { ...office, extensions: Object.keys(permit.extensions) })
    const message = new Uint8Array(base45.decode(text.slice(PREFIX.length)))
    const found = await openThere(office, AAD, message)
    expectThat(memberOf(found, 1) === permit.name && memberOf(found, 3) === permit.number, 'name and number')
    expectThat(memberOf(found, 6) === dayNumber(permit.issuedOn), 'the day of issue')
    expectThat(memberOf(memberOf(found, 11), 'SGDW') === permit.extensions['SGDW'], 'an extension item')
    await expectRefusedThere(office, AAD, message)
    await refuse(PYTHON, [SCRIPT, 'open', keyOf(office), ''], { input: message })
    return `${text.length} characters, items ${JSON.stringify(found).length} octets of JSON`
  },
}

const makesQrForUs: Case = {
  what: 'makes a licence for a QR code that we verify, and not with a character changed',
  with: CBOR2,
  async run() {
    const office = await createOffice()
    const { value } = createThumbprint(office.certificate.raw, 'SHA-256/64')
    const header: Value = {
      map: [
        [1, -7],
        [34, [-15, { hex: encodeHex(value) }]],
      ],
    }
    const { name, typeCode, number, identifier, issuers, issuedOn, holders } = createPermit()
    // Short forms of codes are of this profile: the items are those of a code of ours, and all the rest is its own.
    const own = await createLicenceQr(createPermit(), office)
    const items = await openThere(office, AAD, new Uint8Array(base45.decode(own.slice(PREFIX.length))))
    const other: Value = { map: [] }
    for (const label of [1, 2, 3, 4, 5, 6, 7]) other.map.push([label, memberOf(items, label) ?? null])
    const message = await signThere(office, AAD, header, { deflated: other })
    const text = PREFIX + base45.encode(message)
    const report = await inspectLicenceQr(text, office)
    expectThat(report.verdict === 'passed', `it passes here, found ${JSON.stringify(report.checks)}`)
    const { subject } = report
    const same = [subject?.name === name, subject?.typeCode === typeCode, subject?.number === number]
    same.push(subject?.identifier === identifier, subject?.issuedOn === issuedOn)
    same.push(subject?.issuer.code === issuers[0]?.code, subject?.holder?.code === holders[0]?.code)
    expectThat(same.every(Boolean), 'the items that it wrote')
    const at = text.length - 9
    const changed = `${text.slice(0, at)}${text[at] === '0' ? '1' : '0'}${text.slice(at + 1)}`
    expectThat(
      (await inspectLicenceQr(changed, office)).verdict === 'failed',
      'a changed character is refused',
    )
  },
}

const opensOurList: Case = {
  what: 'opens our status list as a CWT, and finds each state at its place; none with an octet changed',
  with: CBOR2,
  async run() {
    const office = await createOffice()
    const list = changeStatuses(createStatusList({ bits: 4, size: 2 ** 16 }), STATES)
    const signing = { signer: office.signer, certificates: [office.certificate] } as const
    const token = await signStatusListCwt({ uri: LIST_URI, list, issuedAt: new Date(), ttl: 600 }, signing)
    const found = await openThere(office, '', token)
    expectThat(memberOf(found, 2) === LIST_URI && memberOf(found, 65_534) === 600, 'its URI and ttl')
    const lst = memberOf(memberOf(found, 65_533), 'lst')
    const packed = typeof lst === 'object' && lst !== null && 'hex' in lst ? lst.hex : ''
    const values = readPacked(Buffer.from(packed, 'hex'))
    for (const [place, value] of STATES) expectThat(values(place) === value, `${value} at ${place}`)
    await expectRefusedThere(office, '', token)
    return `${STATES.length} states of ${list.size} places in ${token.length} octets`
  },
}

const signsListForUs: Case = {
  what: 'signs a status list as a CWT that we take, and not with an octet changed',
  with: CBOR2,
  async run() {
    const office = await createOffice()
    const header: Value = {
      map: [
        [1, -7],
        [16, 'application/statuslist+cwt'],
        [33, { hex: encodeHex(office.certificate.raw) }],
      ],
    }
    const now = Math.floor(Date.now() / 1000)
    // Two places of four bits in each octet, the first one in the lower half.
    const lst = { hex: deflateSync(Uint8Array.of(0x30, 0x0f, 0x00, 0x10)).toString('hex') }
    const claims: Value = { map: [] }
    claims.map.push([2, LIST_URI], [6, now], [65_534, 600])
    claims.map.push([65_533, { map: Object.entries({ bits: 4, lst }) }])
    const token = await signThere(office, '', header, claims)
    const options = { trust: office.trust, at: new Date(), uri: LIST_URI }
    const report = await inspectStatusList(token, options)
    expectThat(report.verdict === 'passed', `it passes here, found ${JSON.stringify(report.checks)}`)
    const list = report.subject?.list
    const values = list && Array.from({ length: 8 }, (_, place) => readStatus(list, place))
    expectThat(values?.join() === '0,3,15,0,0,0,0,1', `its values, found ${values?.join()}`)
    const changed = await inspectStatusList(changeOctet(token, token.length - 20), options)
    expectThat(changed.verdict === 'failed', `a changed octet is refused, found ${changed.verdict}`)
  },
}

export const COSE_CASES: readonly Case[] = [opensOurQr, makesQrForUs, opensOurList, signsListForUs]
