import { createDigest, type DigestName } from '../crypto/digest.ts'
import { inTurns } from './turn.ts'

/** The hash of parts in their order, as `digest` has it, without holding the thread for long. */
export async function digestInTurns(name: DigestName, ...parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const hasher = createDigest(name)
  for (const part of parts)
    await inTurns(part.length, (start, end) => void hasher.update(part.subarray(start, end)))
  return hasher.digest()
}
