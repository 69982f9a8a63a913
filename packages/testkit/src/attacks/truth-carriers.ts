import { parseCertificate, type Trust } from '@xinyin/core'
import { parseSealSignature } from '@xinyin/e-seal'
import { inspectOfd, listOfdSignatures, parseOfdPackage } from '@xinyin/e-seal/ofd'
import { listTruth, readTruth } from '../truth.ts'
import { type Carrier, readCarrier } from './carrier.ts'

const HOUR_MS = 60 * 60 * 1000
/** Packages of others may be of any size; attacks are tried on those that are quickly read. */
const MAX_BYTES = 200_000

/**
 * Documents that others sealed, under a trust in just who sealed them and at their time: those of the truth data that
 * pass so. Which they are is found out, not said.
 *
 * @param count - how many at most
 */
export async function readTruthCarriers(count: number): Promise<readonly Carrier[]> {
  const carriers: Carrier[] = []
  for (const name of listTruth('ofd')) {
    const bytes = readTruth(`ofd/${name}`)
    if (bytes.length > MAX_BYTES) continue
    const options = await findTrust(bytes)
    if (options === undefined) continue
    if ((await inspectOfd(bytes, options)).verdict !== 'passed') continue
    carriers.push(await readCarrier(name.replace(/\.ofd$/, ''), bytes, options))
    if (carriers.length === count) break
  }
  return carriers
}

/** Trust in those who made the signatures and their seals, whoever they are; nothing where that cannot be told. */
async function findTrust(bytes: Uint8Array): Promise<{ trust: Trust; at: Date } | undefined> {
  const { signatures } = await listOfdSignatures(bytes)
  if (signatures.length === 0) return undefined
  const nobody: Trust = { anchors: [], intermediates: [] }
  const { subject } = await inspectOfd(bytes, { trust: nobody })
  const values = subject?.signatures.filter(({ type }) => type === 'Seal').map(({ files }) => files[1]) ?? []
  if (values.length < signatures.length) return undefined
  const { files } = parseOfdPackage(bytes)
  const read = values.map((value) => parseSealSignature(files.get(value ?? '') ?? new Uint8Array(0)))
  const times = read.flatMap(({ time }) => time.getTime())
  return {
    at: new Date(Math.max(...times) + HOUR_MS),
    trust: {
      anchors: read.flatMap(({ seal, signerCertificate }) => [
        { certificate: parseCertificate(seal.makerCertificate), roles: ['seal-maker'] as const },
        { certificate: parseCertificate(signerCertificate), roles: ['seal-signer'] as const },
      ]),
      intermediates: [],
    },
  }
}
