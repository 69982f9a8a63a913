import { encodeUtf8, type Report, type Trust } from '@xinyin/core'
import {
  type CmsSealing,
  type DataExpectation,
  type DataSealForm,
  type DataSealing,
  inspectSealedData,
  type JwsSealing,
  type SealedDataOptions,
  type SesSealing,
} from '../../../src/carriers/data/index.ts'
import { AT, createProvince } from '../../province.ts'

export const province = await createProvince()
export const { seal, office } = province

/** The trust of the province, with the signers' root for signatures without a seal too. */
export const trust: Trust = {
  ...province.trust,
  anchors: province.trust.anchors.map((anchor) =>
    anchor.roles.includes('seal-signer')
      ? { ...anchor, roles: [...anchor.roles, 'document-signer'] as const }
      : anchor,
  ),
}

export const OPTIONS: SealedDataOptions = { trust, at: AT }

const { signer, certificate } = office

export const SES: SesSealing = { seal, signer, at: AT }
export const CMS: CmsSealing = { form: 'cms', signer, certificate, at: AT }
export const JWS: JwsSealing = { form: 'jws', signer, certificate, at: AT }

export const EACH: readonly (readonly [DataSealForm, DataSealing])[] = [
  ['ses', SES],
  ['cms', CMS],
  ['jws', JWS],
]

export async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

export function asStream(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  const pieces = inPieces(bytes, size)
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
  })
}

/** One octet of a text or of octets changed. */
export function changed<Value extends Uint8Array | string>(value: Value, at: number): Value {
  if (typeof value !== 'string')
    return (value as Uint8Array).with(at, ((value as Uint8Array)[at] ?? 0) ^ 1) as Value
  const other = value[at] === 'A' ? 'B' : 'A'
  return `${value.slice(0, at)}${other}${value.slice(at + 1)}` as Value
}

export const CONTENT = encodeUtf8('{"amount":100}')
export const OTHER = encodeUtf8('{"amount":900}')

export const inspect = (content: Uint8Array, value: Uint8Array | string, expect?: DataExpectation) =>
  inspectSealedData(content, value, { ...OPTIONS, ...(expect === undefined ? {} : { expect }) })

/** What stands against a seal: the ids of the checks. */
export const refusals = ({ checks }: Report<unknown>) =>
  checks.filter(({ status }) => status === 'failed' || status === 'indeterminate').map(({ id }) => id)

export const reason = ({ checks }: Report<unknown>, id: string) =>
  checks.find((check) => check.id === id)?.code
