import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Certificate, parseCertificate, type Report, type Trust, TrustError } from '@xinyin/core'
import {
  inspectSeal,
  parseDataSignature,
  parseSeal,
  parseSealSignature,
  type SealSignature,
} from '@xinyin/e-seal'
import { inspectOfd, listOfdSignatures, parseOfdPackage } from '@xinyin/e-seal/ofd'
import { expectThat } from '../expect.ts'
import type { Case } from '../table.ts'
import { expectedOf } from './truth-expected.ts'

/** Where data made by others is. */
export const TRUTH = process.env['TRUTH_DIR'] ?? join(import.meta.dirname, '../../../../../shared/truth')
const NOBODY: Trust = { anchors: [], intermediates: [] }
/** For any file, on a machine that does other things as well. */
const TIME_MS = 120_000

/** Whom a file names, and when it says that it was signed. */
interface Named {
  readonly makers: readonly Certificate[]
  readonly signers: readonly Certificate[]
  readonly at: Date
}

interface Found {
  readonly nobody: Report<unknown>
  readonly named: Report<unknown>
}

/** What is read of a file, or nothing where the reader refuses it by a code of its own. */
async function readOf<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}

/** Trusts makers and signers that a file names itself, each for its part. */
function trustIn({ makers, signers }: Named): Trust {
  return {
    anchors: [
      ...makers.map((certificate) => ({ certificate, roles: ['seal-maker'] as const })),
      ...signers.map((certificate) => ({ certificate, roles: ['seal-signer', 'document-signer'] as const })),
    ],
    intermediates: [],
  }
}

const after = (time: Date | undefined) => (time === undefined ? new Date() : new Date(time.getTime() + 1000))

async function inspectTruthSeal(bytes: Uint8Array): Promise<Found> {
  const seal = await readOf(() => parseSeal(bytes))
  const maker = seal && (await readOf(() => parseCertificate(seal.makerCertificate)))
  const at = after(seal?.info.validFrom)
  const trust = trustIn({ makers: maker === undefined ? [] : [maker], signers: [], at })
  return {
    nobody: await inspectSeal(bytes, { trust: NOBODY, at }),
    named: await inspectSeal(bytes, { trust, at }),
  }
}

const namedBySeal = ({ seal, signerCertificate, time }: SealSignature): Named => ({
  makers: [parseCertificate(seal.makerCertificate)],
  signers: [parseCertificate(signerCertificate)],
  at: time,
})

function namedByMessage(value: Uint8Array): Named {
  const { message, time } = parseDataSignature(value)
  return { makers: [], signers: message.certificates, at: time ?? new Date(0) }
}

async function namedIn(bytes: Uint8Array): Promise<readonly Named[]> {
  const { files } = parseOfdPackage(bytes)
  const found: Named[] = []
  for (const { type, description } of (await listOfdSignatures(bytes)).signatures) {
    const value = files.get(description?.signedValueFile ?? '')
    if (value === undefined) continue
    const named = await readOf(() =>
      type === 'Seal' ? namedBySeal(parseSealSignature(value)) : namedByMessage(value),
    )
    if (named !== undefined) found.push(named)
  }
  return found
}

async function inspectTruthOfd(bytes: Uint8Array): Promise<Found> {
  const found = (await readOf(() => namedIn(bytes))) ?? []
  const last = Math.max(0, ...found.map(({ at }) => at.getTime()))
  const at = after(last === 0 ? undefined : new Date(last))
  const [makers, signers] = [found.flatMap((one) => one.makers), found.flatMap((one) => one.signers)]
  return {
    nobody: await inspectOfd(bytes, { trust: NOBODY, at }),
    named: await inspectOfd(bytes, { trust: trustIn({ makers, signers, at }), at }),
  }
}

const codesAgainst = ({ checks }: Report<unknown>) =>
  checks.flatMap(({ status, code }) =>
    status === 'failed' || status === 'indeterminate' ? (code ?? []) : [],
  )

function tolerancesOf({ checks }: Report<unknown>): string[] {
  const named = checks
    .filter(({ id }) => id.startsWith('tolerance.'))
    .map(({ id }) => id.slice('tolerance.'.length))
  const { deviations } = checks.find(({ id }) => id === 'ofd.package')?.facts ?? {}
  return [...new Set([...named, ...(typeof deviations === 'string' ? deviations.split(', ') : [])])].sort()
}

function truthCase(path: string): Case {
  const expected = expectedOf(path)
  const says =
    expected === undefined
      ? 'no verdict is known of it'
      : `expected ${expected.nobody}, ${expected.named} under its own trust: ${expected.because}`
  return {
    what: `${path}: ${says}`,
    with: 'others',
    async run() {
      const bytes = new Uint8Array(readFileSync(join(TRUTH, path)))
      const start = performance.now()
      const { nobody, named } = await (/\.ofd$/i.test(path)
        ? inspectTruthOfd(bytes)
        : inspectTruthSeal(bytes))
      const time = performance.now() - start
      const [against, tolerances] = [codesAgainst(named), tolerancesOf(named)]
      const seen = [
        `found ${nobody.verdict}, ${named.verdict} under its own trust`,
        ...(against.length === 0 ? [] : [`against it: ${against.join(', ')}`]),
        ...(tolerances.length === 0 ? [] : [`tolerated: ${tolerances.join(', ')}`]),
      ].join('; ')
      expectThat(nobody.verdict !== 'passed', seen)
      expectThat(time < TIME_MS, `took ${Math.round(time)} ms; ${seen}`)
      if (expected === undefined) return seen
      expectThat(nobody.verdict === expected.nobody && named.verdict === expected.named, seen)
      expectThat(against.join() === expected.against.join(), seen)
      expectThat(tolerances.join() === expected.tolerances.join(), seen)
      return seen
    },
  }
}

const missing = (place: string): Case => ({
  what: `${place} is at hand`,
  with: 'others',
  run: () => Promise.reject(new Error('set TRUTH_DIR to where the truth is')),
})

/** Every document and seal made by others: the verdict expected and found, and what is tolerated in each. */
export const truthCases: readonly Case[] = ['ofd', 'seal'].flatMap((folder) => {
  const place = join(TRUTH, folder)
  if (!existsSync(place)) return [missing(place)]
  const names = readdirSync(place, { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => /\.(?:ofd|esl)$/i.test(name))
    .sort()
    .map((name) => truthCase(`${folder}/${name}`))
})
