import { decodeBase64, parseCertificate, type Report, type Trust } from '@xinyin/core'
import { parseCrl } from '@xinyin/core/revocation'
import { inspectSealedData, inspectSealedJson, sealData, sealJson } from '@xinyin/e-seal/data'
import { inspectOfd } from '@xinyin/e-seal/ofd'
import { createRealm } from '@xinyin/testkit/realm'
import { createSealedSet } from '@xinyin/testkit/sealed'
import type { Row, SealedFixture } from './fixture.ts'

function row(name: string, { verdict, checks }: Report<unknown>): Row {
  const deciding = checks.find(({ status }) => status === 'failed' || status === 'indeterminate')
  const why = deciding === undefined ? '' : ` (${deciding.id} ${deciding.code ?? deciding.status})`
  return { name, ok: verdict === 'passed', found: `${verdict}${why}` }
}

/** Verifies in this runtime what was sealed on Node. */
export async function verifySealed({ anchors, crls, documents, ...fixture }: SealedFixture): Promise<Row[]> {
  const trust: Trust = {
    anchors: anchors.map(({ base64, roles }) => ({
      certificate: parseCertificate(decodeBase64(base64)),
      roles,
    })),
    intermediates: [],
    revocation: { crls: crls.map((base64) => parseCrl(decodeBase64(base64))), ocspResponses: [] },
  }
  const rows: Row[] = []
  for (const { name, base64, signatures } of documents) {
    const options = { trust, at: new Date(fixture.at), signatures }
    rows.push(row(`sealed on Node: ${name}`, await inspectOfd(decodeBase64(base64), options)))
  }
  return rows
}

/** Seals in this runtime, in every form, and verifies it here. */
export async function sealHere(): Promise<Row[]> {
  const { trust, at, documents } = await createSealedSet()
  const rows: Row[] = []
  for (const { name, bytes, signatures } of documents)
    rows.push(row(`sealed here: ${name}`, await inspectOfd(bytes, { trust, at, signatures })))
  return [...rows, ...(await sealDataHere())]
}

async function sealDataHere(): Promise<Row[]> {
  const { office, trust, at } = await createRealm()
  const content = new TextEncoder().encode('准予施工')
  const rows: Row[] = []
  for (const form of ['cms', 'jws'] as const) {
    const sealing = { form, ...office, at }
    const seal = await sealData(content, sealing)
    rows.push(row(`sealed here: data, ${form}`, await inspectSealedData(content, seal, { trust, at })))
    const json = JSON.stringify(await sealJson({ 名称: '施工许可证', 面积: 128.5 }, sealing))
    rows.push(row(`sealed here: JSON, ${form}`, await inspectSealedJson(json, { trust, at })))
  }
  return rows
}
