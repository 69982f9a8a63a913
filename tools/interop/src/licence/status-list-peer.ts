import { deflateSync } from 'node:zlib'
import { decodeBase64Url, encodeBase64 } from '@xinyin/core'
import {
  changeStatuses,
  createStatusList,
  inspectStatusList,
  readStatus,
  signStatusListJwt,
} from '@xinyin/e-license/status'
import { importJWK, importPKCS8, jwtVerify, SignJWT } from 'jose'
import { expectThat } from '../expect.ts'
import type { Case } from '../table.ts'
import { createOffice } from './office.ts'
import { LIST_URI, readPacked, STATES } from './status-values.ts'
import { publicJwk, withOtherSignature } from './token.ts'

const TYPE = 'statuslist+jwt'

const readsOurList: Case = {
  what: 'verifies our status list as a JWT, with each state at its place; not with another signature',
  with: 'jose',
  async run() {
    const office = await createOffice()
    const list = changeStatuses(createStatusList({ bits: 4, size: 2 ** 16 }), STATES)
    const signing = { signer: office.signer, certificates: [office.certificate] } as const
    const token = await signStatusListJwt({ uri: LIST_URI, list, issuedAt: new Date(), ttl: 600 }, signing)
    const key = await importJWK(publicJwk(office.certificate.publicKey), 'ES256')
    const { payload } = await jwtVerify(token, key, { typ: TYPE, subject: LIST_URI })
    const { bits, lst } = payload['status_list'] as { bits: number; lst: string }
    expectThat(bits === 4 && payload['ttl'] === 600, 'its bits and ttl')
    const valueAt = readPacked(decodeBase64Url(lst))
    for (const [place, value] of STATES) expectThat(valueAt(place) === value, `${value} at ${place}`)
    const isRefused = await jwtVerify(withOtherSignature(token), key).then(
      () => false,
      () => true,
    )
    expectThat(isRefused, 'another signature is refused')
    return `${STATES.length} states of ${list.size} places in ${token.length} characters`
  },
}

const signsListForUs: Case = {
  what: 'signs a status list as a JWT that we take, and not with another signature, or for another list',
  with: 'jose',
  async run() {
    const { certificate, privateKeyPem, trust } = await createOffice()
    const lst = deflateSync(Uint8Array.of(0x30, 0x0f, 0x00, 0x10)).toString('base64url')
    const token = await new SignJWT({ ttl: 600, status_list: { bits: 4, lst } })
      .setProtectedHeader({ alg: 'ES256', typ: TYPE, x5c: [encodeBase64(certificate.raw)] })
      .setSubject(LIST_URI)
      .setIssuedAt()
      .sign(await importPKCS8(privateKeyPem, 'ES256'))
    const codesOf = async (text: string, uri = LIST_URI) => {
      const { verdict, checks } = await inspectStatusList(text, { trust, at: new Date(), uri })
      return verdict === 'passed' ? [] : checks.flatMap(({ code }) => code ?? [])
    }
    const { subject } = await inspectStatusList(token, { trust, at: new Date(), uri: LIST_URI })
    const values = subject && Array.from({ length: 8 }, (_, place) => readStatus(subject.list, place))
    expectThat(values?.join() === '0,3,15,0,0,0,0,1', `its values, found ${values?.join()}`)
    expectThat((await codesOf(token)).length === 0, 'it passes here')
    const found = [await codesOf(withOtherSignature(token)), await codesOf(token, `${LIST_URI}0`)].join(' ')
    const wanted = 'ERR_STATUS_LIST_SIGNATURE ERR_STATUS_LIST_SUBJECT'
    expectThat(found === wanted, `refused for ${wanted}, found ${found}`)
  },
}

/** Token Status Lists (draft-ietf-oauth-status-list) beside a library that signs and verifies JWTs alone. */
export const STATUS_LIST_CASES: readonly Case[] = [readsOurList, signsListForUs]
