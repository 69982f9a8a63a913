import type { RegionLookup } from '@xinyin/core/register-codes'
import { encodeIdentifier, IDENTIFIER_ROOT, type Identifier } from '../form.ts'
import { isIdentifier } from '../is-identifier.ts'
import { isIssuerCode, isTypeCode } from '../is-part.ts'
import { identifierCheckCharacter } from '../right-character.ts'
import { nameWrongCheck } from '../variants.ts'
import { computedPart, describeChange } from './change.ts'
import { type Change, type Mended, mendUscc } from './credit-code.ts'
import type { IdentifierFault, IdentifierProposal } from './fault.ts'
import { mendSerial } from './serial.ts'
import { mendTypeCode } from './type-code.ts'

/** Parts that may be right, and what was changed to get there. */
interface Candidate {
  readonly identifier: Identifier
  readonly changes: readonly IdentifierFault[]
  readonly slips: number
}

/** Two slips of these kinds explain nearly everything, and so nothing. */
const slipsOf = (changes: readonly Change[]) => changes.filter(({ kind }) => kind !== 'look-alike').length

const checked = (identifier: Identifier): Identifier => ({
  ...identifier,
  checkCharacter: identifierCheckCharacter(identifier),
})

const isRight = (identifier: Identifier) => isIdentifier(encodeIdentifier(identifier))

/** Root and version follow from the standard, whatever the other parts are. */
function mendFixedParts(written: Identifier): Candidate {
  const version = /^0*[1-9]\d?$/.test(written.version)
    ? String(Number(written.version)).padStart(3, '0')
    : written.version
  const identifier = { ...written, root: IDENTIFIER_ROOT, version }
  const changes = [computedPart(written, identifier, 'root'), computedPart(written, identifier, 'version')]
  return { identifier, changes: changes.filter((change) => change !== undefined), slips: 0 }
}

function mendCode(
  { identifier, changes, slips }: Candidate,
  part: 'typeCode' | 'issuerCode',
  written: Identifier,
): readonly Candidate[] {
  const code = identifier[part]
  const isFit = part === 'typeCode' ? isTypeCode(code) : isIssuerCode(code)
  const mended: readonly Mended[] = isFit
    ? [{ code, changes: [] }]
    : part === 'typeCode'
      ? mendTypeCode(code)
      : mendUscc(code)
  return mended.map((one) => ({
    identifier: { ...identifier, [part]: one.code },
    changes: [...changes, ...one.changes.map((change) => describeChange(written, part, change))],
    slips: slips + slipsOf(one.changes),
  }))
}

/** Of several, those whose authorities are of regions that are there today. */
function inKnownRegions(candidates: readonly Candidate[], regionOf: RegionLookup | undefined) {
  if (candidates.length < 2 || regionOf === undefined) return candidates
  const isKnown = (code: string) => regionOf(code.slice(2, 8))?.current === true
  return candidates.filter(
    ({ identifier: { typeCode, issuerCode } }) =>
      isKnown(typeCode) && (issuerCode.length < 18 || isKnown(issuerCode)),
  )
}

const propose = ({ identifier, changes }: Candidate, by: IdentifierProposal['by']): IdentifierProposal => ({
  identifier: encodeIdentifier(identifier),
  by,
  changes,
})

/** Both codes are right: the check character follows from the rest, or the slip is in the serial. */
function mendRest(candidate: Candidate, written: Identifier): readonly IdentifierProposal[] {
  const { identifier, changes } = candidate
  if (isRight(identifier)) return [propose(candidate, 'computing')]
  const computed = checked(identifier)
  if (!isRight(computed)) return []
  const recomputed = computedPart(written, computed, 'checkCharacter')
  const first = propose(
    { ...candidate, identifier: computed, changes: [...changes, ...(recomputed ? [recomputed] : [])] },
    'computing',
  )
  if (nameWrongCheck(identifier) !== 'ERR_IDENTIFIER_CHECK') return [first]
  const [slip, ...others] = mendSerial(identifier)
  if (slip === undefined || others.length > 0) return [first]
  const serial = identifier.serial.slice(0, slip.start) + slip.text + identifier.serial.slice(slip.end)
  const guessed = {
    ...candidate,
    identifier: { ...identifier, serial },
    changes: [...changes, describeChange(written, 'serial', slip)],
  }
  return [first, propose(guessed, 'guessing')]
}

/**
 * Finds what was probably meant by an identifier whose parts stand in their places.
 *
 * @returns proposals with changes in places of the written identifier, the likeliest first
 */
export function repairIdentifier(
  written: Identifier,
  regionOf: RegionLookup | undefined,
): readonly IdentifierProposal[] {
  const fixed = mendFixedParts(written)
  const candidates = mendCode(fixed, 'typeCode', written)
    .flatMap((candidate) => mendCode(candidate, 'issuerCode', written))
    .filter(({ slips }) => slips < 2)
  const [only, ...more] = candidates
  if (only !== undefined && only.changes.length === fixed.changes.length) return mendRest(only, written)
  const agreeing = inKnownRegions(
    candidates.filter(({ identifier }) => isRight(identifier)),
    regionOf,
  )
  const [agreed, ...doubtful] = agreeing
  if (agreed !== undefined) return doubtful.length === 0 ? [propose(agreed, 'guessing')] : []
  // Letters that cannot be meant are mended even where the check character was computed over them.
  if (only === undefined || more.length > 0 || only.slips > 0) return []
  return mendRest(only, written).slice(0, 1)
}
